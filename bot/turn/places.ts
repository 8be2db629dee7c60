// Where a conversation's header stands in lists: when work on it is due, and among those that wait for a person or have one.
import { nextTimer } from '../../domain/handoff-state';
import { later } from '../../domain/time';
import { rulesNow } from '../../dialogs/answers/handoff';
import { handoffPlaces } from '../../services/desk/waiting';
import type { Deps } from '../../services/shared/deps';
import { duePlace } from '../../storage/dues';
import { keys } from '../../storage/records';
import type { ListName } from '../../storage/store';
import type { PlayedHeader } from './state';

/** A command that is still pending then was cut off by a crash: a job finishes it, with the dispatcher's poll within 15 s. */
const RESUME_AFTER_MS = 9_000;

export function headerPlaces(
  { now, business }: Pick<Deps, 'now' | 'business'>,
  conversation: string,
  { state, pending, ownerSeen }: Pick<PlayedHeader, 'state' | 'pending' | 'ownerSeen'>,
): Partial<Record<ListName, string>> {
  const at = now();
  const timer = nextTimer(state.handoff, rulesNow({ business, now: at }), ownerSeen);
  const times = [...(pending.length ? [later(at, RESUME_AFTER_MS)] : []), ...(timer ? [timer.at] : [])];
  const first = times.toSorted()[0];
  const { id } = keys.header(conversation);
  return { ...(first ? { due: duePlace(first, id) } : {}), ...handoffPlaces(state.handoff, conversation) };
}
