// Two meanings that are about as likely: one question with both as buttons, and something else.
import { say, type TextKey } from '../../locales/text';
import { type Play, tell } from '../form/context';
import type { Choice } from '../reply';
import type { FaqTopic, FlowIntent } from '../understanding/names';
import type { Understood } from '../understanding/understand';

/** Probabilities closer than this are a toss-up. */
const MARGIN = 0.15;

/** How wishes are named on buttons; pressing one says its title, which is understood exactly. */
const TITLES: Partial<Record<FlowIntent, TextKey>> = {
  apply: 'common:menu.apply',
  progress: 'common:menu.progress',
  register: 'common:menu.register',
  resend: 'common:menu.resend',
  signin: 'common:menu.signin',
  whatDoINeed: 'common:menu.needs',
  needToday: 'faq:today.title',
  forgotPassword: 'faq:forgot',
  changeEmail: 'account:button.changeEmail',
  askHolder: 'register:button.askHolder',
  cancelApplication: 'common:meant.cancelApplication',
  whyRejected: 'common:meant.whyRejected',
  whereCourier: 'common:meant.whereCourier',
  sendAgain: 'common:meant.sendAgain',
  applyAgain: 'common:meant.applyAgain',
  registrationState: 'common:meant.registrationState',
  myData: 'common:meant.myData',
  forgotEmail: 'common:meant.forgotEmail',
  addOrder: 'common:meant.addOrder',
};

const titleOf = (one: Understood): TextKey | undefined =>
  one.kind === 'faq' ? `faq:${one.name}.title` : one.kind === 'flow' ? TITLES[one.name] : undefined;

const button = (key: TextKey): Choice => ({ title: say(key), say: say(key) });

/** Scores are square roots of probabilities. */
const chance = ({ score }: Understood): number => score * score;

/** Between these nobody needs to choose: one answer serves both. */
const ALIKE: readonly (readonly (FlowIntent | FaqTopic)[])[] = [
  ['apply', 'severalBills', 'applyAhead'],
  ['progress', 'progressHow', 'whyNotReceived', 'whereCourier'],
  ['whatDoINeed', 'whatToHaveReady'],
];
const alike = (a: Understood, b: Understood): boolean =>
  ALIKE.some((group) => [a, b].every((one) => 'name' in one && group.some((name) => name === one.name)));

/** From here on what was not understood is worth a guess. */
const GUESSED_FROM = 0.38;

/** What a message that was not understood may have meant, at most two, as buttons: none for most nonsense. */
export const guesses = (readings: readonly Understood[]): Choice[] =>
  [...new Set(readings.filter(({ score }) => score >= GUESSED_FROM).flatMap((one) => titleOf(one) ?? []))]
    .slice(0, 2)
    .map(button);

/** Asks which of the two best readings is meant; false when one is clearly ahead, or is said in full. */
export function clarify(play: Play, best: Understood, readings: readonly Understood[]): boolean {
  const other = readings.find((one) => one !== best && titleOf(one) !== undefined);
  if (other && alike(best, other)) return false;
  const title = titleOf(best);
  const second = other && titleOf(other);
  if (best.exact || !title || !second || title === second || chance(best) - chance(other) >= MARGIN) return false;
  const titles: TextKey[] = [title, second];
  tell(play, {
    text: [say('common:whichMeant')],
    choices: [...titles.map(button), button('common:button.somethingElse')],
  });
  return true;
}
