// People of the account tests: a real store, orders in it, and what they do: register, activate, sign in, read their mail.
import { randomBytes, randomUUID } from 'node:crypto';
import { BUSINESS_DEFAULTS } from '../../domain/business';
import type { Actor } from '../../domain/people';
import type { Instant } from '../../domain/result';
import { activate } from '../../services/account/activate';
import type { Command, CommandBody, Outcome } from '../../services/commands';
import type { Deps } from '../../services/shared/deps';
import { run } from '../../services/run';
import { createSecrets } from '../../services/shared/secret';
import { signIn } from '../../services/account/signin';
import { bodyOf, keys, type Order, type Outbox, record } from '../../storage/records';
import type { Store } from '../../storage/store';
import { isMail } from './changes';
import { tempStore } from './temp-store';
import { tempBlobs } from './temp-blobs';
import { cheapPasswords } from './cheap-passwords';

export const PASSWORD = 'violet-otter-climbs-41';

export async function createPeople() {
  const temp = tempStore();
  const store = await temp.open();
  const secrets = await createSecrets({ store });
  const cheap = cheapPasswords();
  const counts = { hashes: 0, wakes: 0 };
  let made = 0;
  const deps: Deps = {
    store,
    blobs: tempBlobs(temp.directory),
    now: temp.now,
    // Ids that rise, so that rows of one moment are listed in the order in which they were made.
    newId: () => `${String((made += 1)).padStart(6, '0')}-${randomUUID()}`,
    random: randomBytes,
    business: { ...BUSINESS_DEFAULTS },
    environment: BUSINESS_DEFAULTS,
    secrets,
    passwords: {
      ...cheap,
      hash: (...given) => {
        counts.hashes += 1;
        return cheap.hash(...given);
      },
      verify: (...given) => {
        counts.hashes += 1;
        return cheap.verify(...given);
      },
    },
    publicUrl: 'https://fapiao.example',
    wake: () => {
      counts.wakes += 1;
    },
  };

  const people = {
    deps,
    counts,
    temp,
    now: temp.now,
    /** Moves the clock of all. */
    pass(ms: number): Instant {
      temp.setNow(new Date(Date.parse(temp.now()) + ms).toISOString());
      return temp.now();
    },
    on: (other: Store): Deps => ({ ...deps, store: other }),

    async order(
      order: string,
      { customer = order, bill, ...more }: Partial<Order> & { bill?: string } = {},
    ): Promise<void> {
      const body: Order = { order, customer, payer: '上海青禾餐饮管理有限公司', ...more };
      const pointer = { customer, holder: customer, claimedAt: temp.now() };
      const at = keys.orderPointer(order);
      await store.commit(at.pk, [{ op: 'create', doc: record('pointer', at, pointer) }]);
      await store.commit(keys.customer(customer), [
        { op: 'create', doc: record('order', keys.order(customer, order), body) },
      ]);
      if (!bill) return;
      const billAt = keys.billPointer(bill);
      const toOrder = { ...pointer, holder: order, data: order };
      await store.commit(billAt.pk, [{ op: 'create', doc: record('pointer', billAt, toOrder) }]);
    },

    command: (by: Actor | string, body: CommandBody, id: string = randomUUID()): Command => ({
      id,
      by: typeof by === 'string' ? { role: 'guest', conversation: by } : by,
      ...body,
    }),
    does: (by: Actor | string, body: CommandBody): Promise<Outcome> => run(deps, people.command(by, body)),
    register: (conversation: string, order: string, email: string): Promise<Outcome> =>
      people.does(conversation, { type: 'register', order, email, locale: 'en-US' }),

    /** All rows of the outbox, oldest first. */
    async outbox(): Promise<Outbox[]> {
      const page = await store.list('due', { limit: 1000 });
      return page.docs.filter((doc) => doc.kind === 'outbox').map((doc) => bodyOf('outbox', doc));
    },
    async mails(to?: string) {
      return (await people.outbox()).filter(isMail).filter((row) => !to || row.target === to);
    },
    /** The token in the newest mail of a template to an address. */
    async token(name: string, to: string): Promise<string> {
      const link = (await people.mails(to)).filter((row) => row.name === name).at(-1)?.link;
      if (!link) throw new Error(`no mail ${name} with a link to ${to}`);
      return secrets.link(link.purpose, link.nonce).token;
    },
    /** Registers and activates. Answers how the chat would be linked. */
    async account(order: string, email: string, password: string = PASSWORD) {
      const conversation = `chat of ${email}`;
      await people.register(conversation, order, email);
      const made = await activate(deps, { token: await people.token('activation', email), password });
      if (!made.ok) throw new Error(made.reason.code);
      const pointer = await store.get(keys.orderPointer(order));
      const customer = pointer ? bodyOf('pointer', pointer).customer : '';
      const link = {
        customer,
        account: made.account,
        epoch: 1,
        until: new Date(Date.parse(temp.now()) + 30 * 86_400_000).toISOString(),
      };
      return { ...made, conversation, customer, link, by: { role: 'customer', conversation, link } as Actor };
    },
    /** The code that the page shows, for a sign-in that the conversation begins now. */
    async signInPage(conversation: string, email: string, password: string = PASSWORD) {
      const begun = await people.does(conversation, { type: 'beginSignIn', locale: 'en-US' });
      if (!begun.ok || begun.type !== 'signInBegun') throw new Error('no sign-in');
      return signIn(deps, { token: tokenOf(begun.url), email, password });
    },
  };
  return people;
}

export type People = Awaited<ReturnType<typeof createPeople>>;

export const tokenOf = (url: string): string => new URL(url).searchParams.get('r') ?? '';
