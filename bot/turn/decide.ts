// Decides what a turn says and does. An error of ours becomes an apology.
import { type Step, step } from '../../dialogs/engine';
import type { Ctx } from '../../dialogs/flows/flow';
import { released, type State } from '../../dialogs/state';
import { say } from '../../locales';
import { nameOf, placesOf } from '../process/log';
import { isDeadly } from './deadly';
import type { Inbound } from './inbound';
import { rowId } from './row';
import type { PlayedHeader, TurnState } from './state';

function contextOf({ deps, query, watch }: TurnState, inbound: Inbound, state: State, group: boolean): Ctx {
  const { conversation } = inbound;
  return {
    now: deps.now(),
    locale: state.locale,
    newId: deps.newId,
    business: deps.business,
    query: watch.watched(inbound, query({ conversation, link: state.link })),
    queryAs: (link) => watch.watched(inbound, query({ conversation, link })),
    publicUrl: deps.publicUrl,
    group,
  };
}

/** Reads, writes nothing. An error of ours must not make the channel deliver the same message for ever. Throws the store's errors. */
export async function decide(turns: TurnState, inbound: Inbound, header: PlayedHeader): Promise<Step> {
  const { state: known, group = false, pending } = header;
  const { deps, log, watch } = turns;
  const { phone } = deps.business;
  const { kind } = inbound.input;
  // Nothing of it concerns the customer: whoever wanted it is told, and it is not kept.
  const refused = { state: known, replies: [], commands: [], refused: { reason: { code: 'serverError' } } };
  const byStaff = kind === 'desk' || kind === 'timer';
  if (isDeadly(header, rowId(inbound.dedupe))) {
    log.error({ row: rowId(inbound.dedupe) }, 'turn: the process ended with it twice; it is not decided again');
    if (byStaff) return refused;
    return { state: known, replies: [{ text: [say('common:undecided', { phone })] }], commands: [] };
  }
  watch.enter(inbound);
  // Waiting while nothing is pending: the outcome came and could not be played.
  const stuck = inbound.input.kind !== 'outcome' && !pending.length;
  const state = stuck ? released(known) : known;
  try {
    return await step(state, inbound.input, contextOf(turns, inbound, state, group));
  } catch (error) {
    if (error instanceof Error && error.name.startsWith('Store')) throw error;
    log.error({ code: nameOf(error), at: placesOf(error), input: inbound.input.kind }, 'turn: the engine failed');
    if (byStaff) return refused;
    // Where a person talks, their answer is the answer.
    if (state.handoff?.state === 'agent' && kind !== 'outcome') return { state, replies: [], commands: [] };
    // What a command did, or what happened elsewhere, stands: that nothing was sent would not be true.
    const done = kind === 'outcome' || kind === 'notice';
    const apology = say(done ? 'common:unshown' : 'common:error', { phone });
    return { state, replies: [{ text: [apology] }], commands: [] };
  }
}
