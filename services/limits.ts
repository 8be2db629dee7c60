// Limits that hold across processes: sliding windows of counted hits in the store, keyed without personal text.
import type { Instant } from '../domain/result';
import { bodyOf, keys, record } from '../storage/records';
import { StoreBusy } from '../storage/store';
import type { Deps } from './deps';
import { later } from './time';

export interface Limit {
  /** Hits within the window. */
  max: number;
  windowMs: number;
  /** From one hit to the next. */
  minGapMs?: number;
  /** Hits with the same mark count once: a repeated delivery, or the same thing tried again. */
  mark?: string;
}

export type Allowed = { ok: true } | { ok: false; until: Instant; why: 'gap' | 'max' };

/** Each lost race is somebody else's counted hit, so there are at most `max` of them, and a few for the window's edge. */
const EXTRA_TRIES = 20;

/** Counts one hit, or says until when there is none. Refused hits are not counted. `key` is fingerprinted. */
export async function hit(deps: Deps, scope: string, key: string, limit: Limit): Promise<Allowed> {
  const place = keys.limit(scope, deps.secrets.fingerprint(`limit:${scope}`, key));
  for (let i = 0; i < limit.max + EXTRA_TRIES; i += 1) {
    const found = await deps.store.get(place);
    const now = deps.now();
    const { hits, marks } = recent(found && bodyOf('limit', found), limit, now);
    const mark = limit.mark && deps.secrets.hash(limit.mark).slice(0, 16);
    if (mark && marks.includes(mark)) return { ok: true };
    const allowed = judge(hits, limit, now);
    if (!allowed.ok) return allowed;
    const body = { count: hits.length + 1, since: hits[0] ?? now, hits: [...hits, now], marks: [...marks, mark ?? ''] };
    const doc = record('limit', place, body, { expiresAt: later(now, limit.windowMs) });
    const committed = await deps.store.commit(place.pk, [
      found ? { op: 'replace', doc, etag: found.etag } : { op: 'create', doc },
    ]);
    // Another process counted in between: judge again by what it left, so that no hit is lost.
    if (committed.ok) return allowed;
  }
  throw new StoreBusy('a limit is written by too many at once');
}

/**
 * Counts one hit in each, in this order, and stops at the first that refuses: whoever is over a limit of his own uses up
 * nobody else's. A limit without a key does not apply.
 */
export async function hitAll(
  deps: Deps,
  limits: readonly (readonly [scope: string, key: string | undefined, limit: Limit])[],
): Promise<Allowed> {
  for (const [scope, key, limit] of limits) {
    const allowed = key ? await hit(deps, scope, key, limit) : undefined;
    if (allowed && !allowed.ok) return allowed;
  }
  return { ok: true };
}

function recent(
  body: { hits?: Instant[] | undefined; marks?: string[] | undefined } | undefined,
  limit: Limit,
  now: Instant,
) {
  const from = later(now, -limit.windowMs);
  const kept = (body?.hits ?? []).map((at, i) => ({ at, mark: body?.marks?.[i] ?? '' })).filter(({ at }) => at > from);
  return { hits: kept.map(({ at }) => at), marks: kept.map(({ mark }) => mark) };
}

function judge(hits: Instant[], { max, windowMs, minGapMs = 0 }: Limit, now: Instant): Allowed {
  const oldest = hits[hits.length - max];
  if (oldest !== undefined) return { ok: false, until: later(oldest, windowMs), why: 'max' };
  const last = hits.at(-1);
  const next = last && later(last, minGapMs);
  return next && next > now ? { ok: false, until: next, why: 'gap' } : { ok: true };
}
