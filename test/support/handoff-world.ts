// A conversation that people take over, on either store: processes of their own, somebody at the desk, and what stands in the log.
import { createCore } from '../../bot/process/core';
import type { Agent, DeskAct, Input } from '../../dialogs/flows/flow';
import type { State } from '../../dialogs/state';
import type { LogItem, TurnResult } from '../../bot/turn/inbound';
import { say, translate } from '../../locales';
import type { TextKey } from '../../locales/text';
import { createPresence, type Presence } from '../../services/desk/presence';
import type { Deps } from '../../services/shared/deps';
import { bodyOf, keys } from '../../storage/records';
import type { Ground, World } from './fapiao-world';

export const CHAT = 'directline:chat-1';
export const LI: Agent = { id: 'li', name: 'Li Lei', takesOver: false };
export const HAN: Agent = { id: 'han', name: 'Han Mei', takesOver: false };

const log = { debug() {}, info() {}, warn() {}, error() {} };

/** One process: what it is told to play. Nothing runs by itself but `drain`. */
export interface HandoffProcess {
  play(input: Input, dedupe: string): Promise<TurnResult>;
  says(text: string, dedupe: string): Promise<TurnResult>;
  /** A button of the hand-off, as it is worded in English. */
  press(key: TextKey, dedupe: string): Promise<TurnResult>;
  staff(act: DeskAct, dedupe: string, staff?: Agent): Promise<TurnResult>;
  /** All that is due now. */
  drain(): Promise<void>;
}

export function handoffProcess(deps: Deps, conversation = CHAT): HandoffProcess {
  const core = createCore(deps, { botFramework: {}, mailFrom: 'F <f@x.example>' }, log as never);
  const play = (input: Input, dedupe: string): Promise<TurnResult> =>
    core.turns.deliver({
      conversation,
      dedupe,
      input,
      channel: 'directline',
      person: 'p',
      locale: 'en-US',
      receivedAt: deps.now(),
    });
  const says = (text: string, dedupe: string) => play({ kind: 'text', text }, dedupe);
  return {
    play,
    says,
    press: (key, dedupe) => says(translate('en-US', say(key)), dedupe),
    staff: (act, dedupe, staff = LI) => play({ kind: 'desk', staff, ...act }, dedupe),
    drain: () => core.dispatcher.drain(),
  };
}

/** Somebody's screen is open at the desk; resolves when every process can read it. */
export async function arrives(deps: Deps, agent: Agent = LI): Promise<Presence> {
  const presence = createPresence({ store: deps.store, now: deps.now, newId: deps.newId, everyMs: 2 ** 30 });
  presence.arrive(agent);
  await presence.told();
  return presence;
}

export async function logOf({ store }: Pick<World<Ground>, 'store'>, conversation = CHAT): Promise<LogItem[]> {
  const items: LogItem[] = [];
  let after: string | undefined;
  do {
    const { pk } = keys.header(conversation);
    const page = await store.list('log', { pk, limit: 500, ...(after ? { after } : {}) });
    items.push(...page.docs.flatMap((doc) => bodyOf('turn', doc).items as unknown as LogItem[]));
    after = page.next;
  } while (after);
  return items;
}

export async function stateOf({ store }: Pick<World<Ground>, 'store'>, conversation = CHAT): Promise<State> {
  const doc = await store.get(keys.header(conversation));
  if (!doc) throw new Error('no conversation');
  return bodyOf('header', doc).state as State;
}
