// The hand-off of a conversation: its states, what can happen to it, and what time does to it.
import type { Instant } from './result';
import { HOUR, later, MINUTE, SECOND } from './time';

/** What it is about, as the customer chose it; `other` where they only wrote. */
export const HANDOFF_TOPICS = ['application', 'title', 'notReceived', 'account', 'other'] as const;
export type HandoffTopic = (typeof HANDOFF_TOPICS)[number];

/** How a hand-off ended: by the agent (`back`: the form goes on, `end`: solved), by the customer, or by time. */
export const HANDOFF_ENDS = ['back', 'end', 'left', 'silent', 'nobody', 'closed'] as const;
export type HandoffEnd = (typeof HANDOFF_ENDS)[number];

/** What happened to a conversation, as a line between the words. */
export const HANDOFF_LINES = [
  'asked',
  'claimed',
  'steppedIn',
  'takenOver',
  'transferred',
  'back',
  'ended',
  'left',
  'vanished',
  'nobodyYet',
  'nobody',
  'closed',
  'silent',
] as const;
export type HandoffLine = (typeof HANDOFF_LINES)[number];

/** Somebody of the staff, as colleagues and customers read the name. */
export interface AgentName {
  id: string;
  name: string;
}

/** What stays whoever talks. */
export interface Known {
  /** Rises whenever it changes hands: a timer of before knows by it that it is over. */
  n: number;
  /** When they asked: whoever is transferred keeps their place. */
  since: Instant;
  topic: HandoffTopic;
  /** What they wrote first; may be empty. */
  text: string;
  /** The newest words of customer or agent, shortened. */
  last?: { at: Instant; author: 'user' | 'agent'; text: string };
}

export interface Waiting extends Known {
  state: 'waiting';
  /** Since when this time; nobody came until then: it ends. */
  at: Instant;
  until: Instant;
  /** `until` is when the desk closes. */
  closes?: true;
  /** For this one alone, until then. */
  reserved?: AgentName & { until: Instant };
  /** A message instead was offered. */
  offered?: true;
}

export interface WithAgent extends Known {
  state: 'agent';
  owner: AgentName;
  at: Instant;
  /** The customer wrote then and has no answer yet. */
  unanswered?: Instant;
  /** The agent's newest words. */
  spoke?: Instant;
}

/** With the bot again; what is kept of it is for lists, and for who comes back. */
export interface WithBot extends Known {
  state: 'bot';
  owner?: AgentName;
  at: Instant;
  end: HandoffEnd;
  /** How the customer found it, once. */
  rating?: Rating;
}

/** 1: very poor, 5: very good. */
export const RATINGS = [5, 4, 3, 2, 1] as const;
export type Rating = (typeof RATINGS)[number];

/** Undefined: nobody ever asked for a person, it is with the bot. */
export type Handoff = Waiting | WithAgent | WithBot;

export type HandoffEvent =
  /** `same`: whoever talked with them before is here. */
  | { name: 'ask'; topic: HandoffTopic; text: string; same?: boolean }
  | { name: 'write'; text: string; topic?: HandoffTopic }
  | { name: 'leave' }
  | { name: 'rate'; rating: Rating }
  | { name: 'claim' | 'stepIn' | 'release' | 'back' | 'end' }
  | { name: 'say'; text: string }
  /** `to`: for this one first. */
  | { name: 'transfer'; to?: AgentName }
  | { name: HandoffTimer; n: number };

/** What happens by time alone. */
export const HANDOFF_TIMERS = ['offer', 'nobody', 'vanished', 'silent'] as const;
export type HandoffTimer = (typeof HANDOFF_TIMERS)[number];

export type HandoffBy =
  | { role: 'customer' }
  /** `takesOver`: may take what a colleague has. */
  | ({ role: 'staff'; takesOver: boolean } & AgentName)
  | { role: 'system' };

export interface HandoffRules {
  /** Nobody came: a message instead is offered, in milliseconds from the beginning; then it ends. */
  offerMs: number;
  nobodyMs: number;
  /** The owner is not at the desk. */
  vanishedMs: number;
  /** The customer does not answer the agent. */
  silentMs: number;
  /** A transfer is for one alone. */
  reservedMs: number;
  /** Who comes back gets the same agent. */
  sameAgentMs: number;
  /** When the desk closes; undefined: it is closed already, or its hours are not known. */
  closesAt?: Instant | undefined;
}

/** Section 5's times. */
export const HANDOFF_RULES: HandoffRules = {
  offerMs: 10 * MINUTE,
  nobodyMs: 30 * MINUTE,
  vanishedMs: 2 * MINUTE,
  silentMs: 30 * MINUTE,
  reservedMs: 60 * SECOND,
  sameAgentMs: 24 * HOUR,
};

/** What time will do next to it, and when; undefined: nothing. `seen`: when the owner was last known to be at the desk. */
export function nextTimer(
  handoff: Handoff | undefined,
  rules: HandoffRules,
  seen?: Instant,
): { name: HandoffTimer; n: number; at: Instant } | undefined {
  if (!handoff || handoff.state === 'bot') return undefined;
  const { n, at } = handoff;
  if (handoff.state === 'waiting') {
    const offer = later(at, rules.offerMs);
    return handoff.offered || offer >= handoff.until
      ? { name: 'nobody', n, at: handoff.until }
      : { name: 'offer', n, at: offer };
  }
  const { spoke, unanswered } = handoff;
  const here = [at, spoke ?? at, seen ?? at].toSorted().at(-1) ?? at;
  const vanished = { name: 'vanished', n, at: later(here, rules.vanishedMs) } as const;
  if (!spoke || unanswered) return vanished;
  const silent = { name: 'silent', n, at: later(spoke, rules.silentMs) } as const;
  return silent.at < vanished.at ? silent : vanished;
}
