// The clerks' work: which pile an application lies in, by what is to be done next, and until when it is to be done.
import type { ApplicationState } from './application';
import { type DeliveryMethod, type Kind, mediumOf } from './fapiao';
import type { Instant } from './result';
import { DAY, HOUR, later } from './time';

/** In the order of the desk's tabs. */
export const PILES = ['issueDigital', 'issuePaper', 'send', 'mail', 'handOut', 'returns', 'stock'] as const;
export type Pile = (typeof PILES)[number];

interface Placed {
  state: ApplicationState;
  kind: Kind;
  delivery: { method: DeliveryMethod };
}

/** What clerks do next with it; undefined where there is nothing for them to do. */
export function pileOf({ state, kind, delivery }: Placed): Pile | undefined {
  const digital = mediumOf(kind) === 'digital';
  switch (state) {
    case 'submitted':
    case 'processing':
      return digital ? 'issueDigital' : 'issuePaper';
    case 'outOfStock':
      return 'stock';
    case 'issued':
      return digital ? 'send' : delivery.method === 'pickup' ? 'handOut' : 'mail';
    case 'readyForPickup':
      return 'handOut';
    case 'returnRequested':
    case 'returned':
      return 'returns';
    case 'scheduled':
    case 'mailed':
    case 'delivered':
    case 'rejected':
    case 'cancelled':
    case 'reissued':
      return undefined;
  }
}

interface Timed extends Placed {
  dueAt: Instant;
  expectedAt?: Instant | undefined;
  submittedAt: Instant;
  events: readonly { at: Instant }[];
}

/** Until when: the promised date while it is not issued, a day after the last event from then on. */
export function untilOf({ state, dueAt, expectedAt, submittedAt, events }: Timed): Instant {
  if (state === 'outOfStock') return expectedAt ?? dueAt;
  if (state === 'submitted' || state === 'processing') return dueAt;
  return later(events.at(-1)?.at ?? submittedAt, DAY);
}

/** Applications in the list of open work, by when they are to be done. */
export const openPlace = (until: Instant, number: string): string => `a:${until}#${number}`;
export const OPEN_APPLICATIONS = 'a:';

/** Whose work it is at this moment. */
export interface Claim {
  /** The id of whoever works on it, and the name to show. */
  staff: string;
  name: string;
  at: Instant;
}

/** A day's work: who went home with it holds it no longer. */
const CLAIM_MS = 12 * HOUR;

/** The claim that counts now. */
export const heldBy = (claim: Claim | undefined, now: Instant): Claim | undefined =>
  claim && later(claim.at, CLAIM_MS) > now ? claim : undefined;

/** Why an application is rejected; locales' `reasons` word them for customers. `other`: a sentence says it. */
export const REJECT_REASONS = [
  'titleUnknown',
  'taxIdMismatch',
  'notGeneralTaxpayer',
  'detailsMismatch',
  'payerDiffers',
  'addressUnreachable',
  'duplicate',
  'withdrawn',
  'other',
] as const;
export type RejectReason = (typeof REJECT_REASONS)[number];
