// Limits that hold across processes: sliding windows of counted hits in the store, keyed without personal text.
import type { Instant } from '../../domain/result';
import { bodyOf, keys, record } from '../../storage/records';
import { StoreBusy } from '../../storage/store';
import type { Deps } from './deps';
import { TooBusy } from './fair-queue';
import { type Limit, LIMITS, type LimitName } from './limit-table';
import { later } from '../../domain/time';

/** `counted`: false when a hit with the same mark is counted already. */
export type Allowed = { ok: true; counted: boolean } | { ok: false; until: Instant; why: 'gap' | 'max' };
export type Refused = Extract<Allowed, { ok: false }>;

/**
 * A limit and whose hits it counts; without a key it does not apply. `known`: asked when it refuses; whoever is known
 * goes on.
 */
export type Counting = readonly [name: LimitName, key: string | undefined, known?: () => Promise<boolean>];

type Rule = Pick<Limit, 'windows' | 'minGapMs'>;

/** Each lost race is somebody else's counted hit, so there are at most `max` of them, and a few for the window's edge. */
const EXTRA_TRIES = 20;

/** `hit` with a rule of one's own. Throws StoreBusy. */
export async function count(deps: Deps, scope: string, key: string, rule: Rule, mark?: string): Promise<Allowed> {
  const place = placeOf(deps, scope, key);
  const most = Math.max(...rule.windows.map(({ max }) => max));
  for (let i = 0; i < most + EXTRA_TRIES; i += 1) {
    const found = await deps.store.get(place);
    const now = deps.now();
    const { hits, marks } = recent(found && bodyOf('limit', found), longest(rule), now);
    const marked = markOf(deps, mark);
    if (marked && marks.includes(marked)) return { ok: true, counted: false };
    const refused = judge(hits, rule, now);
    if (refused) return refused;
    const body = { count: hits.length + 1, since: hits[0] ?? now, hits: [...hits, now], marks: [...marks, marked] };
    const doc = record('limit', place, body, { expiresAt: later(now, longest(rule)) });
    const committed = await deps.store.commit(place.pk, [
      found ? { op: 'replace', doc, etag: found.etag } : { op: 'create', doc },
    ]);
    // Another process counted in between: judge again by what it left, so that no hit is lost.
    if (committed.ok) return { ok: true, counted: true };
  }
  throw new StoreBusy('a limit is written by too many at once');
}

/**
 * Counts one hit, or says until when there is none. Refused hits are not counted. `key` is fingerprinted. Hits with the
 * same mark count once: a repeated delivery, or the same thing tried again.
 */
export const hit = (deps: Deps, name: LimitName, key: string, mark?: string): Promise<Allowed> =>
  count(deps, name, key, LIMITS[name], mark);

/**
 * Counts one hit in each, in this order, and stops at the first that refuses: whoever is over a limit of his own uses up
 * nobody else's, and what was counted before it is given back.
 */
export async function hitAll(deps: Deps, limits: readonly Counting[], mark: string): Promise<Allowed> {
  const counted: Counting[] = [];
  for (const limit of limits) {
    const [name, key, known] = limit;
    if (!key) continue;
    const allowed = await hit(deps, name, key, mark);
    if (allowed.ok) {
      if (allowed.counted) counted.push(limit);
    } else if (!(await known?.())) {
      await giveBack(deps, counted, mark);
      return allowed;
    }
  }
  return { ok: true, counted: counted.length > 0 };
}

/** Takes the hits with this mark out again. */
export async function giveBack(deps: Deps, limits: readonly Counting[], mark: string): Promise<void> {
  for (const [name, key] of limits) if (key) await uncount(deps, name, key, mark);
}

/**
 * Work of which only failures count. Each is counted before it begins, so that many at once can't slip through, and
 * given back when it was none (ASVS 5.0 15.4.2: check and use are one step).
 */
export async function failing<T>(
  deps: Deps,
  limits: readonly Counting[],
  { mark, work, failed }: { mark: string; work: () => Promise<T>; failed: (answer: T) => boolean },
): Promise<{ ok: true; answer: T } | Refused> {
  const allowed = await hitAll(deps, limits, mark);
  if (!allowed.ok) return allowed;
  try {
    const answer = await work();
    if (!failed(answer)) await giveBack(deps, limits, mark);
    return { ok: true, answer };
  } catch (error) {
    // Nothing was tried.
    if (error instanceof TooBusy) await giveBack(deps, limits, mark);
    throw error;
  }
}

async function uncount(deps: Deps, name: LimitName, key: string, mark: string): Promise<void> {
  const place = placeOf(deps, name, key);
  const rule = LIMITS[name];
  const marked = markOf(deps, mark);
  for (;;) {
    const found = await deps.store.get(place);
    const now = deps.now();
    const { hits, marks } = recent(found && bodyOf('limit', found), longest(rule), now);
    const at = marks.indexOf(marked);
    if (!found || at < 0) return;
    hits.splice(at, 1);
    marks.splice(at, 1);
    const body = { count: hits.length, since: hits[0] ?? now, hits, marks };
    const doc = record('limit', place, body, { expiresAt: later(now, longest(rule)) });
    // Each lost race means that somebody else's commit got through.
    if ((await deps.store.commit(place.pk, [{ op: 'replace', doc, etag: found.etag }])).ok) return;
  }
}

const placeOf = (deps: Deps, scope: string, key: string) =>
  keys.limit(scope, deps.secrets.fingerprint(`limit:${scope}`, key));
const markOf = (deps: Deps, mark: string | undefined) => (mark ? deps.secrets.hash(mark).slice(0, 16) : '');
const longest = ({ windows }: Rule) => Math.max(...windows.map(({ windowMs }) => windowMs));

function recent(
  body: { hits?: Instant[] | undefined; marks?: string[] | undefined } | undefined,
  windowMs: number,
  now: Instant,
) {
  const from = later(now, -windowMs);
  const kept = (body?.hits ?? []).map((at, i) => ({ at, mark: body?.marks?.[i] ?? '' })).filter(({ at }) => at > from);
  return { hits: kept.map(({ at }) => at), marks: kept.map(({ mark }) => mark) };
}

/** Until when it is refused: the latest of what its windows say. */
function judge(hits: Instant[], { windows, minGapMs = 0 }: Rule, now: Instant): Refused | undefined {
  const full = windows.flatMap(({ max, windowMs }) => {
    const oldest = hits[hits.length - max];
    const until = oldest && later(oldest, windowMs);
    return until && until > now ? [until] : [];
  });
  const until = full.sort().at(-1);
  if (until) return { ok: false, until, why: 'max' };
  const last = hits.at(-1);
  const next = last && later(last, minGapMs);
  return next && next > now ? { ok: false, until: next, why: 'gap' } : undefined;
}
