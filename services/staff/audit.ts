// The audit: what staff did and looked at, written in the commit of what it tells of. No route changes a row.
import type { AuditAnswer, AuditEntry } from '../../domain/audit-view';
import type { Instant } from '../../domain/result';
import type { Audited } from '../../domain/audit-view';
import { DAY, later } from '../../domain/time';
import { bodyOf, keys, record } from '../../storage/records';
import type { Stored, Write } from '../../storage/store';
import type { Deps } from '../shared/deps';

/** Who did it: somebody at the desk, or the command line. */
export interface Who {
  id: string;
  name: string;
}

export interface Audit {
  who: Who;
  what: Audited;
  /** An application's number, an address of staff: what a person calls it. */
  thing: string;
  /** Only what changed, and nothing secret: no password, token, code, nor a value that was revealed. */
  before?: Record<string, unknown>;
  after?: Record<string, unknown>;
  /** Why, in their words. */
  text?: string;
  /** The partition of the change, so that both are one commit. Without one it is in a partition of its month. */
  pk?: string;
  /** Shorter than the law's period. */
  keepDays?: number;
}

const PAGE = 100;

/** ASVS 5.0 16.2.1: who, what, when, to what. For the commit of the change. */
export function audit(deps: Pick<Deps, 'now' | 'newId'>, { pk, keepDays, who, what, ...told }: Audit): Write {
  const at = deps.now();
  const { thing: subject, before, after, text } = told;
  const body = { at, staff: who.id, name: who.name, action: what, subject, before, after, text };
  const lists = { audit: `${at}#${who.id}`, trail: subject ? `${subject}#${at}` : undefined };
  const expiresAt = keepDays === undefined ? undefined : later(at, keepDays * DAY);
  const doc = record('audit', keys.audit(pk ?? auditHome(at), deps.newId()), body, { lists, expiresAt });
  return { op: 'create', doc };
}

/** The partition of what changes nothing of ours: reads, and who was not let in. */
export const auditHome = (at: Instant): string => `audit:${at.slice(0, 7)}`;

/** Writes an entry that belongs to no change. */
export async function auditAlone(deps: Deps, entry: Omit<Audit, 'pk'>): Promise<void> {
  const pk = auditHome(deps.now());
  await deps.store.commit(pk, [audit(deps, { ...entry, pk })]);
}

export interface AuditQuery {
  /** An id. */
  staff?: string | undefined;
  from?: Instant | undefined;
  to?: Instant | undefined;
  after?: string | undefined;
}

/** Newest first. Throws StoreMisuse when `after` is none of ours. */
export async function readAudit(deps: Pick<Deps, 'store'>, { staff, ...query }: AuditQuery): Promise<AuditAnswer> {
  const { docs, next } = await deps.store.list('audit', { ...query, desc: true, limit: PAGE });
  const entries = docs.map(entryOf).filter((entry) => staff === undefined || entry.staff === staff);
  return { entries, next };
}

function entryOf(doc: Stored): AuditEntry {
  const { at, staff, name, action, subject, before, after, text } = bodyOf('audit', doc);
  return {
    id: doc.id,
    at,
    staff,
    who: name,
    what: action,
    thing: subject,
    before,
    after,
    text,
  };
}
