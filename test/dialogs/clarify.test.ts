// Two meanings that are about as likely are asked about, with buttons that are understood exactly.
import { clarify, guesses } from '../../dialogs/answers/clarify';
import type { Play } from '../../dialogs/form/context';
import { freshState } from '../../dialogs/state';
import { FLOW_INTENTS } from '../../dialogs/understanding/names';
import { type FlowIntent, understand, type Understood } from '../../dialogs/understanding/understand';
import { translate } from '../../locales';
import { LOCALES } from '../../locales/list';

const flow = (name: FlowIntent, score: number, exact = false): Understood => ({ kind: 'flow', name, score, exact });
const playing = (): Play => ({ state: freshState('en-US'), ctx: {} as Play['ctx'], replies: [], commands: [] });

test('a toss-up is asked: two choices and something else', () => {
  const play = playing();
  const [best, other] = [flow('whyRejected', 0.6), flow('applyAgain', 0.55)];
  expect(clarify(play, best, [best, other])).toBe(true);
  expect(play.replies[0]?.choices?.map(({ say }) => say)).toEqual([
    { key: 'common:meant.whyRejected' },
    { key: 'common:meant.applyAgain' },
    { key: 'common:button.somethingElse' },
  ]);
});

test.each([
  ['clearly ahead', [flow('whyRejected', 0.8), flow('applyAgain', 0.5)]],
  ['said in full', [flow('whyRejected', 1, true), flow('applyAgain', 0.95)]],
  ['alone', [flow('whyRejected', 0.5)]],
] as const)('what is %s is not asked', (_, readings) => {
  const play = playing();
  expect(clarify(play, readings[0], readings)).toBe(false);
  expect(play.replies).toEqual([]);
});

test.each(LOCALES)('%s: each button is understood as what it says', (locale) => {
  for (const name of FLOW_INTENTS) {
    const play = playing();
    const [best, other] = [flow(name, 0.6), flow(name === 'apply' ? 'progress' : 'apply', 0.6)];
    if (!clarify(play, best, [best, other])) {
      expect(name).toBe('otherBusiness');
      continue;
    }
    const title = play.replies[0]?.choices?.[0]?.say;
    if (typeof title !== 'object') throw new Error(`${name} has no button`);
    const [found] = understand(translate(locale, title), { locale });
    expect([found?.kind, found && 'name' in found ? found.name : '', found?.exact]).toEqual(['flow', name, true]);
  }
});

test('what was not understood is guessed at where it resembles something, and only there', () => {
  expect(guesses([flow('whyRejected', 0.45), flow('apply', 0.4), flow('progress', 0.39)])).toHaveLength(2);
  expect(guesses([flow('whyRejected', 0.2)])).toEqual([]);
  for (const nonsense of ['flurble the gizmo', 'asdf qwer', '呵呵哒', 'my cat is orange'])
    expect(guesses(understand(nonsense, { locale: 'en-US' }))).toEqual([]);
});
