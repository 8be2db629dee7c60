// Requests for a person: those that wait, and what somebody at the desk made of one. Open until it is answered or closed.
import { parseEmail } from '../../domain/contact';
import type { StaffView } from '../../domain/staff-view';
import type { AccountLink } from '../../domain/people';
import { type Body, bodyOf, keys, typed } from '../../storage/records';
import type { Stored, Write } from '../../storage/store';
import { accountAt } from '../account/logins';
import type { Deps } from '../shared/deps';
import { type Answer, hashOf, no, remembered } from '../shared/once';
import { mailRow } from '../shared/outbox';
import { audit } from '../staff/audit';

export type Request = Stored<Body<'request'>>;

const MOST = 100;
const TEXT_MAX = 2_000;

/** What stands for it in an address. */
export const requestId = ({ pk, id }: Pick<Request, 'pk' | 'id'>): string =>
  Buffer.from(JSON.stringify([pk, id])).toString('base64url');

/** The oldest 100 that wait. */
export async function openRequests(deps: Pick<Deps, 'store'>): Promise<Request[]> {
  const { docs } = await deps.store.list('requests', { limit: MOST });
  return docs.map((doc) => typed('request', doc));
}

/** One that waits, by `requestId`; undefined: there is none, or it is closed. */
export async function requestAt(deps: Pick<Deps, 'store'>, id: string): Promise<Request | undefined> {
  const [pk, name] = keyIn(id);
  const doc = pk && name?.startsWith('request:') ? await deps.store.get({ pk, id: name }) : undefined;
  const found = doc && typed('request', doc);
  return found?.body.closed ? undefined : found;
}

function keyIn(id: string): string[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(id, 'base64url').toString());
    return Array.isArray(parts) && parts.every((part) => typeof part === 'string') ? (parts as string[]) : [];
  } catch {
    // Not one of ours.
    return [];
  }
}

/** The address of whoever was signed in when it was written; undefined: nobody was, or no longer has the account. */
export async function addressOf(deps: Deps, { body, pk }: Request): Promise<string | undefined> {
  const { account, conversation } = body;
  if (!account) return undefined;
  const header = pk.startsWith('customer:') ? undefined : await deps.store.get(keys.header(conversation));
  const link = header && (bodyOf('header', header).state as { link?: AccountLink }).link;
  const customer = link?.account === account ? link.customer : pk.replace(/^customer:/, '');
  return (await accountAt(deps, customer, account))?.body.email;
}

export interface Closing {
  id: string;
  /** Mailed to them, or only told by phone and closed. */
  what: 'answer' | 'close';
  text: string;
  email?: string | undefined;
  staff: StaffView;
  commandId: string;
}

/**
 * One commit: the request with what came of it, the mail in the customer's language, the audit. Reasons: `requestUnknown`
 * (also when a colleague was faster), `requestNoAddress`, `textMissing`, those of the address.
 */
export async function closeRequest(deps: Deps, closing: Closing): Promise<Answer> {
  const { id, what, staff, commandId } = closing;
  const text = closing.text.trim().slice(0, TEXT_MAX);
  if (!text) return no('textMissing');
  const given = closing.email ? parseEmail(closing.email) : undefined;
  if (given && !given.ok) return { ok: false, reason: given.reason, slot: 'email' };
  const [pk = ''] = keyIn(id);
  if (!pk) return no('requestUnknown');
  const asked = { id: commandId, hash: hashOf([staff.id, id, what, text, closing.email]) };
  return remembered<Answer>(deps, pk, asked, async () => {
    const found = await requestAt(deps, id);
    if (!found) return { writes: [], outcome: no('requestUnknown'), keep: false };
    const to = given?.value ?? (await addressOf(deps, found));
    if (what === 'answer' && !to) return { writes: [], outcome: no('requestNoAddress'), keep: false };
    const { etag, lists: _, ...doc } = found;
    const answered = what === 'answer';
    const closed = { at: deps.now(), staff: staff.id, name: staff.name, text, answered };
    const mail = { pk, name: 'requestAnswered', locale: found.body.locale } as const;
    const writes: Write[] = [
      { op: 'replace', doc: { ...doc, body: { ...found.body, closed } }, etag },
      ...(answered && to ? [mailRow(deps, { ...mail, to, params: { text, asked: found.body.text } })] : []),
      audit(deps, { who: staff, what: `request.${what}`, thing: found.id.slice('request:'.length), pk }),
    ];
    return { writes, outcome: { ok: true }, keep: true };
  });
}
