// Starting things: flows, answers to questions, signing in first and going on with what was asked for.
import { findApplicationNumber } from '../../domain/application-number';
import { findEmail } from '../../domain/contact';
import { findOrderNumber } from '../../domain/order';
import { say } from '../../locales/text';
import type { Outcome } from '../../services/commands';
import { accountTopics } from './account';
import { guesses } from './clarify';
import { advance, resume } from '../form/asking';
import { runCommand } from '../form/commands';
import { faqReply, needsReply, todayReply } from './faq';
import { flowOf } from '../flows';
import { openWithBills } from './named-bills';
import { openFlow } from '../form/open';
import { type Play, reasonText, tell } from '../form/context';
import { applyAgain, OWN_INTENTS, ownAnswer, registrationState } from './own-state';
import { askMyData } from './privacy';
import { showProgress } from './progress';
import { reply } from '../reply';
import type { FlowName } from '../state';
import { type FlowIntent, understand, UNDERSTOOD_FROM, type Understood } from '../understanding/understand';
import { isQuestion } from '../understanding/answers';
import { parseCompany } from '../understanding/company';
import { parseKind } from '../understanding/kind';
import { besideRemark, readIn } from '../understanding/reading';
import { menuChoices } from './welcome';

const MISSES_UNTIL_PERSON = 3;

/** Flows that an intent of the same or another name opens. */
const FLOW_OF_INTENT: Record<string, FlowName> = {
  register: 'register',
  addOrder: 'register',
  resend: 'resend',
  forgotPassword: 'forgot',
  apply: 'apply',
  cancelApplication: 'cancel',
  askHolder: 'askHolder',
};
/** Where others read along only what is the same for everybody. */
const IN_GROUPS = new Set(['whatDoINeed', 'needToday', 'otherBusiness']);
const NEEDS_ACCOUNT = new Set([
  'apply',
  'cancelApplication',
  'progress',
  'addOrder',
  'myData',
  ...Object.keys(OWN_INTENTS),
]);
/** What who has just registered means by them is the registration. */
const WAITS = new Set(['progress', 'whereCourier']);

/** Does what was asked for; `text` may hold answers already, `bills` are named by the page around the chat. */
export async function runIntent(play: Play, intent: string, text: string, bills: string[] = []): Promise<void> {
  const { state, ctx } = play;
  state.misses = 0;
  if (ctx.group && !IN_GROUPS.has(intent)) return tell(play, reply(say('account:notInGroup')));
  if (NEEDS_ACCOUNT.has(intent)) {
    if (!(await signedIn(play))) {
      const pending = await ctx.query.pending();
      if (pending && WAITS.has(intent)) return answerAndGoOn(play, () => registrationState(play, text));
      state.wanted = { intent, text: text.slice(0, 1000), ...(bills.length ? { bills } : {}) };
      // Its mail is on its way: what is wanted goes on once it is opened, and nobody registers twice.
      if (pending && !state.form) return registrationState(play, text);
      return state.host?.orders.length ? registerKnown(play) : beginSignIn(play);
    }
  }
  if (intent === 'signin') {
    if (await signedIn(play)) return tell(play, reply(say('account:alreadySignedIn', { email: state.email ?? '' })));
    return beginSignIn(play);
  }
  if (intent === 'myData') return askMyData(play);
  if (intent === 'registrationState') return answerAndGoOn(play, () => registrationState(play, text));
  if (intent === 'applyAgain') return applyAgain(play, text);
  // Whoever has applications means a fapiao by "send it again".
  const own = OWN_INTENTS[(await meansFapiao(play, intent)) ? 'sendAgain' : (intent as FlowIntent)];
  if (own) return answerAndGoOn(play, () => own(play, text));
  if (intent === 'progress') return answerAndGoOn(play, () => showProgress(play, text));
  if (bills.length) return openWithBills(play, bills, text);
  const flow = FLOW_OF_INTENT[intent];
  if (flow) return openFlow(play, flow, text);
  if (intent === 'whatDoINeed') return answerAndGoOn(play, () => tell(play, needsReply(ctx)));
  if (intent === 'otherBusiness')
    return answerAndGoOn(play, () =>
      tell(play, { text: [say('common:otherBusiness')], ...(state.form ? {} : { choices: menuChoices(state) }) }),
    );
  if (intent === 'needToday') return answerAndGoOn(play, () => tell(play, todayReply(ctx)));
  const topic = accountTopics[intent];
  if (topic) return answerAndGoOn(play, () => tell(play, topic(play)));
  startMissed(play);
}

const meansFapiao = async (play: Play, intent: string): Promise<boolean> =>
  intent === 'resend' && (await signedIn(play)) && (await play.ctx.query.applications()).length > 0;

/** Whether the chat's link still holds. A void one is dropped. */
async function signedIn(play: Play): Promise<boolean> {
  if (!play.state.link) return false;
  const account = await play.ctx.query.account();
  if (!account) {
    delete play.state.link;
    delete play.state.email;
    return false;
  }
  play.state.email = account.email;
  return true;
}

function beginSignIn(play: Play): void {
  const id = play.ctx.newId();
  play.state.waiting = { id, what: 'signInLink' };
  play.commands.push({ id, body: { type: 'beginSignIn', locale: play.state.locale } });
}

/** The sign-in page's link; for who wants something, the registration is asked for beside it. */
export async function offerSignIn(play: Play, outcome: Outcome): Promise<void> {
  const { state } = play;
  if (!outcome.ok) return tell(play, reply(reasonText(outcome.reason)));
  if (outcome.type !== 'signInBegun') return;
  state.signIn = { url: outcome.url, until: outcome.expiresAt };
  const links = [{ title: say('account:button.signIn'), url: outcome.url }];
  const wanted = state.wanted && state.form?.flow !== 'apply';
  if (!wanted) return tell(play, { text: [say('account:signIn', { url: outcome.url })], links });
  const { fields } = parseCompany(state.wanted?.text ?? '', state.locale);
  const bills = state.wanted?.bills ?? [];
  const kept = [
    ...(fields.name || fields.taxId ? [say('account:keptForLater')] : []),
    ...(bills.length ? [say('apply:named.kept', undefined, bills.length)] : []),
  ];
  tell(play, { text: [...kept, say('account:signInFirst', { url: outcome.url })], links });
  if (state.form) await advance(play, { again: true });
  // A bill number finds its order: one question less.
  else await openFlow(play, 'register', bills[0] ?? state.wanted?.text ?? '');
}

/** Whom the admin centre has signed in and who has no account yet: registering is one confirmation. */
async function registerKnown(play: Play): Promise<void> {
  const bills = play.state.wanted?.bills ?? [];
  const kept = bills.length ? [say('apply:named.kept', undefined, bills.length)] : [];
  tell(play, reply(...kept, say('account:host.first')));
  await openFlow(play, 'register', '');
}

/** Six digits while a sign-in page is open are its code. */
export function redeemCode(play: Play, text: string): boolean {
  const { state, ctx } = play;
  const code = /^\s*(\d{3})[\s-]?(\d{3})\s*$/.exec(text.normalize('NFKC'));
  if (!code || !state.signIn || state.signIn.until < ctx.now) return false;
  const id = ctx.newId();
  state.waiting = { id, what: 'code' };
  play.commands.push({ id, body: { type: 'redeemCode', code: `${code[1]}${code[2]}` } });
  return true;
}

/** After signing in: what was wanted, else the form that waits. */
export async function goOnWithWanted(play: Play): Promise<void> {
  const { state } = play;
  const { wanted } = state;
  // Registering is done or not needed any more.
  if (state.form?.flow === 'register' || state.form?.flow === 'resend') delete state.form;
  if (!state.form && state.stack.length) resume(play);
  delete state.wanted;
  // The form that waits is the answer to most wishes; others are met first.
  if (wanted && (wanted.bills || !state.form || FLOW_OF_INTENT[wanted.intent] !== state.form.flow)) {
    return runIntent(play, wanted.intent, wanted.text, wanted.bills);
  }
  if (state.form) return advance(play, { again: true });
  tell(play, { text: [say('common:whatNow')], choices: menuChoices(state) });
}

const ALSO_WISHES = new Set(['severalBills', 'applyAhead']);
const ABOUT_THE_MAIL = new Set(['noActivationMail', 'wrongEmail']);
const hasRegistered = ({ state }: Play): boolean => {
  const outcome = state.finished[0]?.outcome;
  return !state.link && !state.form && outcome?.ok === true && ['registered', 'resent'].includes(outcome.type);
};

/** A question or wish; an open form goes on where it was. */
export async function answerTopic(play: Play, topic: Understood, text: string): Promise<void> {
  // "No mail came" in the chat that registered: its address can be looked at and the mail sent again.
  if (topic.kind === 'faq' && ABOUT_THE_MAIL.has(topic.name) && hasRegistered(play))
    return runIntent(play, 'resend', '');
  // "Fapiaos for all my bills" is a wish, "can I have one for all my bills?" a question.
  if (topic.kind === 'faq' && ALSO_WISHES.has(topic.name) && !isQuestion(text)) return runIntent(play, 'apply', text);
  if (topic.kind === 'faq') {
    const own = await ownAnswer(play, topic.name);
    return answerAndGoOn(play, () => (own ? own(play, text) : tell(play, faqReply(topic.name, play.ctx))));
  }
  if (topic.kind === 'flow') return runIntent(play, topic.name, text);
  if (topic.kind === 'command') return runCommand(play, topic);
}

async function answerAndGoOn(play: Play, answer: () => void | Promise<void>): Promise<void> {
  await answer();
  const { form } = play.state;
  if (form)
    await advance(play, { again: true, lead: [say('common:weWereAt', { what: { text: flowOf(form.flow).title } })] });
}

const PARTS_MAX = 6;

/** A message without a wish that still says enough: company data, a kind of fapiao, an order number. */
export async function openByContent(play: Play, text: string): Promise<boolean> {
  const { locale } = play.state;
  const beside = besideRemark(text, readIn(text, locale));
  const { fields } = parseCompany(text, locale);
  if ((fields.name && fields.taxId) || parseKind(text, locale)) {
    await runIntent(play, 'apply', text);
    return true;
  }
  if (findApplicationNumber(beside)) {
    await runIntent(play, 'progress', text);
    return true;
  }
  if (hasRegistered(play) && findEmail(text)) {
    await runIntent(play, 'resend', text);
    return true;
  }
  if (findOrderNumber(beside)) {
    // "I need a fapiao, order …": registering comes first, and the application goes on by itself behind it.
    // Read part by part: beside an order number a wish for a fapiao looks like a question about the number.
    const applies = text.split(/[,，。;；\n]/, PARTS_MAX).some((part) => {
      const [best] = understand(part, { locale });
      return best?.kind === 'flow' && best.name === 'apply' && best.score >= UNDERSTOOD_FROM;
    });
    await runIntent(play, play.state.link ? 'addOrder' : applies ? 'apply' : 'register', text);
    return true;
  }
  // A remark belongs to a fapiao, and to nothing else.
  if (beside === text) return false;
  await runIntent(play, 'apply', text);
  return true;
}

/** Company data that comes while registering or signing in waits until the application is opened. */
export function keepForLater({ state }: Play, text: string): boolean {
  const { fields } = parseCompany(text, state.locale);
  if (state.link || !fields.name || !fields.taxId) return false;
  const bills = state.wanted?.bills;
  state.wanted = { intent: 'apply', text: text.slice(0, 1000), ...(bills ? { bills } : {}) };
  return true;
}

/** Not understood, nothing open: what it may have meant, else the menu. */
export function startMissed(play: Play, readings: readonly Understood[] = []): void {
  const { state } = play;
  state.misses += 1;
  const person = state.misses >= MISSES_UNTIL_PERSON;
  const maybe = guesses(readings);
  if (maybe.length && !person)
    return tell(play, {
      text: [say('common:whichMeant')],
      choices: [...maybe, { title: say('common:button.somethingElse'), say: say('common:button.somethingElse') }],
    });
  tell(play, {
    text: [person ? say('common:missedOften') : say('common:missedFree')],
    choices: person
      ? [{ title: say('common:button.person'), say: say('common:button.person') }, ...menuChoices(state)]
      : menuChoices(state),
  });
}
