// What happened elsewhere, said in the conversation: an account was linked, an application moved.
import { say, type TextKey } from '../../locales/text';
import type { Input } from '../flows/flow';
import { type Play, tell } from '../form/context';
import { reply } from '../reply';
import { forget } from '../state';
import { onHost } from './host';
import { goOnWithWanted } from './topics';
import { waitingTexts } from './waiting';

export async function onNotice(play: Play, { name, params }: Extract<Input, { kind: 'notice' }>): Promise<void> {
  if (name === 'linked') return linked(play, params);
  if (name === 'host') return onHost(play, params);
  if (name === 'signedOut') return signedOut(play);
  if (name === 'applicationChanged') return applicationChanged(play, params);
  if (name === 'mailRefused') return mailRefused(play, params);
  if (name === 'orderOpened' || name === 'orderClosed') return orderAnswered(play, name, params);
}

async function linked(play: Play, params: Record<string, unknown>): Promise<void> {
  const { state, ctx } = play;
  state.link = {
    customer: String(params.customer),
    account: String(params.account),
    epoch: Number(params.epoch),
    until: String(params.until),
  };
  state.email = String(params.email);
  ctx.query = ctx.queryAs(state.link);
  if (ctx.group) return tell(play, reply(say('account:notInGroup')));
  tell(play, reply(say('account:linked', { email: state.email }), ...(state.wanted ? [] : await waitingTexts(ctx))));
  await goOnWithWanted(play);
}

/** The page around the chat, or the chat's own menu, has signed the person out. */
function signedOut(play: Play): void {
  const { link, host } = play.state;
  forget(play.state);
  if (link || host) tell(play, reply(say('account:signedOut')));
}

/** Details only in the chat that is signed in with that account; elsewhere only that something changed. */
function applicationChanged(play: Play, params: Record<string, unknown>): void {
  const { state, ctx } = play;
  if (ctx.group || state.link?.account !== params.account) return tell(play, reply(say('notices:somethingChanged')));
  tell(play, reply(say(`notices:${String(params.text)}` as TextKey, params.values as Record<string, never>)));
}

/** The word of an order's contact, or of customer service; named only in the chat that is signed in with that account. */
function orderAnswered(play: Play, name: 'orderOpened' | 'orderClosed', params: Record<string, unknown>): void {
  const { state, ctx } = play;
  if (ctx.group || state.link?.account !== params.account) return tell(play, reply(say('notices:orderChanged')));
  const text = [say(`notices:${name}`, { order: String(params.order), phone: ctx.business.phone })];
  const apply = { title: say('common:menu.apply'), say: say('common:menu.apply') };
  tell(play, { text, ...(name === 'orderOpened' && !state.form ? { choices: [apply] } : {}) });
}

/** Only the server's refusal is known, so no more is said. The address only to whom it belongs, and never to a group. */
function mailRefused(play: Play, { email, number, account }: Record<string, unknown>): void {
  const { state, ctx } = play;
  if (number === undefined) {
    if (ctx.group) return tell(play, reply(say('notices:mailRefused.group')));
    const resend = say('common:menu.resend');
    return tell(play, {
      text: [say('register:resend.refused', { email: String(email) })],
      choices: [{ title: say('notices:mailRefused.correct'), say: resend }],
    });
  }
  if (ctx.group || state.link?.account !== account) return tell(play, reply(say('notices:mailRefused.group')));
  const values = { email: String(email), number: String(number) };
  tell(play, reply(say('notices:mailRefused.application', values)));
}
