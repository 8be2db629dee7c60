// What can be understood: the names of commands, flow intents, questions and slots, shared by recognisers and engine.
import type { FieldName } from '../../domain/application-fields';
import type { FaqTopic } from '../answers/faq-topics';
import type { Locale } from '../../locales/list';

export const COMMANDS = [
  'help',
  'back',
  'cancel',
  'startOver',
  'skip',
  'repeat',
  'language',
  'person',
  'confirm',
  'yes',
  'no',
  'menu',
  'checkedIt',
  'list',
  'more',
  'thanks',
  'greeting',
  'signOut',
] as const;
export type CommandName = (typeof COMMANDS)[number];

export const FLOW_INTENTS = [
  'register',
  'resend',
  'signin',
  'forgotPassword',
  'forgotEmail',
  'changeEmail',
  'myData',
  'apply',
  'progress',
  'cancelApplication',
  'whatDoINeed',
  'needToday',
  'askHolder',
  'addOrder',
  'whyRejected',
  'whereCourier',
  'sendAgain',
  'applyAgain',
  'registrationState',
  'otherBusiness',
] as const;
export type FlowIntent = (typeof FLOW_INTENTS)[number];

export { FAQ_TOPICS, type FaqTopic } from '../answers/faq-topics';

/** What a correction can name. `address`, `phone`: the company's, as registered; `shipTo`, `mobile`: the courier's. */
export type SlotName = 'order' | 'email' | FieldName;

export type Meaning =
  | { kind: 'command'; name: CommandName; value?: Locale }
  | { kind: 'flow'; name: FlowIntent }
  | { kind: 'faq'; name: FaqTopic }
  | { kind: 'correction'; slot: SlotName; value?: string };

/** `score` 0..1; `exact`: the whole message is the phrase, after folding case, punctuation and politeness. */
export type Understood = Meaning & { score: number; exact: boolean };
