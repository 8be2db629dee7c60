// What one turn may read: bound to its conversation and account link, and read at most once.
import { dueAt } from '../domain/calendar';
import { rememberedOf } from '../domain/application-draft';
import type { AccountLink } from '../domain/people';
import type { Account } from '../storage/records';
import { accountOf } from './account/accounts';
import { applicationView } from './application/application-doc';
import { applicationsOf, ownApplication } from './application/applications';
import { linksOf } from './application/file-links';
import { filesOf } from './application/files';
import { billsOf } from './application/bills';
import { waitingOf } from './account/consent';
import { deskNow } from './desk/waiting';
import type { Deps } from './shared/deps';
import type { AccountView, Query } from './queries';
import { pendingOf } from './account/pending';

const accountView = ({ id, email, locale, last }: Account): AccountView => ({
  id,
  email,
  locale,
  ...(last ? { last: { at: last.at, ...rememberedOf(last) } } : {}),
});

/** `link` undefined = signed out: then nothing of any account is read. A void link answers as signed out. */
export function createQuery(
  deps: Deps,
  { conversation, link }: { conversation: string; link: AccountLink | undefined },
): Query {
  const own = memo(async () => (link ? (await accountOf(deps, link))?.body : undefined));
  return {
    account: memo(async () => {
      const account = await own();
      return account && accountView(account);
    }),
    bills: memo(async () => {
      const account = await own();
      return account ? billsOf(deps, account) : [];
    }),
    applications: memo(async () => {
      const account = await own();
      return account ? applicationsOf(deps, account) : [];
    }),
    application: async (number) => {
      const account = await own();
      const found = account && (await ownApplication(deps, account, number));
      return found && applicationView(found, deps.now());
    },
    files: async (number) => {
      const account = await own();
      const found = account && (await ownApplication(deps, account, number));
      return found ? linksOf(deps, found.body, await filesOf(deps, found.body)) : [];
    },
    pending: memo(() => pendingOf(deps, conversation)),
    waiting: memo(async () => {
      const account = await own();
      return account ? waitingOf(deps, account) : [];
    }),
    desk: memo(() => deskNow(deps, conversation)),
    due: (at) => {
      const { workingDays, calendarOverlay: overlay } = deps.business;
      return dueAt(at, { workingDays, overlay });
    },
  };
}

function memo<T>(read: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  return () => (answer ??= read());
}
