// Due dates after a calendar has changed: open applications get theirs anew, and whoever waits longer is told. A page at a time, goes on after a crash.
import { dueAt } from '../../domain/calendar';
import { OPEN_APPLICATIONS } from '../../domain/desk';
import type { Business } from '../../domain/business';
import { businessWith, type SetSections } from '../../domain/settings';
import { type Application, bodyOf, keys, record, typed } from '../../storage/records';
import type { Page, Stored, Write } from '../../storage/store';
import { applicationDoc } from '../application/application-doc';
import { holderOf, type StoredApplication } from '../application/change';
import { changeRows } from '../application/notices';
import type { Deps } from '../shared/deps';
import { settle } from '../shared/once';
import { dueDatesRow } from './due-dates-row';
import { currentSettings } from './settings';

const PAGE = 100;
const BY = { role: 'system', job: 'calendar' } as const;

/** Where they lie: open work of clerks, then what waits for its bills to open. */
const PLACES = ['open', 'due'] as const;

interface Order {
  version: number;
  round: number;
}

/**
 * All open ones by the newest calendar, which may be of a later version than the one that asked. Safe to run twice and by two
 * at once: a date that is right already is left alone, and nobody is told twice. Answers how many got another date.
 */
export async function computeDueDates(deps: Deps, { version, round }: Order): Promise<number> {
  const current = await currentSettings(deps);
  const business = businessWith(deps.environment, (current?.set ?? {}) as SetSections);
  const progress = await begin(deps, `${version}.${round}`);
  let changed = 0;
  for (const place of PLACES.slice(progress.place)) {
    let after = PLACES.indexOf(place) === progress.place ? progress.after : undefined;
    do {
      const page: Page = await deps.store.list(place, {
        limit: PAGE,
        after,
        ...(place === 'open' ? { prefix: OPEN_APPLICATIONS } : {}),
      });
      for (const doc of page.docs)
        if (doc.kind === 'application' && (await settleOne(deps, doc, business))) changed += 1;
      after = page.next;
      await progress.note(PLACES.indexOf(place) + (after ? 0 : 1), after);
    } while (after !== undefined);
  }
  if (round === 1) {
    const row = dueDatesRow(deps, version, 2);
    // Refused: it stands there already.
    await deps.store.commit(row.op === 'create' ? row.doc.pk : '', [row]);
  }
  return changed;
}

/** How far this order came before. */
async function begin(deps: Deps, order: string) {
  const key = keys.job('due-dates');
  const found = await deps.store.get(key);
  const [of, place = '0', ...rest] = (found ? (bodyOf('job', found).cursor ?? '') : '').split('|');
  const same = of === order;
  return {
    place: same ? Number(place) : 0,
    after: (same && rest.join('|')) || undefined,
    async note(at: number, after: string | undefined): Promise<void> {
      const doc = record('job', key, { cursor: [order, at, after ?? ''].join('|') });
      // An economy: two who write over each other read some pages twice.
      await deps.store.commit(key.pk, [{ op: 'put', doc }]);
    },
  };
}

/** The date that was promised counts from submission, or from the day that its bills open. */
function newDue(application: Application, { workingDays, calendarOverlay: overlay }: Business) {
  const { state, scheduledFor, submittedAt, events, closed } = application;
  const waits = state === 'scheduled' && scheduledFor;
  if (closed || !(waits || state === 'submitted' || state === 'processing')) return undefined;
  // After a delay somebody promised a day by hand (moves.ts): that stays.
  if (events.some(({ event }) => event === 'delay')) return undefined;
  const due = dueAt(waits ? scheduledFor : submittedAt, {
    workingDays: application.workingDays ?? workingDays,
    overlay,
  });
  return due.at === application.dueAt && due.provisional === application.provisional ? undefined : due;
}

async function settleOne(deps: Deps, { pk, id }: Stored, business: Business): Promise<boolean> {
  return settle(deps, pk, async () => {
    const doc = await deps.store.get({ pk, id });
    const stored = doc && typed('application', doc);
    const due = stored && newDue(stored.body, business);
    if (!due) return { writes: [], answer: false };
    return { writes: await writesOf(deps, stored, due), answer: true };
  });
}

/** Later: told, and a line of its course. Earlier, or no longer provisional: only the date. */
async function writesOf(
  deps: Deps,
  stored: StoredApplication,
  { at, provisional }: { at: string; provisional: boolean },
): Promise<Write[]> {
  const { body, etag } = stored;
  const isLater = at > body.dueAt;
  const entry = { at: deps.now(), by: `job:${BY.job}`, event: 'postpone' as const, state: body.state };
  const next: Application = {
    ...body,
    dueAt: at,
    provisional,
    ...(isLater ? { events: [...body.events, entry] } : {}),
  };
  const account = isLater ? await holderOf(deps, next) : undefined;
  return [
    { op: 'replace', doc: applicationDoc(next), etag },
    ...(account ? changeRows(deps, next, { email: account.body.email, by: BY }) : []),
  ];
}
