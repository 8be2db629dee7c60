// Every limit of the product in one table: what counts, per what, how many in which window, and why.
import { DAY, HOUR, MINUTE, SECOND } from '../../domain/time';

export interface Window {
  max: number;
  windowMs: number;
}

export interface Limit {
  /** What one hit is. `failures`: taken before the work and given back when it was none. */
  counts: 'failures' | 'tries' | 'mails' | 'work';
  /** Whose hits are added up. `door`: all callers of the web, or of one channel, that nobody knows. */
  per: string;
  windows: readonly [Window, ...Window[]];
  /** From one hit to the next. */
  minGapMs?: number;
  /** The requirement of ASVS 5.0 that it meets, and the reason for its size. */
  why: string;
}

const failures = (per: string, windows: Limit['windows'], why: string): Limit => ({
  counts: 'failures',
  per,
  windows,
  why,
});
const tries = (per: string, windows: Limit['windows'], why: string): Limit => ({ counts: 'tries', per, windows, why });
const mails = (per: string, max: number, why: string): Limit => ({
  counts: 'mails',
  per,
  windows: [{ max, windowMs: DAY }],
  why,
});
const work = (per: string, max: number, windowMs: number, why: string): Limit => ({
  counts: 'work',
  per,
  windows: [{ max, windowMs }],
  why,
});

const GUESS = '6.3.1, 2.4.1: order numbers get different answers (unknown, held, fine), so few wrong ones can be tried';
const CODE = '6.6.3: a code of six digits is not tried out; each is dead after five tries besides';
const OFFICE = '6.1.1: only failures count, so that an office behind one address goes on';
const OWNER = "6.1.1: strangers' budgets are apart from the owner's, so that nobody is locked out by others";
const BOMB = '2.4.1: nobody gets more mails than that';
const HASH = '15.2.2: taken before a password is judged and hashed, which takes half a second of a core';
const FLOOD = '2.4.1, 15.2.2: floods are stopped before they cost a turn';

/**
 * What counts `work` is kept in each process (it protects it); all others in the store, for all processes together. Rows of a whole door let those go on whom we know: linked accounts, the conversation whose
 * registration waits, devices that signed in.
 */
export const LIMITS = {
  orderByConversation: failures('conversation', [per(5, HOUR), per(10, DAY)], GUESS),
  orderByPerson: failures("channel's user id", [per(5, HOUR), per(10, DAY)], GUESS),
  orderByAccount: failures('account', [per(10, HOUR), per(30, DAY)], GUESS),
  orderByNetwork: failures('network address', [per(30, DAY)], OFFICE),
  orderByDoor: failures('door', [per(60, HOUR), per(300, DAY)], `${GUESS}, in however many new conversations`),
  orderFirst: tries('network address', [per(1, DAY)], '6.1.1: where the door is full, each network still has one try'),
  orderFirstByDoor: tries('door', [per(120, HOUR)], '6.3.1: in however many networks'),

  codeByConversation: failures('conversation', [per(15, DAY)], CODE),
  codeByPerson: failures("channel's user id", [per(15, DAY)], CODE),
  codeByNetwork: failures('network address', [per(60, DAY)], OFFICE),
  codeByDoor: failures('door', [per(100, HOUR)], CODE),

  registerFrom: mails('conversation', 10, BOMB),
  registerFromNetwork: mails('network address', 300, '2.4.1: a whole office may register on one day'),
  registerTo: mails('mailbox and whence', 5, OWNER),
  registerToAll: mails('mailbox and door', 25, BOMB),
  contactTold: mails('order', 3, BOMB),

  resendOwn: mails('conversation and mailbox', 5, OWNER),
  resendFrom: mails('conversation', 10, BOMB),
  resendFromNetwork: mails('network address', 100, BOMB),
  resendTo: { ...mails('mailbox and whence', 5, OWNER), minGapMs: MINUTE },
  resendToAll: mails('mailbox and door', 25, BOMB),

  askFrom: mails('conversation', 3, BOMB),
  askFromNetwork: mails('network address', 30, BOMB),
  askAbout: mails('order and whence', 3, OWNER),
  askAboutAll: mails('order and door', 6, BOMB),

  resetFrom: mails('conversation', 10, BOMB),
  resetFromNetwork: mails('network address', 100, BOMB),
  resetTo: mails('mailbox and whence', 5, OWNER),
  resetToAll: mails('mailbox and door', 15, BOMB),
  resetOwn: mails('device or linked account', 5, OWNER),
  mailsByDoor: {
    ...failures('door', [per(200, 10 * MINUTE)], `${BOMB}, and no list of addresses is tried out here`),
    counts: 'mails',
  },

  signInByNetwork: failures('network address', [per(50, HOUR)], OFFICE),
  signIn: failures('mailbox and network address', [per(10, 15 * MINUTE)], `6.3.1; ${OWNER}`),
  signInAll: failures('mailbox, unknown devices', [per(50, HOUR)], '6.3.1: guesses of one password from many networks'),
  signInDevice: failures('known device', [per(10, 15 * MINUTE)], `6.3.1; ${OWNER}`),
  signInByDoor: failures('door, unknown devices', [per(300, 10 * MINUTE)], '6.3.1: credential stuffing over many'),
  signInBegun: tries('conversation', [per(30, HOUR)], '2.4.1: each makes a link'),
  staffSignIn: failures('staff and network address', [per(5, 15 * MINUTE)], `6.3.1; ${OWNER}`),
  staffSignInByNetwork: failures('network address, staff', [per(50, 15 * MINUTE)], OFFICE),
  staffCode: failures('staff and network address, code', [per(5, 15 * MINUTE)], CODE),
  staffCodeAll: failures('staff, code', [per(30, HOUR)], `${CODE}; only who has the password gets here`),
  linkTries: tries('link', [per(20, HOUR)], HASH),
  linkByNetwork: failures('network address', [per(120, HOUR)], `${HASH}. ${OFFICE}`),
  emailChange: mails('account', 5, BOMB),
  dataLink: mails('account', 5, BOMB),
  filesByAccount: mails('account', 20, BOMB),
  person: tries('conversation', [per(10, DAY)], '2.4.1: each is work for a person'),

  workByConversation: work('conversation', 30, 10 * SECOND, FLOOD),
  workByPerson: work("channel's user id", 60, 10 * SECOND, FLOOD),
  workByNetwork: work('network address', 600, 10 * SECOND, `${FLOOD}; twenty of an office may write at their fastest`),
  workByService: work('process', 20_000, 10 * SECOND, `${FLOOD}; above what a process can do of short messages`),
  tokensByNetwork: work('network address', 60, MINUTE, '2.4.1: each token is a new conversation'),
  tokensByService: work('process', 1200, MINUTE, '2.4.1: new conversations; renewals go on'),
  joinsByService: work('process', 6000, MINUTE, '2.4.1: new conversations on channels; their messages are answered'),
  callsByPerson: work("admin centre's user", 240, MINUTE, FLOOD),
  callsByNetwork: work('network address, unproven calls', 120, MINUTE, `${FLOOD}; a token costs a signature`),
  pagesByNetwork: work('network address', 600, MINUTE, FLOOD),
} as const satisfies Record<string, Limit>;

export type LimitName = keyof typeof LIMITS;

/** `per` of keys that are a person alone, and a person at one door: erasing a person finds those. All others hold whence too. */
const ALONE = ['account', 'mailbox, unknown devices', 'device or linked account'];
const AT_DOOR = ['mailbox and door'];
const named = (pers: readonly string[]) =>
  (Object.keys(LIMITS) as LimitName[]).filter((name) => pers.includes(LIMITS[name].per));
export const LIMITS_OF_PERSON = { alone: named(ALONE), atDoor: named(AT_DOOR) };

function per(max: number, windowMs: number): Window {
  return { max, windowMs };
}
