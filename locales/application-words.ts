// Which words tell of an application: a row for each state and event, a column for each place. One that is added is demanded
// here, and so by the chat, mails, pages, papers and the list of applications at once. Keys only: the browser has it, too.
import type { ApplicationState, CourseEvent } from '../domain/application';
import type { BillFapiao } from '../domain/bill-view';
import type { DeliveryMethod } from '../domain/fapiao';
import type { Instant } from '../domain/result';
import type { TextKey } from './text';

/** The same for all, or by the way on which the fapiao goes out: `email` is a digital one. */
type Words = TextKey | Record<DeliveryMethod, TextKey>;

interface StateWords {
  /** What it is called: in the list of applications, in details, on the receipt. */
  name: Words;
  /** What its holder's chat is told; undefined where the outcome of their own command says it. */
  notice: Words | undefined;
  subject: Words;
  mail: Words;
}

const byMedium = (digital: TextKey, paper: TextKey): Words => ({
  email: digital,
  yunda: paper,
  sf: paper,
  pickup: paper,
});

/** Only the chat has words of its own for it; the mail says that something changed. */
const OTHER_MAIL = { subject: 'mail:application.other.subject', mail: 'mail:application.other.text' } as const;

const STATE_WORDS: Record<ApplicationState, StateWords> = {
  scheduled: {
    name: 'progress:state.scheduled',
    notice: undefined,
    subject: 'mail:application.scheduled.subject',
    mail: 'mail:application.scheduled.text',
  },
  submitted: {
    name: 'progress:state.submitted',
    notice: 'notices:applicationChanged.submitted',
    subject: 'mail:application.submitted.subject',
    mail: 'mail:application.submitted.text',
  },
  processing: {
    name: 'progress:state.processing',
    notice: 'notices:applicationChanged.processing',
    subject: 'mail:application.processing.subject',
    mail: 'mail:application.processing.text',
  },
  outOfStock: {
    name: byMedium('progress:stateDigital.outOfStock', 'progress:state.outOfStock'),
    notice: byMedium('notices:applicationChanged.outOfStockDigital', 'notices:applicationChanged.outOfStockPaper'),
    subject: 'mail:application.outOfStock.subject',
    mail: 'mail:application.outOfStock.text',
  },
  rejected: {
    name: 'progress:state.rejected',
    notice: 'notices:applicationChanged.rejected',
    subject: 'mail:application.rejected.subject',
    mail: 'mail:application.rejected.text',
  },
  cancelled: {
    name: 'progress:state.cancelled',
    notice: 'notices:applicationChanged.cancelled',
    subject: 'mail:application.cancelled.subject',
    mail: 'mail:application.cancelled.text',
  },
  issued: {
    name: 'progress:state.issued',
    notice: {
      email: 'notices:applicationChanged.issuedDigital',
      yunda: 'notices:applicationChanged.issuedPaper',
      sf: 'notices:applicationChanged.issuedPaper',
      pickup: 'notices:applicationChanged.issuedPickup',
    },
    subject: 'mail:application.issued.subject',
    mail: {
      email: 'mail:application.issued.digital',
      yunda: 'mail:application.issued.paper',
      sf: 'mail:application.issued.paper',
      pickup: 'mail:application.issued.pickup',
    },
  },
  mailed: {
    name: 'progress:state.mailed',
    notice: {
      email: 'notices:applicationChanged.mailedYunda',
      yunda: 'notices:applicationChanged.mailedYunda',
      sf: 'notices:applicationChanged.mailedSf',
      pickup: 'notices:applicationChanged.mailedYunda',
    },
    subject: 'mail:application.mailed.subject',
    mail: 'mail:application.mailed.text',
  },
  readyForPickup: {
    name: 'progress:state.readyForPickup',
    notice: 'notices:applicationChanged.readyForPickup',
    subject: 'mail:application.readyForPickup.subject',
    mail: 'mail:application.readyForPickup.text',
  },
  delivered: {
    name: byMedium('progress:stateDigital.delivered', 'progress:state.delivered'),
    notice: byMedium('notices:applicationChanged.deliveredEmail', 'notices:applicationChanged.deliveredPaper'),
    // Of a digital one: ENCLOSED.
    subject: 'mail:application.delivered.subject',
    mail: 'mail:application.delivered.text',
  },
  returnRequested: {
    name: 'progress:state.returnRequested',
    notice: 'notices:applicationChanged.returnRequested',
    ...OTHER_MAIL,
  },
  returned: { name: 'progress:state.returned', notice: 'notices:applicationChanged.returned', ...OTHER_MAIL },
  reissued: { name: 'progress:state.reissued', notice: 'notices:applicationChanged.reissued', ...OTHER_MAIL },
};

interface EventWords {
  /** As a step of the application's course. */
  step: TextKey;
  /** What the chat is told of it; undefined where it says what the state says. */
  notice: TextKey | undefined;
  /** The mail's subject and sentence, where they are not the state's. */
  mail?: { subject: TextKey; mail: TextKey };
}

export const EVENT_WORDS: Record<CourseEvent, EventWords> = {
  schedule: { step: 'progress:event.schedule', notice: undefined },
  submit: { step: 'progress:event.submit', notice: undefined },
  open: { step: 'progress:event.open', notice: 'notices:applicationChanged.opened' },
  start: { step: 'progress:event.start', notice: undefined },
  delay: { step: 'progress:event.delay', notice: undefined },
  issue: { step: 'progress:event.issue', notice: undefined },
  mail: { step: 'progress:event.mail', notice: undefined },
  ready: { step: 'progress:event.ready', notice: undefined },
  deliver: { step: 'progress:event.deliver', notice: undefined },
  reject: { step: 'progress:event.reject', notice: undefined },
  cancel: { step: 'progress:event.cancel', notice: undefined },
  requestReturn: { step: 'progress:event.requestReturn', notice: undefined },
  confirmReturn: { step: 'progress:event.confirmReturn', notice: undefined },
  reissue: { step: 'progress:event.reissue', notice: undefined },
  correct: {
    step: 'progress:event.correct',
    notice: 'notices:applicationChanged.corrected',
    mail: { subject: 'mail:application.corrected.subject', mail: 'mail:application.corrected.text' },
  },
  postpone: {
    step: 'progress:event.postpone',
    notice: 'notices:applicationChanged.postponed',
    mail: { subject: 'mail:application.postponed.subject', mail: 'mail:application.postponed.text' },
  },
};

interface Changed {
  state: ApplicationState;
  method: DeliveryMethod;
}

const pick = (words: Words, method: DeliveryMethod): TextKey => (typeof words === 'string' ? words : words[method]);

/** The state's name; digital fapiao have words of their own for two of them. */
export const stateName = ({ state, method }: Changed): TextKey => pick(STATE_WORDS[state].name, method);

/** How a digital fapiao goes out by mail: in it, by links in it, or its number alone. */
export type Enclosed = 'attached' | 'links' | 'number';

const ENCLOSED: Record<Enclosed, { subject: TextKey; mail: TextKey }> = {
  attached: { subject: 'mail:application.delivered.subjectEmail', mail: 'mail:application.delivered.email' },
  links: { subject: 'mail:application.delivered.subjectEmail', mail: 'mail:application.delivered.emailLinks' },
  number: { subject: 'mail:application.delivered.subjectNumber', mail: 'mail:application.delivered.emailNumber' },
};

/** Subject and first sentence of the mail. A state that only a newer process knows is told as a change. */
export function mailWords(
  { event, state, method }: Changed & { event: CourseEvent },
  enclosed: Enclosed,
): { subject: TextKey; mail: TextKey } {
  const own = EVENT_WORDS[event]?.mail;
  if (own) return own;
  if (state === 'delivered' && method === 'email') return ENCLOSED[enclosed];
  const { subject, mail } = Object.hasOwn(STATE_WORDS, state) ? STATE_WORDS[state] : OTHER_MAIL;
  return { subject: pick(subject, method), mail: pick(mail, method) };
}

/** The sentence of the chat's notice; `files`: those of a digital fapiao are there. Throws for a state that only a newer process knows: whoever shows it apologises. */
export function noticeWords({ event, state, method }: Changed & { event: CourseEvent }, files: boolean): TextKey {
  // Without a file nothing but its number was told, and no more is said.
  if (!EVENT_WORDS[event]?.notice && state === 'delivered' && method === 'email' && !files)
    return 'notices:applicationChanged.deliveredNumber';
  const words =
    EVENT_WORDS[event]?.notice ?? (Object.hasOwn(STATE_WORDS, state) ? STATE_WORDS[state].notice : undefined);
  if (!words) throw new RangeError(`no notice for ${state}`);
  return pick(words, method);
}

/** A text, and the day that it names. */
export interface DayText {
  key: TextKey;
  day?: Instant;
}

const DAYLESS = {
  unpaid: 'bills:state.unpaid',
  available: 'bills:state.available',
  issued: 'bills:state.issued',
  readyForPickup: 'bills:state.readyForPickup',
  mailed: 'bills:state.mailed',
  returning: 'bills:state.returning',
} as const;

/** How far the fapiao of a bill is, in a few words: on the page and on printed statements. */
export function fapiaoWords(fapiao: BillFapiao): DayText {
  switch (fapiao.state) {
    case 'opens':
      return { key: 'bills:state.opens', day: fapiao.opensAt };
    case 'scheduled':
      return { key: 'bills:state.scheduled', day: fapiao.scheduledFor };
    case 'applied':
      if (fapiao.delayedUntil) return { key: 'bills:state.delayed', day: fapiao.delayedUntil };
      return { key: fapiao.provisional ? 'bills:state.provisional' : 'bills:state.applied', day: fapiao.dueAt };
    case 'delivered':
      return { key: fapiao.carrier ? 'bills:state.delivered' : 'bills:state.deliveredByMail' };
    default:
      // A state that the server knows and this page does not: something can be said of it all the same.
      return { key: Object.hasOwn(DAYLESS, fapiao.state) ? DAYLESS[fapiao.state] : 'bills:state.other' };
  }
}
