// Personal data in the conversation: the line before the first of it is asked, and the mail that opens "my data".
import { privacyVersion } from '../../domain/privacy';
import { say } from '../../locales/text';
import type { Outcome } from '../../services/commands';
import { advance } from '../form/asking';
import { type Play, reasonText, tell } from '../form/context';
import { type Reply, reply } from '../reply';

/** Something is asked here, or a page is linked where it is. */
const asks = ({ fields, form, links }: Reply): boolean =>
  Boolean(fields?.length || form || links?.some(({ url }) => url.includes('/signin')));

/** Once a conversation, with the first question: who reads it knows before typing (PIPL 17, GDPR 13). The version stays with the turn. */
export function showPrivacy({ state, ctx, replies }: Play): void {
  if (state.privacy || ctx.group) return;
  const at = replies.findIndex(asks);
  const first = replies[at];
  if (!first) return;
  state.privacy = { version: privacyVersion(ctx.business), at: ctx.now };
  const url = `${ctx.publicUrl}/privacy?lang=${state.locale}`;
  replies[at] = { ...first, after: [...(first.after ?? []), say('privacy:line', { url })] };
}

/** Who is signed in gets the link by mail: whoever borrowed the chat gets nothing. */
export function askMyData({ state, ctx, commands }: Play): void {
  const id = ctx.newId();
  state.waiting = { id, what: 'myData' };
  commands.push({ id, body: { type: 'myData', locale: state.locale } });
}

export async function onMyData(play: Play, outcome: Outcome): Promise<void> {
  if (!outcome.ok) tell(play, reply(reasonText(outcome.reason)));
  else if (outcome.type === 'dataLinkSent')
    tell(play, reply(say('privacy:mine.sent', { email: outcome.email, until: { moment: outcome.expiresAt } })));
  if (play.state.form) await advance(play, { again: true });
}
