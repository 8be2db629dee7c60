// Somebody is signed in at the admin centre around the chat: the account is linked, or registering is one confirmation.
import type { AccountLink } from '../../domain/people';
import { say, type Text } from '../../locales/text';
import { advance } from '../form/asking';
import { flowOf } from '../flows';
import { type Play, tell } from '../form/context';
import { knownByHost } from '../flows/register';
import type { HostNotice } from '../notice';
import type { State } from '../state';
import { goOnWithWanted, runIntent } from './topics';
import { menuChoices } from './welcome';

/**
 * Whether the chat is somebody else's: another person's of the admin centre, or signed in with another account. Then the
 * token changes nothing; "sign out" first, so that nobody goes on with what another one typed (ASVS 5.0 7.4.1).
 */
export function ofSomebodyElse({ host, link }: State, user: HostNotice): boolean {
  if (host) return host.subject !== user.subject;
  return link !== undefined && link.account !== user.link?.account;
}

export async function onHost(play: Play, user: HostNotice): Promise<void> {
  const { state, ctx } = play;
  if (ctx.group || ofSomebodyElse(state, user)) return;
  const known = state.host !== undefined;
  const { subject, email, orders, until, link, own } = user;
  state.host = { subject, email, orders, until };
  if (link) return linked(play, link, say(own ? 'account:host.own' : 'account:host.linked', { email }), email);
  if (known || state.link) return;
  await offer(play);
}

/** The account is linked; what was begun as a guest goes on. The same account again only lives longer. */
async function linked(play: Play, link: AccountLink, said: Text, email: string): Promise<void> {
  const { state, ctx } = play;
  const before = state.link;
  if (before && before.account !== link.account && (await ctx.query.account())) return;
  state.link = link;
  state.email = email;
  ctx.query = ctx.queryAs(link);
  if (before?.account === link.account) return;
  const text = [said];
  if (state.waiting) return tell(play, { text });
  const begun = state.wanted || state.form || state.stack.length > 0;
  tell(play, begun ? { text } : { text, choices: menuChoices(state) });
  if (begun) await goOnWithWanted(play);
}

/** No account yet: whatever needs one begins with one confirmation, now if it is wanted, else later. */
async function offer(play: Play): Promise<void> {
  const { state } = play;
  const { form, wanted } = state;
  if (state.waiting) return;
  if (form?.flow === 'register' && state.host?.orders.length) {
    // What was typed stays; the rest is known.
    form.values = { ...knownByHost(state), ...form.values };
    return advance(play);
  }
  if (form) return;
  if (wanted) return runIntent(play, wanted.intent, wanted.text, wanted.bills);
  const { email = '', orders = [] } = state.host ?? {};
  if (!orders.length) return;
  const title = flowOf('register').title;
  tell(play, { text: [say('account:host.known', { email, what: { text: title } })], choices: menuChoices(state) });
}
