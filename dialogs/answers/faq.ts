// Answers to questions at any point of a conversation, with what people ask next and where to go.
import type { Business } from '../../domain/business';
import { readLocale } from '../../locales/files';
import type { Locale } from '../../locales/list';
import { type Namespaces, say, type Text, type TextKey, type Value } from '../../locales/text';
import type { FaqTopic } from './faq-topics';
import type { Ctx } from '../flows/flow';
import type { Choice, Link, Reply } from '../reply';

export { FAQ_TOPICS, type FaqTopic } from './faq-topics';

/** Buttons that act: those of the menu, and two of the account. */
const DEEDS = {
  apply: 'common:menu.apply',
  register: 'common:menu.register',
  resend: 'common:menu.resend',
  progress: 'common:menu.progress',
  person: 'common:menu.person',
  forgot: 'faq:forgot',
  changeEmail: 'account:button.changeEmail',
} as const satisfies Record<string, TextKey>;
type Deed = keyof typeof DEEDS;
type Place = 'adminCentre' | 'support' | 'verify';
/** `do`: buttons that act; `ask`: related questions; `go`: pages elsewhere. At most three buttons in all. */
type Next = { do?: readonly Deed[]; ask?: readonly FaqTopic[]; go?: readonly Place[] };

const NEXT: Record<FaqTopic, Next> = {
  whatIsFapiao: { do: ['apply'], ask: ['fapiaoOrBill', 'normalOrSpecial'] },
  fapiaoOrBill: { do: ['apply'], ask: ['viewBill'], go: ['adminCentre'] },
  normalOrSpecial: { ask: ['digitalOrPaper', 'whatToHaveReady'] },
  digitalOrPaper: { ask: ['normalOrSpecial', 'howLong', 'shipping'] },
  whichTitle: { ask: ['taxId', 'refundCertificate', 'changeTitle'] },
  taxId: { ask: ['whichTitle', 'foreignCompany', 'taiwanId'] },
  whenAvailable: { do: ['apply'], ask: ['applyAhead', 'howLong'] },
  howLong: { do: ['progress'], ask: ['whenAvailable', 'whyNotReceived'] },
  whatToHaveReady: { do: ['apply'], ask: ['whereOrderNumber', 'normalOrSpecial'] },
  whereOrderNumber: { do: ['register'], ask: ['noAccess'], go: ['adminCentre'] },
  noAccess: { do: ['register', 'person'] },
  wrongEmail: { do: ['register'], ask: ['noActivationMail'] },
  noActivationMail: { do: ['resend', 'person'], ask: ['wrongEmail'] },
  samePassword: { do: ['forgot'], ask: ['changeEmailPassword'] },
  changeTitle: { ask: ['whichTitle'], go: ['support'] },
  split: { do: ['person'], go: ['support'] },
  refundCertificate: { ask: ['whichTitle', 'changeTitle'] },
  shipping: { ask: ['pickup', 'digitalOrPaper', 'howLong'] },
  pickup: { ask: ['shipping', 'whyNotReceived'] },
  outOfStock: { do: ['progress', 'apply'] },
  whyNotReceived: { do: ['progress', 'person'], ask: ['outOfStock'], go: ['support'] },
  progressHow: { do: ['progress'], ask: ['whyNotReceived'] },
  changeEmailPassword: { do: ['changeEmail', 'forgot'] },
  forgotPasswordHow: { do: ['forgot'], ask: ['forgotEmailHow'] },
  forgotEmailHow: { do: ['person'] },
  viewBill: { do: ['apply'], ask: ['fapiaoOrBill', 'noAccess'], go: ['adminCentre'] },
  onlineSupport: { do: ['progress', 'person'], go: ['support'] },
  verify: { ask: ['changeTitle'], go: ['verify'] },
  severalBills: { do: ['apply'], ask: ['applyAhead', 'split'] },
  applyAhead: { do: ['apply'], ask: ['whenAvailable'] },
  privacy: { do: ['person'] },
  hoursPhone: { do: ['person'], ask: ['onlineSupport'], go: ['support'] },
  foreignCompany: { do: ['apply'], ask: ['taxId', 'normalOrSpecial'] },
  taiwanId: { do: ['apply'], ask: ['taxId', 'foreignCompany'] },
  adminCentreChanging: { do: ['apply'], ask: ['whereOrderNumber'], go: ['adminCentre'] },
};

/** Topics whose answer speaks of both media: one that is switched off is named. */
const OF_BOTH_MEDIA = new Set<FaqTopic>(['digitalOrPaper', 'shipping', 'pickup']);

const HOURS_A_DAY = 24;

/** The branch in Chinese; elsewhere in English with the Chinese behind it, for taxi and map. */
const branchOf = (business: Business, locale: Locale): string =>
  locale.startsWith('zh') ? business.branchAddressZh : `${business.branchAddressEn} (${business.branchAddressZh})`;

const valuesOf = ({ business, locale }: Pick<Ctx, 'business' | 'locale'>): Record<string, Value> => ({
  phone: business.phone,
  phoneHours: { hours: business.phoneHours },
  branchAddress: branchOf(business, locale),
  branchPhone: business.branchPhone,
  adminCentreUrl: business.adminCentreUrl,
  supportUrl: business.supportUrl,
  verifyUrl: business.verifyUrl,
  syncDays: Math.ceil(business.syncHours / HOURS_A_DAY),
  workingDays: business.workingDays,
  courierMin: business.courierDaysMin,
  courierMax: business.courierDaysMax,
  activationHours: business.activationHours,
});

/** Which values a text names is the same in all languages. */
const texts = readLocale<Namespaces['faq']>('en-US', 'faq');

/** Only what the text names: texts are stored with their values. */
function filled(template: string, ctx: Pick<Ctx, 'business' | 'locale'>): Record<string, Value> {
  return Object.fromEntries(Object.entries(valuesOf(ctx)).filter(([name]) => template.includes(`{{${name}}}`)));
}

const button = (title: Text): Choice => ({ title, say: title });

const choicesOf = ({ do: deeds = [], ask = [] }: Next): Choice[] => [
  ...deeds.map((deed) => button(say(DEEDS[deed]))),
  ...ask.map((topic) => button(say(`faq:${topic}.title`))),
];

function linksOf({ go = [] }: Next, business: Business): Link[] {
  const urls: Record<Place, string> = {
    adminCentre: business.adminCentreUrl,
    support: business.supportUrl,
    verify: business.verifyUrl,
  };
  return go.map((place) => ({ title: say(`faq:link.${place}`), url: urls[place] }));
}

const switchedOff = ({ digital, paper }: Business): Text[] =>
  digital && paper ? [] : [say(digital ? 'faq:only.digital' : 'faq:only.paper')];

/** The text to forward to who holds the order number. */
export const adminText = (ctx: Pick<Ctx, 'business' | 'locale'>): Text =>
  say('faq:adminText', filled(texts.adminText, ctx));

/** The answer to a question. Related questions are buttons that say the question's title. */
export function faqReply(topic: FaqTopic, ctx: Ctx): Reply {
  const { business } = ctx;
  const next = NEXT[topic];
  const links = linksOf(next, business);
  const text = [say(`faq:${topic}.answer`, filled(texts[topic].answer, ctx))];
  if (OF_BOTH_MEDIA.has(topic)) text.push(...switchedOff(business));
  if (topic === 'pickup' && business.branchContact) {
    text.push(say('faq:pickup.contact', { contact: business.branchContact }));
  }
  if (topic === 'whatToHaveReady') text.push(...needsText(business));
  return {
    text,
    choices: choicesOf(next),
    ...(links.length ? { links } : {}),
    ...(topic === 'noAccess' ? { quote: adminText(ctx) } : {}),
  };
}

const needsText = (business: Business): Text[] => [
  say('faq:needs.intro'),
  say(business.digital ? 'faq:needs.digitalNormal' : 'faq:needs.normal'),
  say('faq:needs.special'),
  ...(business.paper ? [say('faq:needs.paper')] : []),
  say('faq:needs.who'),
];

/** What to have ready for each kind of fapiao, and who in the company has it. */
export const needsReply = ({ business }: Ctx): Reply => ({
  text: needsText(business),
  choices: choicesOf(NEXT.whatToHaveReady),
});

/** "I need it today": an honest date and the way to a person. */
export function todayReply(ctx: Ctx): Reply {
  const due = ctx.query.due(ctx.now);
  const text = [say('faq:today.answer', { ...filled(texts.today.answer, ctx), due: { day: due.at } })];
  if (due.provisional) text.push(say('faq:today.provisional'));
  text.push(ctx.business.digital ? say('faq:today.fastest') : say('faq:only.paper'));
  return { text, choices: choicesOf({ do: ['apply', 'person'] }) };
}
