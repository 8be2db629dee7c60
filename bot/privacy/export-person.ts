// Everything that is kept of a person, as one readable JSON: for them, so without what would let others in.
import type { Locale } from '../../locales/list';
import type { Deps } from '../../services/shared/deps';
import { allApplications } from '../../services/privacy/forget';
import type { StoredAccount } from '../../services/account/logins';
import { tracePlace } from '../../services/privacy/people';
import { type Application, bodyOf, keys } from '../../storage/records';
import type { Stored } from '../../storage/store';
import type { LogItem } from '../turn/inbound';
import { renderText } from '../render/text';

const PAGE = 100;

/** `undefined` fields are left out by JSON. Times are UTC. */
export async function exportPerson(deps: Deps, account: StoredAccount): Promise<object> {
  const { id, customer, email, locale, activatedAt, orders, last, privacy } = account.body;
  return {
    exportedAt: deps.now(),
    account: { id, email, locale, activatedAt, privacyNotice: privacy, lastUsed: last },
    orders: await ordersOf(deps, customer, orders),
    applications: (await allApplications(deps, account.body)).map((one) => applicationOf(one.body)),
    conversations: await conversationsOf(deps, id),
  };
}

async function ordersOf(deps: Deps, customer: string, numbers: readonly string[]) {
  const found = await Promise.all(numbers.map((number) => deps.store.get(keys.order(customer, number))));
  return found.flatMap((doc) => {
    if (!doc) return [];
    const { order, payer, contact, paidAt } = bodyOf('order', doc);
    return [{ order, payer, contact, paidAt }];
  });
}

/** What points into our store. */
const OWN = new Set(['id', 'customer', 'account', 'command', 'conversation']);
const applicationOf = (application: Application): object =>
  Object.fromEntries(Object.entries(application).filter(([name]) => !OWN.has(name)));

async function* pages(
  deps: Deps,
  list: 'people' | 'log',
  query: { pk?: string; prefix?: string },
): AsyncGenerator<Stored> {
  let after: string | undefined;
  do {
    const page = await deps.store.list(list, { ...query, limit: PAGE, ...(after ? { after } : {}) });
    yield* page.docs;
    after = page.next;
  } while (after);
}

/** Only where the account was signed in: what strangers typed with somebody's address is not theirs to see. */
async function conversationsOf(deps: Deps, account: string) {
  const conversations: object[] = [];
  for await (const doc of pages(deps, 'people', { prefix: tracePlace(account, 'visit:') })) {
    const { conversation } = bodyOf('visit', doc);
    const messages: object[] = [];
    for await (const row of pages(deps, 'log', { pk: keys.header(conversation).pk })) {
      for (const item of bodyOf('turn', row).items as unknown as LogItem[]) messages.push(...messageOf(item));
    }
    const header = await deps.store.get(keys.header(conversation));
    const channel = header && bodyOf('header', header).channel;
    conversations.push({ channel, messages });
  }
  return conversations;
}

function messageOf(item: LogItem): object[] {
  if (item.author === 'system') return [];
  const { at } = item;
  if (item.author === 'user') return [{ at, from: 'you', text: item.text, answers: item.value }];
  return [{ at, from: 'assistant', text: renderText(item.reply, item.locale as Locale) }];
}
