// The engine: one input in, the next state, replies and commands out. It reads through ctx.query and writes nothing.
import type { Input, Ctx, Unread } from './flows/flow';
import { liveValues, type Refusal } from './form/form';
import { FLOWS, flowOf } from './flows';
import { answerText } from './form/answering';
import { advance, missed, resume } from './form/asking';
import { answerCard } from './form/cards';
import { onBills } from './answers/page-bills';
import { onNotice } from './answers/notices';
import { reply } from './reply';
import { type Decision, type Missed, type Play, reasonText, type Refused, tell, tellFinished } from './form/context';
import type { Reply } from './reply';
import { type FlowName, forget, type State } from './state';
import type { Outcome } from '../services/commands';
import { say } from '../locales/text';
import { goOnWithWanted, offerSignIn, runIntent } from './answers/topics';
import { onFilesSent } from './answers/file-links';
import { onMyData, showPrivacy } from './answers/privacy';
import { pressed, wrote } from './answers/handoff';
import { onDesk, onKept, onTimer, whileOwned } from './answers/handoff-desk';
import { welcome } from './answers/welcome';

export interface Step {
  state: State;
  replies: Reply[];
  commands: Decision[];
  missed?: Missed;
  /** Nothing of it is to be kept. */
  refused?: Refused;
}

/** Plays one input. Never throws for anything that a person can send. */
export async function step(state: State, input: Input, ctx: Ctx): Promise<Step> {
  const play: Play = {
    state: structuredClone(state),
    ctx: { ...ctx, locale: state.locale },
    replies: [],
    commands: [],
  };
  forgetUnknown(play.state);
  endHost(play.state, ctx);
  await onInput(play, input);
  showPrivacy(play);
  const { state: next, replies, commands, missed, refused } = play;
  return { state: next, replies, commands, ...(missed ? { missed } : {}), ...(refused ? { refused } : {}) };
}

async function onInput(play: Play, input: Input): Promise<void> {
  if (input.kind === 'desk') return onDesk(play, input);
  if (input.kind === 'timer') return onTimer(play, input);
  // Whoever owns the conversation answers in it: the assistant says nothing.
  if (play.state.handoff?.state === 'agent' && input.kind !== 'outcome') return whileOwned(play, input);
  if (input.kind === 'joined') return welcome(play);
  if (input.kind === 'text') return onText(play, input.text);
  if (input.kind === 'card') return onCard(play, input);
  if (input.kind === 'unread') return onUnread(play, input.what);
  if (input.kind === 'notice') return onNotice(play, input);
  if (input.kind === 'bills') return onBills(play, input.bills);
  return onOutcome(play, input.id, input.outcome);
}

async function onText(play: Play, text: string): Promise<void> {
  if (!(await pressed(play, text))) await answerText(play, text);
  wrote(play, text);
}

/** A form of a flow that this version does not have any more cannot go on. */
function forgetUnknown(state: State): void {
  const known = ({ flow }: { flow: FlowName }) => flow in FLOWS;
  if (state.form && !known(state.form)) delete state.form;
  if (state.parked && !known(state.parked)) delete state.parked;
  state.stack = state.stack.filter(known);
  state.finished = state.finished.filter(known);
}

/** Said what to do instead, and the open question again. */
async function onUnread(play: Play, what: Unread): Promise<void> {
  const lead = say(`common:unread.${what}`);
  const { form, waiting } = play.state;
  if (form && !waiting) await missed(play, form, lead);
  else tell(play, reply(lead));
}

/** The session of the page around the chat is over: it vouches for nothing any more. Whose chat it is stays known. */
function endHost({ host }: State, { now }: Ctx): void {
  if (host?.until && host.until <= now) host.orders = [];
}

async function onCard(play: Play, card: Extract<Input, { kind: 'card' }>): Promise<void> {
  const { state } = play;
  const waiting = state.waiting?.what === 'form' && state.form?.id === card.form;
  if (waiting) tell(play, reply(say('common:beingSubmitted')));
  else if (tellFinished(play, card.form)) return;
  else if (state.form?.id === card.form) await answerCard(play, card);
  else if (state.stack.some((form) => form.id === card.form) || state.parked?.id === card.form) {
    resume(play, card.form);
    await answerCard(play, card);
  } else {
    tell(play, reply(say('common:staleCard')));
    if (state.form) await advance(play, { again: true });
  }
}

async function onOutcome(play: Play, id: string, outcome: Outcome): Promise<void> {
  const { state } = play;
  const { waiting } = state;
  // An outcome that nobody waits for was answered before.
  if (!waiting || waiting.id !== id) return;
  delete state.waiting;
  if (waiting.what === 'form') await onFormOutcome(play, outcome);
  else if (waiting.what === 'signInLink') await offerSignIn(play, outcome);
  else if (waiting.what === 'code') await onCode(play, outcome);
  else if (waiting.what === 'myData') await onMyData(play, outcome);
  else if (waiting.what === 'files') await onFilesSent(play, outcome);
  else if (waiting.what === 'person') onKept(play, outcome);
  else {
    forget(state);
    tell(play, reply(outcome.ok ? say('account:signedOutEverywhere') : reasonText(outcome.reason)));
  }
}

async function onCode(play: Play, outcome: Outcome): Promise<void> {
  const { state } = play;
  if (!outcome.ok) return tell(play, reply(reasonText(outcome.reason)));
  if (outcome.type !== 'signedIn') return;
  state.link = outcome.link;
  state.email = outcome.email;
  play.ctx.query = play.ctx.queryAs(outcome.link);
  delete state.signIn;
  tell(play, reply(say('account:signedIn', { email: outcome.email })));
  await goOnWithWanted(play);
}

async function onFormOutcome(play: Play, outcome: Outcome): Promise<void> {
  const { state, ctx } = play;
  const { form } = state;
  if (!form) return;
  const flow = flowOf(form.flow);
  if (outcome.ok) {
    delete state.form;
    const values = Object.fromEntries(
      Object.entries(liveValues(flow, form)).filter(([name]) => flow.keep?.includes(name)),
    );
    for (const one of flow.done(outcome, values, ctx)) tell(play, one);
    state.finished = [{ id: form.id, flow: form.flow, values, outcome }, ...state.finished].slice(0, 5);
    if (state.stack.length) {
      resume(play);
      await advance(play, {
        again: true,
        lead: [say('common:weWereAt', { what: { text: flowOf(state.form!.flow).title } })],
      });
    }
    return;
  }
  form.tries += 1;
  if (outcome.reason.code === 'signedOut') {
    delete state.link;
    tell(play, reply(reasonText(outcome.reason)));
    await runIntent(play, 'signin', '');
    return;
  }
  const refusal: Refusal = { slot: outcome.slot ?? '', reason: outcome.reason, suggest: [] };
  const choices = flow.refused?.(outcome.reason.code, form, ctx);
  if (outcome.slot && flow.slots[outcome.slot]) {
    form.drafts[outcome.slot] =
      flow.slots[outcome.slot]?.show?.(form.values[outcome.slot]) ?? String(form.values[outcome.slot] ?? '');
    delete form.values[outcome.slot];
  }
  await advance(play, { refusals: [refusal], lead: [reasonText(outcome.reason)], ...(choices ? { choices } : {}) });
}
