// What the buttons around a hand-off say: pressed or typed, they are understood word by word in all languages, and nothing else is.
import { HANDOFF_TOPICS, type HandoffTopic, type Rating, RATINGS } from '../../domain/handoff-state';
import { LOCALES } from '../../locales/list';
import { translate } from '../../locales';
import { say } from '../../locales/text';
import type { Choice } from '../reply';
import { plain } from '../understanding/fold';

const BUTTONS = ['wait', 'message', 'stop', 'leave'] as const;
export type HandoffButton = (typeof BUTTONS)[number];
export type HandoffPress = { button: HandoffButton } | { topic: HandoffTopic } | { rating: Rating };

const PRESSES = new Map<string, HandoffPress>(
  LOCALES.flatMap((locale) => [
    ...HANDOFF_TOPICS.map((topic) => [translate(locale, topicText(topic)), { topic }] as const),
    ...RATINGS.map((rating) => [translate(locale, ratingText(rating)), { rating }] as const),
    ...BUTTONS.map((button) => [translate(locale, say(`handoff:button.${button}`)), { button }] as const),
  ]).map(([text, press]) => [plain(text), press]),
);
const LONGEST = 60;

export const handoffPress = (text: string): HandoffPress | undefined =>
  text.length > LONGEST ? undefined : PRESSES.get(plain(text));

export const handoffButton = (button: HandoffButton): Choice => {
  const title = say(`handoff:button.${button}`);
  return { title, say: title };
};

export function topicText(topic: HandoffTopic) {
  return say(`handoff:topic.${topic}`);
}

export const topicChoices = (): Choice[] =>
  HANDOFF_TOPICS.map((topic) => ({ title: topicText(topic), say: topicText(topic) }));

function ratingText(rating: Rating) {
  return say(`handoff:rating.${rating}`);
}

export const ratingChoices = (): Choice[] =>
  RATINGS.map((rating) => ({ title: ratingText(rating), say: ratingText(rating) }));
