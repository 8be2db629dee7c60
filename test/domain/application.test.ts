// Who may move an application from which state to which.
import {
  APPLICATION_EVENTS,
  APPLICATION_STATES,
  type ApplicationEvent,
  type ApplicationState,
  cancellableBy,
  isLive,
  move,
  type MoveBy,
  possibleEvents,
} from '../../domain/application';

const by = (
  role: MoveBy['role'],
  medium: MoveBy['medium'] = 'digital',
  method: MoveBy['method'] = 'email',
): MoveBy => ({
  role,
  medium,
  method,
});
const follow = (who: MoveBy, start: ApplicationState | undefined, ...events: ApplicationEvent[]) =>
  events.reduce<ApplicationState | undefined>((state, event) => {
    const moved = move(state, event, who);
    if (!moved.ok) throw new Error(`${state} ${event}`);
    return moved.value;
  }, start);

test('a digital fapiao goes from submitted to delivered', () => {
  expect(follow(by('staff'), undefined, 'submit', 'start', 'issue', 'deliver')).toBe('delivered');
});

test('a paper one is mailed by courier, or waits for pickup', () => {
  expect(follow(by('staff', 'paper', 'sf'), 'submitted', 'start', 'issue', 'mail', 'deliver')).toBe('delivered');
  expect(follow(by('staff', 'paper', 'yunda'), 'issued', 'mail')).toBe('mailed');
  expect(follow(by('staff', 'paper', 'pickup'), 'issued', 'ready', 'deliver')).toBe('delivered');
  expect(move('issued', 'mail', by('staff', 'paper', 'pickup')).ok).toBe(false);
  expect(move('issued', 'ready', by('staff', 'paper', 'sf')).ok).toBe(false);
  expect(move('issued', 'mail', by('staff')).ok).toBe(false);
  expect(move('issued', 'deliver', by('staff', 'paper', 'sf')).ok).toBe(false);
});

test('delayed issuing waits for stock and goes on', () => {
  expect(follow(by('staff'), 'submitted', 'delay', 'delay', 'start', 'delay', 'start', 'issue')).toBe('issued');
});

test('a scheduled application is opened by the system only', () => {
  expect(move('scheduled', 'open', by('system'))).toEqual({ ok: true, value: 'submitted' });
  expect(move('scheduled', 'open', by('customer')).ok).toBe(false);
});

test('a customer cancels before the work begins, staff until issuing, nobody afterwards', () => {
  const who = (role: MoveBy['role']) => APPLICATION_STATES.filter((state) => cancellableBy(role, state));
  expect(who('customer')).toEqual(['scheduled', 'submitted']);
  expect(who('staff')).toEqual(['scheduled', 'submitted', 'processing', 'outOfStock']);
  expect(who('guest')).toEqual([]);
});

test('a returned fapiao is reissued; nothing digital has to come back', () => {
  expect(follow(by('staff', 'paper', 'sf'), 'delivered', 'requestReturn', 'confirmReturn', 'reissue')).toBe('reissued');
  expect(follow(by('staff'), 'delivered', 'requestReturn', 'reissue')).toBe('reissued');
  expect(move('returnRequested', 'reissue', by('staff', 'paper', 'sf')).ok).toBe(false);
  for (const state of ['issued', 'mailed', 'delivered'] as const) {
    expect(move(state, 'requestReturn', by('customer'))).toEqual({ ok: true, value: 'returnRequested' });
  }
});

test('what is not allowed says state and event', () => {
  expect(move('delivered', 'start', by('staff'))).toEqual({
    ok: false,
    reason: { code: 'moveNotAllowed', params: { state: 'delivered', event: 'start' } },
  });
});

test('customers and guests never do what staff do', () => {
  const staffOnly: ApplicationEvent[] = [
    'start',
    'delay',
    'issue',
    'mail',
    'ready',
    'reject',
    'confirmReturn',
    'reissue',
  ];
  for (const state of APPLICATION_STATES) {
    for (const event of APPLICATION_EVENTS) {
      expect(move(state, event, by('guest')).ok).toBe(false);
      if (staffOnly.includes(event)) expect(move(state, event, by('customer', 'paper', 'sf')).ok).toBe(false);
    }
  }
});

test('only rejected and cancelled applications set their bills free, and nothing leads out of them', () => {
  expect(APPLICATION_STATES.filter((state) => !isLive(state))).toEqual(['rejected', 'cancelled']);
  for (const role of ['customer', 'staff', 'system'] as const) {
    expect(possibleEvents('rejected', by(role))).toEqual([]);
    expect(possibleEvents('cancelled', by(role))).toEqual([]);
  }
});
