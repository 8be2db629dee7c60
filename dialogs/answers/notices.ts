// What happened elsewhere, said in the conversation: an account was linked, an application moved.
import { say } from '../../locales/text';
import type { Notice, NoticeParams } from '../notice';
import { type Play, tell } from '../form/context';
import { reply } from '../reply';
import { fileLinks } from './file-links';
import { forget } from '../state';
import { changeText } from './application-changed';
import { onHost } from './host';
import { goOnWithWanted } from './topics';
import { waitingTexts } from './waiting';

/** What each is told as; one of a newer process is told nothing here. */
const TOLD: { [Name in Notice['name']]: (play: Play, params: NoticeParams<Name>) => Promise<void> | void } = {
  linked,
  host: onHost,
  signedOut,
  applicationChanged,
  mailRefused,
  orderOpened: (play, params) => orderAnswered(play, 'orderOpened', params),
  orderClosed: (play, params) => orderAnswered(play, 'orderClosed', params),
};

export const onNotice = (play: Play, { name, params }: Notice): Promise<void> | void => toldAs(play, name, params);

function toldAs<Name extends Notice['name']>(play: Play, name: Name, params: NoticeParams<Name>): Promise<void> | void {
  return TOLD[name]?.(play, params);
}

async function linked(play: Play, { email, ...link }: NoticeParams<'linked'>): Promise<void> {
  const { state, ctx } = play;
  state.link = link;
  state.email = email;
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
async function applicationChanged(play: Play, change: NoticeParams<'applicationChanged'>): Promise<void> {
  const { state, ctx } = play;
  if (ctx.group || state.link?.account !== change.account) return tell(play, reply(say('notices:somethingChanged')));
  const handedOver = change.event === 'deliver' && change.medium === 'digital';
  const files = handedOver ? await ctx.query.files(change.number) : [];
  tell(play, { text: [changeText(change, ctx, files.length > 0)], ...fileLinks(files) });
}

/** The word of an order's contact, or of customer service; named only in the chat that is signed in with that account. */
function orderAnswered<Name extends 'orderOpened' | 'orderClosed'>(
  play: Play,
  name: Name,
  { account, order }: NoticeParams<Name>,
): void {
  const { state, ctx } = play;
  if (ctx.group || state.link?.account !== account) return tell(play, reply(say('notices:orderChanged')));
  const text = [say(`notices:${name}`, { order, phone: ctx.business.phone })];
  const apply = { title: say('common:menu.apply'), say: say('common:menu.apply') };
  tell(play, { text, ...(name === 'orderOpened' && !state.form ? { choices: [apply] } : {}) });
}

/** Only the server's refusal is known, so no more is said. The address only to whom it belongs, and never to a group. */
function mailRefused(play: Play, refused: NoticeParams<'mailRefused'>): void {
  const { state, ctx } = play;
  const { email } = refused;
  if (refused.number === undefined) {
    if (ctx.group) return tell(play, reply(say('notices:mailRefused.group')));
    const resend = say('common:menu.resend');
    return tell(play, {
      text: [say('register:resend.refused', { email })],
      choices: [{ title: say('notices:mailRefused.correct'), say: resend }],
    });
  }
  if (ctx.group || state.link?.account !== refused.account) return tell(play, reply(say('notices:mailRefused.group')));
  tell(play, reply(say('notices:mailRefused.application', { email, number: refused.number })));
}
