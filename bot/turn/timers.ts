// What time does to a hand-off: the turn that is due, unless whoever owns the conversation is still at the desk.
import { HANDOFF_RULES, nextTimer } from '../../domain/handoff-state';
import { later } from '../../domain/time';
import { rulesNow } from '../../dialogs/answers/handoff';
import { lastSeen } from '../../services/desk/presence';
import { keys, record } from '../../storage/records';
import type { Inbound } from './inbound';
import { headerPlaces } from './places';
import type { Position, TurnState } from './state';

/** Undefined: nothing is due. Any process may find it; `n` makes that it is done once. */
export async function timerDue(
  { deps }: TurnState,
  conversation: string,
  { header, etag }: Position,
): Promise<Pick<Inbound, 'input' | 'dedupe'> | undefined> {
  const now = deps.now();
  const { handoff } = header.state;
  const timer = nextTimer(handoff, rulesNow({ business: deps.business, now }), header.ownerSeen);
  if (!timer || timer.at > now) return undefined;
  const { name, n } = timer;
  if (name === 'vanished' && handoff?.state === 'agent' && etag !== undefined) {
    const seen = await lastSeen(deps, handoff.owner.id);
    if (seen && later(seen, HANDOFF_RULES.vanishedMs) > now) {
      const body = { ...header, ownerSeen: seen };
      const lists = headerPlaces(deps, conversation, body);
      const key = keys.header(conversation);
      // Somebody else wrote it meanwhile: then its place is theirs.
      await deps.store.commit(key.pk, [{ op: 'replace', doc: record('header', key, body, { lists }), etag }]);
      return undefined;
    }
  }
  return { input: { kind: 'timer', name, n }, dedupe: `timer:${name}:${n}` };
}
