// Questions about one's own applications and registration: answered from their state, never from general texts.
import { findApplicationNumber } from '../../domain/application-number';
import { answersIn, REMEMBERED } from '../../domain/application-draft';
import { mediumOf } from '../../domain/fapiao';
import { say, type Text, type TextKey } from '../../locales/text';
import type { ApplicationView } from '../../services/queries';
import { type Play, tell } from '../form/context';
import { type Choice, reply } from '../reply';
import type { FaqTopic, FlowIntent } from '../understanding/names';
import { faqReply } from './faq';
import { fileLinks, sendFilesAgain } from './file-links';
import { openWithBills } from './named-bills';
import { cancelThis, detail, line, outlook, showProgress } from './progress';
import { waitingTexts } from './waiting';

type Answer = (play: Play, text: string) => Promise<void>;

const button = (key: TextKey): Choice => ({ title: say(key), say: say(key) });
const isDigital = (one: ApplicationView): boolean => mediumOf(one.kind) === 'digital';
const OVER = new Set(['rejected', 'cancelled']);
const PRINTED = new Set(['issued', 'mailed', 'readyForPickup', 'delivered', 'returnRequested', 'returned', 'reissued']);

/** The application whose number is in the text, else the newest of a kind. */
async function about(
  { ctx }: Play,
  text: string,
  kind: (one: ApplicationView) => boolean,
): Promise<ApplicationView | undefined> {
  const all = await ctx.query.applications();
  const number = findApplicationNumber(text);
  return number ? all.find((one) => one.number === number) : all.find(kind);
}

const whyRejected: Answer = async (play, text) => {
  const one = await about(play, text, ({ state }) => state === 'rejected');
  if (!one) {
    tell(play, reply(say('progress:own.noneRejected')));
    return showProgress(play, text);
  }
  if (one.state !== 'rejected') return tell(play, await detail(one, play.ctx));
  const { text: first, choices = [] } = await detail(one, play.ctx);
  tell(play, {
    text: [...first, say('progress:own.applyAgainHint')],
    choices: [...choices, button('common:menu.person')],
  });
};

/** The bills of the rejected application once more, with what it said; the message itself may correct it. */
export const applyAgain: Answer = async (play, text) => {
  const one = await about(play, text, ({ state }) => state === 'rejected');
  if (one?.state !== 'rejected')
    return tell(play, { text: [say('progress:own.noneRejectedNow')], choices: [button('common:menu.apply')] });
  const bills = one.bills.map(({ bill }) => bill);
  return openWithBills(play, bills, text, answersIn(one, REMEMBERED));
};

function courierText(one: ApplicationView, play: Play): Text[] {
  const { number, shipment, delivery } = one;
  if (isDigital(one)) return [say('progress:own.noCourier', { number }), ...outlook(one, play.ctx)];
  if (delivery.method === 'pickup') return [say('progress:own.pickupNoCourier', { number }), ...outlook(one, play.ctx)];
  if (!shipment) return [line(one), ...outlook(one, play.ctx)];
  const { courierDaysMin: courierMin, courierDaysMax: courierMax } = play.ctx.business;
  return [
    say('progress:own.courierHas', {
      number,
      sent: { day: shipment.sentAt },
      carrier: { text: say(`progress:carrier.${shipment.carrier}`) },
      waybill: shipment.waybill,
      courierMin,
      courierMax,
    }),
  ];
}

const whereCourier: Answer = async (play, text) => {
  const one =
    (await about(play, text, (app) => !OVER.has(app.state) && !isDigital(app))) ??
    (await about(play, text, (app) => !OVER.has(app.state)));
  if (!one) return showProgress(play, text);
  tell(play, { text: courierText(one, play), choices: [button('common:menu.progress')] });
};

const sendAgain: Answer = async (play, text) => {
  const { ctx } = play;
  const one =
    (await about(play, text, (app) => app.state === 'delivered' && isDigital(app))) ??
    (await about(play, text, (app) => !OVER.has(app.state)));
  if (!one) return showProgress(play, text);
  const { number, delivery } = one;
  const { phone } = ctx.business;
  const files = one.state === 'delivered' && isDigital(one) && !ctx.group ? await ctx.query.files(number) : [];
  // While another command is under way the links have to do: only one outcome is waited for.
  if (files.length && !play.state.waiting) return sendFilesAgain(play, number, text);
  const said = files.length
    ? [say('progress:own.filesHere', { number })]
    : !isDigital(one)
      ? [say('progress:own.paperNoFile', { number }), ...courierText(one, play)]
      : one.state === 'delivered'
        ? [say('progress:own.sentBefore', { number, emails: { items: delivery.emails ?? [] }, phone })]
        : [say('progress:own.notIssuedYet', { number }), ...outlook(one, ctx)];
  const choices = [button('common:menu.progress'), button('common:menu.person')];
  tell(play, { text: said, choices, ...fileLinks(files) });
};

/** Whether the registration that this chat began is done, waits for its mail, or for the order's contact. */
export const registrationState: Answer = async (play) => {
  const { ctx, state } = play;
  const account = state.link ? await ctx.query.account() : undefined;
  if (account)
    return tell(play, reply(say('register:state.active', { email: account.email }), ...(await waitingTexts(ctx))));
  const pending = await ctx.query.pending();
  const { email, sentAt, expiresAt, refused } = pending ?? {};
  if (!email || !sentAt || !expiresAt)
    return tell(play, {
      text: [say('register:state.none')],
      choices: [button('common:menu.signin'), button('common:menu.register')],
    });
  const where = refused
    ? say('register:resend.refused', { email })
    : say('register:state.pending', { email, at: { moment: sentAt }, until: { moment: expiresAt } });
  tell(play, { text: [where], choices: [button('common:menu.resend')] });
};

/** What is wrong on a fapiao is put right by a route that depends on how far it is. */
const printedWrong: Answer = async (play, text) => {
  const { ctx } = play;
  const general = faqReply('changeTitle', ctx);
  const one =
    (await about(play, text, ({ state }) => PRINTED.has(state))) ??
    (await about(play, text, ({ state }) => state !== 'cancelled'));
  if (!one) return tell(play, general);
  const { number } = one;
  if (one.cancellable)
    return tell(play, {
      text: [say('progress:own.cancelFirst', { number })],
      choices: [{ title: cancelThis(one), say: cancelThis(one) }],
    });
  if (one.state === 'rejected') return whyRejected(play, number);
  if (PRINTED.has(one.state))
    return tell(play, { ...general, text: [say('progress:own.issued', { number }), ...general.text] });
  const { phone } = ctx.business;
  tell(play, { text: [say('progress:own.processing', { number, phone })], choices: [button('common:menu.person')] });
};

/** "How long does it take?" of who waits: the general answer, and the own date. */
const howLong: Answer = async (play) => {
  const open = (await play.ctx.query.applications()).filter((one) => !OVER.has(one.state) && !PRINTED.has(one.state));
  const general = faqReply('howLong', play.ctx);
  const own = open.slice(0, 2).flatMap((one) => [line(one), ...outlook(one, play.ctx)]);
  tell(play, { ...general, text: [...own, ...general.text] });
};

/** Wishes that are answered from the account's state. */
export const OWN_INTENTS: Partial<Record<FlowIntent, Answer>> = { whyRejected, applyAgain, whereCourier, sendAgain };

/** Questions whose general answer is for who has no application. */
const OWN_QUESTIONS: Partial<Record<FaqTopic, Answer>> = {
  whyNotReceived: showProgress,
  progressHow: showProgress,
  changeTitle: printedWrong,
  howLong,
};

/** The answer to a question from the account's own applications; undefined when there are none, or others read along. */
export async function ownAnswer(play: Play, topic: FaqTopic): Promise<Answer | undefined> {
  const { state, ctx } = play;
  const answer = OWN_QUESTIONS[topic];
  if (!answer || !state.link || ctx.group) return undefined;
  return (await ctx.query.applications()).length ? answer : undefined;
}
