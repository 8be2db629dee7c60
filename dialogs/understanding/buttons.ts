// What our own buttons say: whoever presses one, or types its words, is understood exactly.
import { byLocale } from '../../locales/files';
import { LOCALES, type Locale } from '../../locales/list';
import type { Namespaces } from '../../locales/text';
import { type CommandName, FAQ_TOPICS, type FlowIntent, type Meaning } from './names';

const SPACES = ['faq', 'account', 'common', 'register'] as const satisfies (keyof Namespaces)[];
const TEXTS = new Map(SPACES.map((name) => [name as string, byLocale<object>(name)]));

/** `namespace.path` of each button's text, and what it does. */
const FLOWS: Record<string, FlowIntent> = {
  'common.menu.apply': 'apply',
  'common.menu.progress': 'progress',
  'common.menu.register': 'register',
  'common.menu.resend': 'resend',
  'common.menu.needs': 'whatDoINeed',
  'common.menu.signin': 'signin',
  'register.button.resend': 'resend',
  'register.button.askHolder': 'askHolder',
  'account.button.signIn': 'signin',
  'account.button.changeEmail': 'changeEmail',
  'faq.forgot': 'forgotPassword',
  'faq.today.title': 'needToday',
  'common.meant.cancelApplication': 'cancelApplication',
  'common.meant.whyRejected': 'whyRejected',
  'common.meant.whereCourier': 'whereCourier',
  'common.meant.sendAgain': 'sendAgain',
  'common.meant.applyAgain': 'applyAgain',
  'common.meant.registrationState': 'registrationState',
  'common.meant.myData': 'myData',
  'common.meant.forgotEmail': 'forgotEmail',
  'common.meant.addOrder': 'addOrder',
};
const COMMANDS: Record<string, CommandName> = {
  'common.menu.person': 'person',
  'common.menu.language': 'language',
  'common.button.person': 'person',
  'common.button.checkedIt': 'checkedIt',
  'common.button.keepIt': 'yes',
  'common.button.somethingElse': 'menu',
};

function textAt(locale: Locale, path: string): string | undefined {
  const [space = '', ...names] = path.split('.');
  let place: unknown = TEXTS.get(space)?.[locale];
  for (const name of names) {
    if (typeof place !== 'object' || place === null) return undefined;
    place = (place as Record<string, unknown>)[name];
  }
  return typeof place === 'string' ? place : undefined;
}

export interface ButtonText {
  locale: Locale;
  text: string;
  meaning: Meaning;
}

/** Every button's text in every language with what it means. Titles of questions are buttons too. */
export function buttonTexts(): ButtonText[] {
  const meanings: [string, Meaning][] = [
    ...Object.entries(COMMANDS).map(([path, name]): [string, Meaning] => [path, { kind: 'command', name }]),
    ...Object.entries(FLOWS).map(([path, name]): [string, Meaning] => [path, { kind: 'flow', name }]),
    ...FAQ_TOPICS.map((name): [string, Meaning] => [`faq.${name}.title`, { kind: 'faq', name }]),
  ];
  return LOCALES.flatMap((locale) =>
    meanings.flatMap(([path, meaning]) => {
      const text = textAt(locale, path);
      return text ? [{ locale, text, meaning }] : [];
    }),
  );
}
