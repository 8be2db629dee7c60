// Submitting: one batch makes the application, takes its bills under their ETags, and leaves the mail in the outbox.
import { type ApplicationState } from '../../domain/application';
import { particularsOf, rememberedOf } from '../../domain/application-draft';
import { dueAt } from '../../domain/calendar';
import { mediumOf } from '../../domain/fapiao';
import { sum } from '../../domain/money';
import { payerMatches } from '../../domain/names';
import { BILLS_MAX } from '../../domain/order';
import type { Instant } from '../../domain/result';
import { type Account, type Application, type Bill, bodyOf, keys } from '../../storage/records';
import { MAX_WRITES } from '../../storage/rules';
import type { Stored, Write } from '../../storage/store';
import { accountOfActor, changed } from '../account/accounts';
import { applicationDoc, replaceBill } from './application-doc';
import { checkDraft } from './apply-check';
import { billState, readBills } from './bills';
import type { AppliedView, ApplyDraft, Command, Outcome } from '../commands';
import type { Deps } from '../shared/deps';
import { changeRows } from './notices';
import { takeNumbers } from './numbers';
import { no, once } from '../shared/once';

type ApplyCommand = Extract<Command, { type: 'apply' }>;
type StoredBill = Stored<Bill>;
/** Bills that go in one application: at once, or together at a later opening. */
type Group = { bills: StoredBill[]; scheduledFor?: Instant };

const refused = (outcome: Outcome) => ({ writes: [], outcome });

/**
 * Submits a confirmed draft; the same command again answers the same application. Reasons besides those of the draft:
 * `signedOut`, `billGone`, `billUnpaid`, `billTaken` and `billNotOpen` {period}, `certificateMismatch`.
 */
export async function applyCommand(deps: Deps, command: ApplyCommand): Promise<Outcome> {
  const { by } = command;
  if (by.role !== 'customer') return no('signedOut');
  // Taken once a command: deciding anew after a lost race uses the same numbers.
  const numbers: string[] = [];
  return once(deps, keys.customer(by.link.customer), command, async () => {
    const account = await accountOfActor(deps, by);
    if (!account) return refused(no('signedOut'));
    const checked = checkDraft(command.draft, deps.business);
    if (!checked.ok) return refused(checked);
    const now = deps.now();
    const found = await takeBills(deps, account.body, checked.draft, now);
    if (!found.ok) return refused(found);
    if (numbers.length < found.groups.length) {
      numbers.push(...(await takeNumbers(deps, now, found.groups.length - numbers.length)));
    }
    const applications = found.groups.map((group, i) =>
      newApplication(deps, command, checked.draft, account.body, group, numbers[i] ?? '', now),
    );
    const writes: Write[] = [
      // ASVS 5.0 7.4.1, 15.4.2: the account's ETag; signing out everywhere in between voids this submission.
      changed(account, { last: { at: now, ...rememberedOf(checked.draft) } }),
      ...applications.flatMap((application, i) => [
        { op: 'create' as const, doc: applicationDoc(application) },
        ...(found.groups[i]?.bills ?? []).map((bill) => taken(bill, application)),
        ...(deps.issuer?.rows(deps, application, { event: application.events[0]?.event ?? 'submit', by }) ?? []),
        ...changeRows(deps, application, { email: account.body.email, by }),
      ]),
    ];
    // The outcome itself is one write more.
    if (writes.length >= MAX_WRITES) return refused(no('tooManyBills', { max: BILLS_MAX }, 'bills'));
    return { writes, outcome: { ok: true, type: 'applied', applications: applications.map(appliedView) } };
  });
}

/** The bills in groups: those that are open, and the others by their opening. Refuses what can't be applied for. */
async function takeBills(deps: Deps, account: Account, draft: ApplyDraft, now: Instant) {
  const open: StoredBill[] = [];
  const later = new Map<Instant, StoredBill[]>();
  for (const stored of await readBills(deps, account, draft.bills)) {
    if (!stored) return no('billGone', undefined, 'bills');
    const bill = bodyOf('bill', stored);
    const state = billState(bill, now);
    if (state === 'unpaid') return no('billUnpaid', { period: bill.period }, 'bills');
    if (state !== 'available' && state !== 'notYetOpen') return no('billTaken', { period: bill.period }, 'bills');
    if (draft.certificate && !payerMatches(draft.buyer.name, bill.payer)) {
      return no('certificateMismatch', undefined, 'name');
    }
    if (state === 'available') open.push(stored);
    else if (bill.opensAt) later.set(bill.opensAt, [...(later.get(bill.opensAt) ?? []), stored]);
  }
  const [first] = [...later.values()].flat();
  // "Not ahead" leaves out what is not open; when nothing is left, that is the answer.
  if (!open.length && first && !draft.ahead)
    return no('billNotOpen', { period: bodyOf('bill', first).period }, 'bills');
  const ahead = draft.ahead ? [...later].toSorted(([a], [b]) => (a < b ? -1 : 1)) : [];
  const groups: Group[] = [
    ...(open.length ? [{ bills: open }] : []),
    ...ahead.map(([scheduledFor, bills]) => ({ bills, scheduledFor })),
  ];
  return { ok: true as const, groups };
}

function newApplication(
  deps: Deps,
  command: ApplyCommand,
  draft: ApplyDraft,
  account: Account,
  { bills, scheduledFor }: Group,
  number: string,
  now: Instant,
): Application {
  const { workingDays, calendarOverlay: overlay } = deps.business;
  const due = dueAt(scheduledFor ?? now, { workingDays, overlay });
  const state: ApplicationState = scheduledFor ? 'scheduled' : 'submitted';
  const conversation = 'conversation' in command.by ? command.by.conversation : undefined;
  // Oldest period first: the order in which fapiao numbers are given.
  const snapshot = bills
    .map((stored) => bodyOf('bill', stored))
    .map(({ bill, order, period, amount }) => ({ bill, order, period, amount }))
    .toSorted((a, b) => (a.period + a.bill < b.period + b.bill ? -1 : 1));
  const payers = new Set(bills.map((stored) => bodyOf('bill', stored).payer));
  return {
    id: number,
    number,
    command: command.id,
    customer: account.customer,
    account: account.id,
    bills: snapshot,
    amount: sum(snapshot.map(({ amount }) => amount)),
    ...particularsOf(draft),
    payer: [...payers].join(' / '),
    state,
    submittedAt: now,
    dueAt: due.at,
    provisional: due.provisional,
    workingDays,
    ...(scheduledFor ? { scheduledFor } : {}),
    events: [{ at: now, by: `account:${account.id}`, event: scheduledFor ? 'schedule' : 'submit', state }],
    fapiaos: [],
    ...(conversation ? { conversation } : {}),
    locale: command.locale,
  };
}

const taken = (stored: StoredBill, { number, state }: Application): Write =>
  replaceBill(stored, {
    ...bodyOf('bill', stored),
    application: number,
    stage: state === 'scheduled' ? 'scheduled' : 'applied',
  });

const appliedView = (a: Application): AppliedView => ({
  number: a.number,
  bills: a.bills.length,
  dueAt: a.dueAt,
  provisional: a.provisional,
  medium: mediumOf(a.kind),
  ...(a.scheduledFor ? { scheduledFor: a.scheduledFor } : {}),
});
