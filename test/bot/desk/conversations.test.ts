// Conversations over HTTP, on both stores: who waits is listed and told, one of two claims wins, words go to the customer, notes to nobody else, and each act is in the audit.
import { WebSocket } from 'ws';
import type { AuditAnswer } from '../../../domain/audit-view';
import type { DeskError, LiveMessage } from '../../../domain/desk-view';
import type { ConversationActed, ConversationDetail, ConversationsAnswer } from '../../../domain/handoff-view';
import type { Role } from '../../../domain/staff';
import { say, translate } from '../../../locales';
import { grounds, type Name } from '../../support/canaries';
import { type DeskClient, signedIn } from '../../support/desk-client';
import { type DeskWorld, deskWorld, playOf } from '../../support/desk-world';
import { until } from '../../support/temp-store';

const API = '/desk/api/conversations';

describe.each(Object.keys(grounds) as Name[])('on %s', (name) => {
  let desk: DeskWorld;
  let n: number;
  const sockets: WebSocket[] = [];
  beforeEach(async () => {
    desk = await deskWorld({ ground: await grounds[name]() });
    n = 0;
  });
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.terminate();
    await desk.close();
  });

  async function come(as: string, roles: Role[] = ['agent']) {
    const person = await signedIn(desk.deps, desk.base, roles, as);
    const socket = new WebSocket(`${desk.base.replace('http', 'ws')}/desk/live`, {
      headers: { Origin: desk.base, Cookie: person.client.cookie ?? '' },
    });
    sockets.push(socket);
    const heard: Extract<LiveMessage, { conversations: unknown }>['conversations'][] = [];
    socket.on('message', (data) => {
      const message = JSON.parse(String(data)) as LiveMessage;
      if ('conversations' in message) heard.push(message.conversations);
    });
    await new Promise((resolve) => socket.on('open', resolve));
    return { ...person, heard, socket };
  }
  type Come = Awaited<ReturnType<typeof come>>;
  const isHere = (person: Come) =>
    until(() => person.heard.some((one) => one.desk?.agents.some(({ id }) => id === person.id)));

  /** What the assistant answered to a customer's words. */
  async function customer(text: string, conversation = 'directline:one'): Promise<string> {
    n += 1;
    const { items } = await playOf(desk.deps)({
      conversation,
      dedupe: `c${n}`,
      input: { kind: 'text', text },
      locale: 'nl-NL',
      channel: 'directline',
      person: 'p',
      receivedAt: desk.deps.now(),
    });
    return JSON.stringify(items.filter(({ author }) => author !== 'user'));
  }
  const asks = (conversation?: string) => customer(translate('nl-NL', say('handoff:button.wait')), conversation);
  const view = async (client: DeskClient, which: string) =>
    (await client.get<ConversationsAnswer>(`${API}?view=${which}`)).body;
  const act = (client: DeskClient, id: string, what: string, body: object = {}, command = `command-${(n += 1)}`) =>
    client.post<ConversationActed & DeskError>(`${API}/${id}/${what}`, body, { 'Idempotency-Key': command });
  /** Asks for a person; answers what stands for the conversation once somebody's screen shows it. */
  async function asked(by: Come): Promise<string> {
    await asks();
    const shown = () => by.heard.flatMap(({ set }) => set).find(({ state }) => state === 'waiting')?.id;
    await until(() => shown() !== undefined);
    return shown() ?? '';
  }
  const detail = async (client: DeskClient, id: string, query = '') =>
    (await client.get<ConversationDetail>(`${API}/${id}${query}`)).body;

  test('who asks is on the screen of everybody who may read, at once, with the counts of each', async () => {
    const [li, han] = [await come('Li'), await come('Han')];
    await isHere(li);
    const id = await asked(li);
    const rows = ({ heard }: Come) => heard.flatMap(({ set }) => set);
    await until(() => rows(han).length > 0);
    for (const one of [li, han])
      expect(rows(one)).toMatchObject([{ id, state: 'waiting', locale: 'nl-NL', channel: 'web' }]);
    expect((await view(li.client, 'waiting')).rows.map((row) => row.id)).toEqual([id]);
    expect((await act(li.client, id, 'claim')).status).toBe(200);
    await until(() => li.heard.at(-1)?.counts.mine === 1 && han.heard.at(-1)?.counts.others === 1);
    expect((await view(li.client, 'mine')).rows).toMatchObject([{ id, owner: { name: 'Li' } }]);
    expect((await view(han.client, 'others')).rows.map((row) => row.id)).toEqual([id]);
    await until(() =>
      han.heard.some((one) => one.desk?.agents.some(({ id: who, talking }) => who === li.id && talking === 1)),
    );
    await act(li.client, id, 'back');
    await until(() => han.heard.some(({ gone }) => gone.includes(id)));
    expect((await view(li.client, 'ended')).rows).toMatchObject([{ id, state: 'ended', ended: 'back' }]);
  });

  test('of two claims at once one counts, the other hears whose it is; the same command again is no second one', async () => {
    const [li, han] = [await come('Li'), await come('Han')];
    await isHere(li);
    await isHere(han);
    const id = await asked(li);
    const claims = await Promise.all([
      act(li.client, id, 'claim', {}, 'command-of-one'),
      act(han.client, id, 'claim', {}, 'command-of-two'),
    ]);
    expect(claims.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    const [won, lost] = claims.toSorted((a, b) => a.status - b.status);
    const winner = won?.body.row.owner?.name ?? '';
    expect(lost?.body).toMatchObject({ error: { code: 'claimedBy' }, by: winner, conversation: { id } });
    const own = winner === 'Li' ? li : han;
    const other = own === li ? han : li;
    expect((await act(own.client, id, 'say', { text: 'Goedemiddag' }, 'command-the-same')).body.items).toMatchObject([
      { author: 'agent', text: 'Goedemiddag', by: { name: winner } },
    ]);
    expect((await act(own.client, id, 'say', { text: 'Goedemiddag' }, 'command-the-same')).status).toBe(200);
    const said = (await detail(own.client, id)).items.filter(({ author }) => author === 'agent');
    expect(said).toHaveLength(1);
    // Not hers: nothing is sent.
    const refused = await act(other.client, id, 'say', { text: 'Hallo' });
    expect(refused).toMatchObject({ status: 409, body: { error: { code: 'notOwner' }, conversation: { id } } });
    expect((await detail(own.client, id)).items.map(({ text }) => text)).not.toContain('Hallo');
    // What the customer writes now, nobody but her answers.
    expect(await customer('dank u')).toBe('[]');
  });

  test('transfer with a note: the colleague alone may take it, reads the note, and no customer does', async () => {
    const [li, han, mei] = [await come('Li'), await come('Han'), await come('Mei')];
    for (const one of [li, han, mei]) await isHere(one);
    const id = await asked(li);
    await act(li.client, id, 'claim');
    await act(li.client, id, 'note', { text: 'CANARY-1 <b>' });
    await act(li.client, id, 'transfer', { to: han.id, note: 'CANARY-2' });
    expect(await act(mei.client, id, 'claim')).toMatchObject({ status: 409, body: { error: { code: 'reservedFor' } } });
    expect((await act(han.client, id, 'claim')).status).toBe(200);
    const read = await detail(han.client, id);
    expect(read.notes).toMatchObject([
      { by: 'Li', text: 'CANARY-1 <b>' },
      { by: 'Li', text: 'CANARY-2' },
    ]);
    expect(JSON.stringify(read.items)).not.toContain('CANARY');
    expect(read.can).toEqual(expect.arrayContaining(['say', 'transfer', 'back', 'end']));
    // Who does not talk with customers takes nobody's.
    const clerk = await signedIn(desk.deps, desk.base, ['clerk'], 'Cao');
    expect(await act(han.client, id, 'transfer', { to: clerk.id })).toMatchObject({ status: 400 });
    const { client: auditor } = await signedIn(desk.deps, desk.base, ['auditor'], 'Shen');
    const done = (await auditor.get<AuditAnswer>('/desk/api/audit')).body.entries.map(
      ({ who, what }) => `${who} ${what}`,
    );
    expect(done).toEqual(
      expect.arrayContaining([
        'Li chat.claim',
        'Li chat.note',
        'Li chat.transfer',
        'Han chat.claim',
        'Han conversation',
      ]),
    );
  });

  test('what is new comes once; empty, overlong and unknown things are refused in words, and nothing is said', async () => {
    const li = await come('Li');
    await isHere(li);
    const id = await asked(li);
    await act(li.client, id, 'claim');
    const read = await detail(li.client, id);
    await customer('nog een vraag');
    const fresh = await detail(li.client, id, `?after=${read.next}`);
    expect(fresh.items.map(({ text }) => text)).toEqual(['nog een vraag']);
    expect((await detail(li.client, id, `?after=${fresh.next}`)).items).toEqual([]);
    expect(await act(li.client, id, 'say', { text: ' \n ' })).toMatchObject({
      status: 400,
      body: { error: { code: 'textMissing' } },
    });
    expect(await act(li.client, id, 'say', { text: '<'.repeat(10_000) })).toMatchObject({
      body: { error: { code: 'wordsTooLong' } },
    });
    expect(await act(li.client, id, 'say', { text: 'x'.repeat(4_000) })).toMatchObject({ status: 200 });
    expect((await act(li.client, id, 'dance')).status).toBe(404);
    expect((await act(li.client, 'bm9uZQ', 'claim')).status).toBe(404);
    expect((await li.client.get(`${API}/${id}?after=-1`)).status).toBe(400);
    expect((await li.client.get(`${API}?view=all`)).status).toBe(400);
    expect((await li.client.get(`${API}?view=ended&after=nonsense`)).status).toBe(400);
    await act(li.client, id, 'end');
    expect(await act(li.client, id, 'say', { text: 'nog iets' })).toMatchObject({
      status: 409,
      body: { error: { code: 'conversationEnded' } },
    });
  });

  test('a supervisor takes over; who only reads sees all and may do nothing', async () => {
    const [li, boss] = [await come('Li'), await come('Zhao', ['supervisor'])];
    await isHere(li);
    const id = await asked(li);
    await act(li.client, id, 'claim');
    expect((await act(boss.client, id, 'claim')).body.row.owner?.name).toBe('Zhao');
    const { client: auditor } = await signedIn(desk.deps, desk.base, ['auditor'], 'Shen');
    expect((await detail(auditor, id)).can).toEqual([]);
    expect((await act(auditor, id, 'claim')).status).toBe(403);
    const { client: clerk } = await signedIn(desk.deps, desk.base, ['clerk'], 'Cao');
    expect((await clerk.get(`${API}?view=waiting`)).status).toBe(403);
  });

  test('who says that they take none is shown as away, to everybody', async () => {
    const [li, han] = [await come('Li'), await come('Han')];
    await isHere(li);
    await li.client.post('/desk/api/presence', { away: true });
    const shown = () => han.heard.findLast(({ desk: now }) => now)?.desk?.agents.find(({ id }) => id === li.id);
    await until(() => shown()?.away === true);
    li.socket.terminate();
    await until(() => shown() === undefined);
  });
});
