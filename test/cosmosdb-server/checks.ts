// What both servers are asked, by the same client; each check answers what it saw, as plain data.
import { ChangeFeedStartFrom, type Container, type Database, type OperationInput } from '@azure/cosmos';
import { doc, LISTS_ONLY, spec } from '../cosmos-standin/started';

export interface Check {
  name: string;
  run(container: Container, database: Database): Promise<unknown>;
  /** Why the two may differ; then they must. */
  differs?: string;
}

/** The status of an answer or of an error. */
async function status(work: Promise<{ statusCode?: number; code?: number }>): Promise<unknown> {
  try {
    const answer = await work;
    return answer.statusCode ?? answer.code;
  } catch (error) {
    return (error as { code?: unknown; message: string }).code ?? (error as Error).message;
  }
}

const ifMatch = (condition: unknown) => ({ accessCondition: { type: 'IfMatch', condition: String(condition) } });
const ids = ({ resources }: { resources: { id: string }[] }): string[] => resources.map(({ id }) => id);
const create = (id: string): OperationInput => ({ operationType: 'Create', resourceBody: doc(id) });

/** `pks`: over how many partition keys the list is spread. */
async function listed({ items }: Container, pks: number): Promise<void> {
  for (let n = 0; n < 12; n++) {
    const expiresAt =
      n % 4 === 3 ? { expiresAt: n === 3 ? '2026-11-20T07:00:00.000Z' : '2026-11-20T09:00:00.000Z' } : {};
    await items.create(doc(`d${n}`, { pk: `p${n % pks}`, lists: { due: String(n).padStart(2, '0') }, ...expiresAt }));
  }
  await items.create(doc('unlisted', { pk: 'p0' }));
}

async function feed(
  container: Container,
  from: ChangeFeedStartFrom,
  between?: () => Promise<unknown>,
): Promise<unknown> {
  const iterator = container.items.getChangeFeedIterator<{ id: string; v: number }>({ changeFeedStartFrom: from });
  const seen: string[] = [];
  const drain = async (): Promise<void> => {
    for (
      let page = await iterator.readNext();
      page.statusCode === 200 && page.count;
      page = await iterator.readNext()
    ) {
      seen.push(...page.result.map(({ id, v }) => `${id} v${v}`));
    }
  };
  await drain();
  await between?.();
  await drain();
  return seen.toSorted((a, b) => (a < b ? -1 : 1));
}

export const CHECKS: Check[] = [
  {
    name: 'create, read, replace, upsert, delete',
    run: async ({ items, item }) => [
      await status(items.create(doc('a'))),
      await status(item('a', 'p').read()),
      await status(item('a', 'p').replace(doc('a', { v: 2 }))),
      await status(items.upsert(doc('a', { v: 3 }))),
      await status(items.upsert(doc('b'))),
      (await item('a', 'p').read<{ v: number }>()).resource?.v,
      await status(item('a', 'p').delete()),
      await status(item('a', 'p').read()),
    ],
  },
  {
    name: '409 for a taken id, in its own partition key only',
    run: async ({ items }) => [
      await status(items.create(doc('a'))),
      await status(items.create(doc('a'))),
      await status(items.create(doc('a', { pk: 'q' }))),
    ],
  },
  {
    name: '404 for what is not there',
    run: async ({ item }) => [
      await status(item('none', 'p').read()),
      await status(item('none', 'p').replace(doc('none'))),
      await status(item('none', 'p').delete()),
    ],
  },
  {
    name: '412 under an older ETag, for replace, upsert and delete',
    run: async ({ items, item }) => {
      const { resource } = await items.create(doc('a'));
      await item('a', 'p').replace(doc('a', { v: 2 }), ifMatch(resource?._etag));
      return [
        await status(item('a', 'p').replace(doc('a', { v: 3 }), ifMatch(resource?._etag))),
        await status(items.upsert(doc('a', { v: 3 }), ifMatch(resource?._etag))),
        await status(item('a', 'p').delete(ifMatch(resource?._etag))),
        (await item('a', 'p').read<{ v: number }>()).resource?.v,
      ];
    },
  },
  {
    name: 'of twenty replaces under one ETag one wins',
    run: async ({ items, item }) => {
      const { resource } = await items.create(doc('a'));
      const tries = Array.from({ length: 20 }, (_, v) =>
        status(item('a', 'p').replace(doc('a', { v }), ifMatch(resource?._etag))),
      );
      return (await Promise.all(tries)).map(String).toSorted((a, b) => (a < b ? -1 : 1));
    },
  },
  {
    name: 'system properties, and an ETag that changes',
    run: async ({ items }) => {
      const first = (await items.create(doc('a'))).resource;
      const second = (await items.upsert(doc('a'))).resource as unknown as Record<string, unknown>;
      const system = ['_rid', '_self', '_etag', '_ts'].map((name) => typeof second[name]);
      return [system, first?._etag !== second._etag, first?._rid === second._rid];
    },
  },
  {
    name: 'an ETag in quotes, and the attachments link',
    differs: 'it writes neither, though the service does',
    run: async ({ items }) => {
      const { resource } = await items.create(doc('a'));
      return [
        /^".+"$/.test(String(resource?._etag)),
        (resource as { _attachments?: string } | undefined)?._attachments,
      ];
    },
  },
  {
    name: 'ids in Chinese, with spaces and per cent signs',
    run: async ({ items, item }) => {
      const seen: unknown[] = [];
      for (const id of ['中文𠮷', 'with space', '100%', "it's"]) {
        await items.create(doc(id));
        seen.push((await item(id, 'p').read()).resource?.id);
      }
      return seen;
    },
  },
  {
    name: 'a list of one partition key, both ways, without what has expired',
    run: async (container) => {
      await listed(container, 1);
      const list = async (direction: 'ASC' | 'DESC') =>
        ids(await container.items.query(spec('due', { direction }), { partitionKey: 'p0' }).fetchAll());
      return [
        await list('ASC'),
        await list('DESC'),
        ids(await container.items.query(spec('due', { low: '03', high: '09' }), { partitionKey: 'p0' }).fetchAll()),
      ];
    },
  },
  {
    name: 'a list of one partition key leaves the others out',
    differs: 'it does not look at the partition key of a query',
    run: async (container) => {
      await listed(container, 3);
      return ids(await container.items.query(spec('due'), { partitionKey: 'p0' }).fetchAll());
    },
  },
  {
    name: 'a list over all partition keys, both ways',
    run: async (container) => {
      await listed(container, 3);
      const list = async (direction: 'ASC' | 'DESC') =>
        ids(await container.items.query(spec('due', { direction }), { maxItemCount: 3 }).fetchAll());
      return [await list('ASC'), await list('DESC')];
    },
  },
  {
    name: 'pages of a list',
    run: async (container) => {
      await listed(container, 1);
      const iterator = container.items.query(spec('due'), { partitionKey: 'p0', maxItemCount: 2 });
      const pages: string[][] = [];
      while (iterator.hasMoreResults()) pages.push(ids(await iterator.fetchNext()));
      return pages.filter((page) => page.length);
    },
  },
  {
    name: 'a text that is no query: 400',
    run: async ({ items }) =>
      status(items.query('SELECT FROM WHERE', { partitionKey: 'p' }).fetchAll() as Promise<object>),
  },
  {
    name: 'change feed from the beginning: the latest version of each, no deleted one',
    run: async (container) => {
      for (const id of ['a', 'b', 'c']) await container.items.create(doc(id));
      await container.items.upsert(doc('a', { v: 2 }));
      await container.item('b', 'p').delete();
      return feed(container, ChangeFeedStartFrom.Beginning());
    },
  },
  {
    name: 'change feed goes on with what is new',
    differs: 'it answers every continuation with 304',
    run: async (container) => {
      await container.items.create(doc('a'));
      return feed(container, ChangeFeedStartFrom.Beginning(), () => container.items.create(doc('b', { pk: 'q' })));
    },
  },
  {
    name: 'change feed from now: only what comes later',
    differs: 'it answers every continuation with 304',
    run: async (container) => {
      await container.items.create(doc('a'));
      return feed(container, ChangeFeedStartFrom.Now(), () => container.items.create(doc('b')));
    },
  },
  {
    name: 'create if not exists, read and delete of a container',
    run: async (_, database) => {
      const make = () =>
        database.containers.createIfNotExists({
          id: 'other',
          partitionKey: { paths: ['/pk'] },
          indexingPolicy: LISTS_ONLY,
        });
      const statuses = [await status(make()), await status(make()), await status(database.container('other').delete())];
      return [...statuses, await status(database.container('other').read())];
    },
  },
  {
    name: 'a batch that fits',
    run: async ({ items, item }) => {
      const { code, result } = await items.batch([create('a'), create('b')], 'p');
      return [code, result?.map(({ statusCode }) => statusCode), await status(item('b', 'p').read())];
    },
  },
  {
    name: 'a batch that does not fit',
    differs: 'its batch is not atomic: what came before the conflict stays',
    run: async ({ items, item }) => {
      await items.create(doc('a'));
      const { code, result } = await items.batch([create('b'), create('a')], 'p');
      return [code, result?.map(({ statusCode }) => statusCode), await status(item('b', 'p').read())];
    },
  },
  {
    name: 'request units',
    differs: 'its charge is always 1',
    run: async ({ items }) => (await items.create(doc('a'))).requestCharge,
  },
];
