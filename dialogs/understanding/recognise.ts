// Which reading of a message the engine acts on.
import { findApplicationNumber } from '../../domain/application-number';
import { findOrderNumber } from '../../domain/order';
import type { Locale } from '../../locales/list';
import type { State } from '../state';
import { understand, type Understood, UNDERSTOOD_FROM } from './understand';
import { parseCompany } from './company';
import { detectLanguage, languageRequest } from './language';
import { readIn } from './reading';

/** The question or wish that a message most likely is. */
export function bestTopic(readings: readonly Understood[], text: string): Understood | undefined {
  const sure = readings.filter(
    (one) => one.score >= UNDERSTOOD_FROM && (one.kind === 'faq' || one.kind === 'flow' || isWish(one)),
  );
  // "Cancel FP-2611-0001" names what is to be cancelled: more than the bare command.
  const [best] = sure;
  if (best?.kind !== 'command' || best.exact) return best;
  if (best.name === 'cancel' && findApplicationNumber(text))
    return { ...best, kind: 'flow', name: 'cancelApplication' };
  return sure.find((one) => one.kind === 'flow' && one.name === 'cancelApplication') ?? best;
}

const WISHES = new Set<string>([
  'person',
  'help',
  'cancel',
  'startOver',
  'menu',
  'signOut',
  'back',
  'repeat',
  'list',
  'thanks',
  'greeting',
  'language',
  'skip',
]);

const isWish = (one: Understood): boolean => one.kind === 'command' && WISHES.has(one.name) && one.score >= 0.7;

/** From here on what a sentence is about is more than the kind of fapiao or the application that it names. */
const SURE = 0.65;

/** Who names a kind without asking wants it. */
const OF_KINDS = new Set<string>(['apply', 'digitalOrPaper', 'normalOrSpecial']);

/**
 * Whether a topic is more than the content beside it: data of a company is what is to be printed, a courier is chosen, and an order
 * number asks for what has it.
 */
export function isSurely(topic: Understood, text: string, locale: Locale): boolean {
  if (topic.score < SURE || ('name' in topic && OF_KINDS.has(topic.name))) return false;
  if (findOrderNumber(text) || readIn(text, locale).method) return false;
  const { name, taxId } = parseCompany(text, locale).fields;
  return !(name && taxId);
}

const EVERYWHERE =
  /^(please )?(sign|log) ?(me )?out (everywhere|on all devices|of all chats)|^(meld|log) (mij |me )?overal (af|uit)|^overal (afmelden|uitloggen)|^log (mig )?(af|ud) (overalt|alle steder)|^(me )?déconnecte(r|z)?(-moi)? partout|全部退出|退出所有|所有设备退出|全部登出|登出所有|所有裝置登出/iu;

/** "Sign out everywhere": more than this chat. */
export const signsOutEverywhere = (text: string): boolean => EVERYWHERE.test(text.trim());

/** A clause with a wish of its own: three Chinese characters or two words, no number, and not a whole story. */
const CLAUSE = /^(?=.*(?:[\u3400-\u9fff]{3}|\S \S))[^\d@]{3,80}$/;
/** The wish mostly comes last. */
const CLAUSES = 4;
const SURELY_PERSON = 0.9;

/**
 * "The title is wrong, I want to talk to a person": a clause of several is that wish. "Leave it at the gate and call me" is for the
 * courier.
 */
export function asksForPerson(text: string, locale: Locale): boolean {
  const clauses = text.split(/[,;.!?\n，；。！？]/).map((clause) => clause.trim());
  if (clauses.filter(Boolean).length < 2) return false;
  const { method, fields } = readIn(text, locale);
  if (method || fields.mobile) return false;
  return clauses
    .filter((clause) => CLAUSE.test(clause))
    .slice(-CLAUSES)
    .some((clause) => {
      const [best] = understand(clause, { locale });
      return best?.kind === 'command' && best.name === 'person' && best.score >= SURELY_PERSON;
    });
}

/** The language that a message changes the conversation to. `only`: it says nothing else. */
export function languageOf(
  text: string,
  state: State,
): { locale: Locale; by: State['localeBy']; only: boolean } | undefined {
  const wished = languageRequest(text);
  if (wished) return { locale: wished, by: 'request', only: true };
  // Asked for once, a language holds until another is asked for.
  if (state.localeBy === 'request') return undefined;
  const written = detectLanguage(text, state.locale);
  return written && written !== state.locale ? { locale: written, by: 'text', only: false } : undefined;
}
