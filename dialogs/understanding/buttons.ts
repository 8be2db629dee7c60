// What our own buttons say: whoever presses one, or types its words, is understood exactly.
import da from '../../locales/da-DK/faq.json';
import daAccount from '../../locales/da-DK/account.json';
import daCommon from '../../locales/da-DK/common.json';
import daRegister from '../../locales/da-DK/register.json';
import en from '../../locales/en-US/faq.json';
import enAccount from '../../locales/en-US/account.json';
import enCommon from '../../locales/en-US/common.json';
import enRegister from '../../locales/en-US/register.json';
import fr from '../../locales/fr-FR/faq.json';
import frAccount from '../../locales/fr-FR/account.json';
import frCommon from '../../locales/fr-FR/common.json';
import frRegister from '../../locales/fr-FR/register.json';
import nl from '../../locales/nl-NL/faq.json';
import nlAccount from '../../locales/nl-NL/account.json';
import nlCommon from '../../locales/nl-NL/common.json';
import nlRegister from '../../locales/nl-NL/register.json';
import cn from '../../locales/zh-CN/faq.json';
import cnAccount from '../../locales/zh-CN/account.json';
import cnCommon from '../../locales/zh-CN/common.json';
import cnRegister from '../../locales/zh-CN/register.json';
import tw from '../../locales/zh-TW/faq.json';
import twAccount from '../../locales/zh-TW/account.json';
import twCommon from '../../locales/zh-TW/common.json';
import twRegister from '../../locales/zh-TW/register.json';
import { LOCALES, type Locale } from '../../locales/list';
import { type CommandName, FAQ_TOPICS, type FlowIntent, type Meaning } from './names';

const TEXTS: Record<Locale, Record<string, unknown>> = {
  'en-US': { faq: en, account: enAccount, common: enCommon, register: enRegister },
  'zh-CN': { faq: cn, account: cnAccount, common: cnCommon, register: cnRegister },
  'zh-TW': { faq: tw, account: twAccount, common: twCommon, register: twRegister },
  'nl-NL': { faq: nl, account: nlAccount, common: nlCommon, register: nlRegister },
  'da-DK': { faq: da, account: daAccount, common: daCommon, register: daRegister },
  'fr-FR': { faq: fr, account: frAccount, common: frCommon, register: frRegister },
};

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
};
const COMMANDS: Record<string, CommandName> = {
  'common.menu.person': 'person',
  'common.menu.language': 'language',
  'common.button.person': 'person',
  'common.button.checkedIt': 'checkedIt',
  'common.button.keepIt': 'yes',
};

function textAt(texts: unknown, path: string): string | undefined {
  let place: unknown = texts;
  for (const name of path.split('.')) {
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
      const text = textAt(TEXTS[locale], path);
      return text ? [{ locale, text, meaning }] : [];
    }),
  );
}
