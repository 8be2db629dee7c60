// All tokens of a conversation end: it becomes nobody's.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { bearer } from '../../http/caller';
import { answer, refuse } from '../../http/json';
import type { Handler } from '../../http/routes';
import { joined } from '../directline/deliver';
import { badToken, expired, noToken, tooMany } from '../refusals';
import type { AzureChat, WebchatOptions } from './options';

/** Somebody signs out: also by a token that has ended, or by the one for nothing else, so that none of this conversation renews. */
export const signOut = (options: WebchatOptions): Handler =>
  options.guard.open(async (_base, req, res) => {
    const { guard, tokens, deliver, azure } = options;
    const given = bearer(req);
    if (!given) return refuse(res, noToken);
    const end = await tokens.check(given, 'directline-end');
    if (azure) return unlink(options, azure, end.ok ? end.claims.conversationId : undefined, given, req, res);
    const checked = end.ok ? end : await tokens.checkRenewal(given);
    if (!checked.ok) return refuse(res, checked.why === 'expired' ? expired : badToken);
    const { claims } = checked;
    // The epoch needs a place, also where nobody has said anything yet.
    if (!(await guard.headerOf(claims))) await deliver(claims, req, joined(claims.locale));
    await options.revoke(claims);
    answer(res, 200, { revoked: true });
  });

/** Azure's tokens can't be revoked, they end within the half hour: the conversation becomes nobody's at once. */
async function unlink(
  { ipOf, floods, newId }: WebchatOptions,
  { broker, place }: AzureChat,
  known: string | undefined,
  given: string,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  const wait = floods.token(ipOf(req) ?? '');
  if (wait) return refuse(res, tooMany(wait));
  const found = known ? ({ ok: true, value: known } as const) : await broker.conversationOf(given);
  if (!found.ok) return refuse(res, found.refusal);
  const there = await place(found.value);
  const input = { kind: 'notice', name: 'signedOut', params: {} } as const;
  await there?.tell({ dedupe: `signedOut:${newId()}`, input });
  answer(res, 200, { revoked: false, unlinked: true });
}
