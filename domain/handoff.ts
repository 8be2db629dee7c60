// Who talks with a customer, the bot or a person: what every event of a hand-off makes of it, and who may cause it. It changes by turns only.
import type {
  AgentName,
  Handoff,
  HandoffBy,
  HandoffEnd,
  HandoffEvent,
  HandoffLine,
  HandoffRules,
  Known,
  Waiting,
  WithAgent,
  WithBot,
} from './handoff-state';
import type { Instant, Reason } from './result';
import { later } from './time';

/** `handoff` as it is then; `line`: what is told, none where nothing changed hands. */
export type Moved =
  | { ok: true; handoff: Handoff | undefined; line?: HandoffLine }
  /** `by`: who has it. */
  | { ok: false; reason: Reason; by?: AgentName };

interface Move {
  by: HandoffBy;
  now: Instant;
  rules: HandoffRules;
}

const TEXT_MAX = 500;
const LAST_MAX = 120;
const shortened = (text: string, max: number): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  const letters = Array.from(line.slice(0, max * 2));
  return letters.length > max ? `${letters.slice(0, max - 1).join('')}…` : letters.join('');
};

const CAUSED_BY: Record<HandoffEvent['name'], HandoffBy['role']> = {
  ask: 'customer',
  write: 'customer',
  leave: 'customer',
  rate: 'customer',
  claim: 'staff',
  stepIn: 'staff',
  say: 'staff',
  transfer: 'staff',
  release: 'staff',
  back: 'staff',
  end: 'staff',
  offer: 'system',
  nobody: 'system',
  vanished: 'system',
  silent: 'system',
};

const no = (code: string, by?: AgentName): Moved => ({
  ok: false,
  reason: by ? { code, params: { name: by.name } } : { code },
  ...(by ? { by } : {}),
});
const same = (handoff: Handoff | undefined): Moved => ({ ok: true, handoff });
const to = (handoff: Handoff, line?: HandoffLine): Moved => ({ ok: true, handoff, ...(line ? { line } : {}) });

const knownOf = ({ n, since, topic, text, last }: Handoff): Known => ({
  n: n + 1,
  since,
  topic,
  text,
  ...(last ? { last } : {}),
});

/**
 * What an event makes of a hand-off. Refused, and nothing changed: `claimedBy` (a colleague has it), `reservedFor`, `notOwner`
 * (it is not, or no longer, whoever acts), `conversationEnded` (it is with the bot), `notWaiting`,
 * `notRated`, `timerOver`, `notAllowed` (another role's event).
 */
export function moveHandoff(
  handoff: Handoff | undefined,
  event: HandoffEvent,
  by: HandoffBy,
  now: Instant,
  rules: HandoffRules,
): Moved {
  const move = { by, now, rules };
  if (by.role !== CAUSED_BY[event.name]) return no('notAllowed');
  switch (handoff?.state) {
    case 'waiting':
      return waiting(handoff, event, move);
    case 'agent':
      return withAgent(handoff, event, move);
    default:
      return withBot(handoff, event, move);
  }
}

/** A press on a card has no words. */
const lastOf = ({ text }: { text: string }, now: Instant) =>
  text.trim() ? { last: { at: now, author: 'user' as const, text: shortened(text, LAST_MAX) } } : {};

/** Into the queue. */
function queued(known: Known, { now, rules }: Move, reserved?: AgentName): Waiting {
  const last = later(now, rules.nobodyMs);
  const closes = rules.closesAt !== undefined && rules.closesAt < last;
  return {
    ...known,
    state: 'waiting',
    at: now,
    until: closes ? (rules.closesAt ?? last) : last,
    ...(closes ? { closes } : {}),
    ...(reserved ? { reserved: { id: reserved.id, name: reserved.name, until: later(now, rules.reservedMs) } } : {}),
  };
}

function ended(handoff: Waiting | WithAgent, end: HandoffEnd, { now }: Move): WithBot {
  const owner = handoff.state === 'agent' ? { owner: handoff.owner } : {};
  return { ...knownOf(handoff), ...owner, state: 'bot', at: now, end };
}

function owned(known: Known, { by, now }: Move, unanswered?: Instant): WithAgent | undefined {
  if (by.role !== 'staff') return undefined;
  const owner = { id: by.id, name: by.name };
  return { ...known, state: 'agent', owner, at: now, ...(unanswered ? { unanswered } : {}) };
}

function withBot(handoff: WithBot | undefined, event: HandoffEvent, move: Move): Moved {
  const { now, rules } = move;
  const n = (handoff?.n ?? 0) + 1;
  switch (event.name) {
    case 'ask': {
      const text = shortened(event.text, TEXT_MAX);
      const recent = handoff?.owner && later(handoff.at, rules.sameAgentMs) > now;
      const known: Known = { n, since: now, topic: event.topic, text };
      return to(queued(known, move, event.same && recent ? handoff.owner : undefined), 'asked');
    }
    case 'write':
      return same(handoff);
    case 'stepIn': {
      const own = owned({ n, since: now, topic: 'other', text: '' }, move);
      return own ? to(own, 'steppedIn') : no('notOwner');
    }
    case 'leave':
      return no('notWaiting');
    case 'rate':
      // An agent has ended it, and nothing was said of that yet.
      if (handoff?.end !== 'end' || handoff.rating) return no('notRated');
      return to({ ...handoff, rating: event.rating });
    case 'claim':
    case 'say':
    case 'transfer':
    case 'release':
    case 'back':
    case 'end':
      return no('conversationEnded');
    case 'offer':
    case 'nobody':
    case 'vanished':
    case 'silent':
      return no('timerOver');
  }
}

function waiting(handoff: Waiting, event: HandoffEvent, move: Move): Moved {
  const { by, now, rules } = move;
  switch (event.name) {
    case 'ask':
      return same(handoff);
    case 'write': {
      const { text, topic } = event;
      const first = handoff.text || shortened(text, TEXT_MAX);
      return to({ ...handoff, topic: topic ?? handoff.topic, text: first, ...lastOf(event, now) });
    }
    case 'leave':
      return to(ended(handoff, 'left', move), 'left');
    case 'claim':
    case 'stepIn': {
      const { reserved } = handoff;
      const forOther = reserved && by.role === 'staff' && reserved.id !== by.id && reserved.until > now;
      if (forOther && !by.takesOver) return no('reservedFor', reserved);
      const own = owned(knownOf(handoff), move, handoff.last?.author === 'user' ? handoff.last.at : handoff.since);
      return own ? to(own, 'claimed') : no('notOwner');
    }
    case 'say':
    case 'transfer':
    case 'release':
    case 'back':
    case 'end':
      return no('notOwner');
    case 'rate':
      return no('notRated');
    case 'offer': {
      const due = later(handoff.at, rules.offerMs) <= now;
      if (event.n !== handoff.n || handoff.offered || !due) return no('timerOver');
      return to({ ...handoff, offered: true }, 'nobodyYet');
    }
    case 'nobody':
      if (event.n !== handoff.n || handoff.until > now) return no('timerOver');
      return handoff.closes
        ? to(ended(handoff, 'closed', move), 'closed')
        : to(ended(handoff, 'nobody', move), 'nobody');
    case 'vanished':
    case 'silent':
      return no('timerOver');
  }
}

function withAgent(handoff: WithAgent, event: HandoffEvent, move: Move): Moved {
  const { by, now, rules } = move;
  const { owner } = handoff;
  const own = by.role === 'staff' && by.id === owner.id;
  const mayMove = own || (by.role === 'staff' && by.takesOver);
  switch (event.name) {
    case 'ask':
      return same(handoff);
    case 'write':
      return to({ ...handoff, ...lastOf(event, now), unanswered: handoff.unanswered ?? now });
    case 'leave':
      return to(ended(handoff, 'left', move), 'left');
    case 'claim':
    case 'stepIn': {
      if (own) return same(handoff);
      if (!mayMove) return no('claimedBy', owner);
      const taken = owned(knownOf(handoff), move, handoff.unanswered);
      return taken ? to(taken, 'takenOver') : no('notOwner');
    }
    case 'say': {
      if (!own) return no('notOwner', owner);
      const { unanswered: _, ...rest } = handoff;
      return to({ ...rest, spoke: now, last: { at: now, author: 'agent', text: shortened(event.text, LAST_MAX) } });
    }
    case 'transfer':
      return mayMove ? to(queued(knownOf(handoff), move, event.to), 'transferred') : no('notOwner', owner);
    case 'release':
      return mayMove ? to(queued(knownOf(handoff), move), 'transferred') : no('notOwner', owner);
    case 'back':
      return mayMove ? to(ended(handoff, 'back', move), 'back') : no('notOwner', owner);
    case 'end':
      return mayMove ? to(ended(handoff, 'end', move), 'ended') : no('notOwner', owner);
    case 'vanished':
      if (event.n !== handoff.n) return no('timerOver');
      return to(queued(knownOf(handoff), move), 'vanished');
    case 'silent': {
      const { spoke, unanswered } = handoff;
      const due = spoke !== undefined && !unanswered && later(spoke, rules.silentMs) <= now;
      return event.n === handoff.n && due ? to(ended(handoff, 'silent', move), 'silent') : no('timerOver');
    }
    case 'rate':
      return no('notRated');
    case 'offer':
    case 'nobody':
      return no('timerOver');
  }
}
