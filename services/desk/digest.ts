// The digest of new applications for the service centre: at fixed hours, once however many processes run, nothing when nothing is new.
import { mediumOf } from '../../domain/fapiao';
import { OPEN_APPLICATIONS, PILES, pileOf, untilOf } from '../../domain/desk';
import type { Instant } from '../../domain/result';
import { chinaDay, DAY, HOUR, later, SECOND } from '../../domain/time';
import type { DeskLocale } from '../../locales';
import { everyIn } from '../../storage/every';
import { bodyOf, keys, record } from '../../storage/records';
import type { Write } from '../../storage/store';
import type { Deps } from '../shared/deps';
import { mailRow, type RowOf } from '../shared/outbox';

export interface DigestSettings {
  /** Addresses. */
  to: readonly string[];
  /** Full hours in China, 0 to 23. */
  hours: readonly number[];
  locale: DeskLocale;
}

/** What was submitted in the last moment is in the store for certain. */
const SETTLED_MS = 30 * SECOND;
/** So many stand in the mail one by one; the desk has the others. */
const NAMED = 20;

/** The last of the hours that is over for certain. */
export function slotOf(now: Instant, hours: readonly number[]): Instant {
  const settled = later(now, -SETTLED_MS);
  const today = Date.parse(`${chinaDay(settled)}T00:00:00.000+08:00`);
  const slots = [today - DAY, today].flatMap((day) => hours.map((hour) => new Date(day + hour * HOUR).toISOString()));
  return slots.filter((slot) => slot <= settled).reduce((last, slot) => (slot > last ? slot : last), '');
}

type Told = RowOf<'mail', 'digest'>['params'];

/** What lies open: counted by pile, new ones since `since` and late ones; the newest by name. */
async function gather(deps: Deps, since: Instant, until: Instant): Promise<Told> {
  const now = deps.now();
  const piles: Told['piles'] = PILES.map((pile) => ({ pile, all: 0, fresh: 0, late: 0 }));
  const newest: Told['newest'] = [];
  for await (const doc of everyIn(deps.store, 'open', { prefix: OPEN_APPLICATIONS })) {
    const application = bodyOf('application', doc);
    const counts = piles.find(({ pile }) => pile === pileOf(application));
    if (!counts) continue;
    const { submittedAt, number, kind } = application;
    const due = untilOf(application);
    const fresh = submittedAt > since && submittedAt <= until;
    counts.all += 1;
    counts.fresh += fresh ? 1 : 0;
    counts.late += now > due ? 1 : 0;
    // The list is by what is due first.
    if (fresh && newest.length < NAMED) newest.push({ number, medium: mediumOf(kind), due });
  }
  return { since, until, piles: piles.filter(({ all }) => all), newest };
}

/** Notes that the hour was told of, and the mails, in one commit: of several processes, one does it. True when mails go. */
export async function tellDigest(deps: Deps, { to, hours, locale }: DigestSettings): Promise<boolean> {
  const slot = slotOf(deps.now(), hours);
  const key = keys.job('digest');
  const before = await deps.store.get(key);
  const told = before && bodyOf('job', before).done;
  if (told !== undefined && told >= slot) return false;
  const found = await gather(deps, told ?? later(slot, -DAY), slot);
  const fresh = found.piles.some((pile) => pile.fresh > 0);
  const doc = record('job', key, { done: slot });
  const mails = to.map((address, i) =>
    mailRow(deps, { pk: key.pk, id: `outbox:digest:${slot}:${i}`, name: 'digest', locale, params: found, to: address }),
  );
  const writes: Write[] = [before ? { op: 'replace', doc, etag: before.etag } : { op: 'create', doc }];
  const committed = await deps.store.commit(key.pk, fresh ? [...writes, ...mails] : writes);
  if (!committed.ok || !fresh) return false;
  deps.wake();
  return true;
}
