// The states of an application, who may move it, and which states hold its bills (requirements 2.9).
import type { DeliveryMethod, Medium } from './fapiao';
import type { Actor } from './people';
import { ok, type Parsed, refuse } from './result';

export const APPLICATION_STATES = [
  'scheduled',
  'submitted',
  'processing',
  'outOfStock',
  'rejected',
  'cancelled',
  'issued',
  'mailed',
  'readyForPickup',
  'delivered',
  'returnRequested',
  'returned',
  'reissued',
] as const;
export type ApplicationState = (typeof APPLICATION_STATES)[number];

export const APPLICATION_EVENTS = [
  'submit',
  'open',
  'start',
  'delay',
  'issue',
  'mail',
  'ready',
  'deliver',
  'reject',
  'cancel',
  'requestReturn',
  'confirmReturn',
  'reissue',
] as const;
export type ApplicationEvent = (typeof APPLICATION_EVENTS)[number];

/**
 * What an application's course shows: a scheduled one begins with an event that is no move, and corrections are none, nor is
 * a due date that got later as the working days of its year became known.
 */
export const COURSE_EVENTS = [...APPLICATION_EVENTS, 'schedule', 'correct', 'postpone'] as const;
export type CourseEvent = (typeof COURSE_EVENTS)[number];

type Role = Actor['role'];

/** Who moves which application. */
export interface MoveBy {
  role: Role;
  medium: Medium;
  method: DeliveryMethod;
}

interface Move {
  event: ApplicationEvent;
  /** `undefined` = it does not exist yet. */
  from: readonly (ApplicationState | undefined)[];
  to: ApplicationState;
  roles: readonly Role[];
  when?: (by: MoveBy) => boolean;
}

const byCourier = ({ medium, method }: MoveBy): boolean =>
  medium === 'paper' && (method === 'sf' || method === 'yunda');
const byPickup = ({ medium, method }: MoveBy): boolean => medium === 'paper' && method === 'pickup';
const digital = ({ medium }: MoveBy): boolean => medium === 'digital';

const MOVES: readonly Move[] = [
  { event: 'submit', from: [undefined], to: 'submitted', roles: ['customer', 'staff', 'system'] },
  // A bill that was not open yet has opened: the application goes out by itself (decision 10).
  { event: 'open', from: ['scheduled'], to: 'submitted', roles: ['system'] },
  { event: 'start', from: ['submitted', 'outOfStock'], to: 'processing', roles: ['staff'] },
  // Again from outOfStock: another expected date.
  { event: 'delay', from: ['submitted', 'processing', 'outOfStock'], to: 'outOfStock', roles: ['staff'] },
  { event: 'reject', from: ['submitted', 'processing', 'outOfStock'], to: 'rejected', roles: ['staff'] },
  { event: 'cancel', from: ['scheduled', 'submitted'], to: 'cancelled', roles: ['customer', 'staff'] },
  // Later the customer asks support, and staff cancel while nothing is issued.
  { event: 'cancel', from: ['processing', 'outOfStock'], to: 'cancelled', roles: ['staff'] },
  { event: 'issue', from: ['processing'], to: 'issued', roles: ['staff'] },
  { event: 'mail', from: ['issued'], to: 'mailed', roles: ['staff'], when: byCourier },
  { event: 'ready', from: ['issued'], to: 'readyForPickup', roles: ['staff'], when: byPickup },
  { event: 'deliver', from: ['mailed', 'readyForPickup'], to: 'delivered', roles: ['customer', 'staff'] },
  { event: 'deliver', from: ['issued'], to: 'delivered', roles: ['staff', 'system'], when: digital },
  {
    event: 'requestReturn',
    from: ['issued', 'mailed', 'delivered'],
    to: 'returnRequested',
    roles: ['customer', 'staff'],
  },
  { event: 'confirmReturn', from: ['returnRequested'], to: 'returned', roles: ['staff'] },
  { event: 'reissue', from: ['returned'], to: 'reissued', roles: ['staff'] },
  // Nothing digital comes back: the red-letter fapiao takes the place of the return.
  { event: 'reissue', from: ['returnRequested'], to: 'reissued', roles: ['staff'], when: digital },
];

const find = (state: ApplicationState | undefined, event: ApplicationEvent, by: MoveBy): Move | undefined =>
  MOVES.find(
    (move) =>
      move.event === event &&
      move.from.includes(state) &&
      move.roles.includes(by.role) &&
      (move.when === undefined || move.when(by)),
  );

/** The state after an event; `undefined` before the first. Refused: `moveNotAllowed` {state, event}. */
export function move(
  state: ApplicationState | undefined,
  event: ApplicationEvent,
  by: MoveBy,
): Parsed<ApplicationState> {
  const found = find(state, event, by);
  return found ? ok(found.to) : refuse('moveNotAllowed', { state: state ?? 'new', event });
}

/** What somebody may do next, for menus of staff. */
export const possibleEvents = (state: ApplicationState, by: MoveBy): ApplicationEvent[] =>
  APPLICATION_EVENTS.filter((event) => find(state, event, by) !== undefined);

/** It holds its bills: only a rejected or cancelled application sets them free (R30). */
export const isLive = (state: ApplicationState): boolean => state !== 'rejected' && state !== 'cancelled';

export const cancellableBy = (role: Role, state: ApplicationState): boolean =>
  move(state, 'cancel', { role, medium: 'digital', method: 'email' }).ok;
