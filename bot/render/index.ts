// A reply as an activity: a card where it shows or asks something, else text with suggested replies.
import { type Locale, translate } from '../../locales';
import type { Reply } from '../../dialogs/reply';
import type { LogItem } from '../turn/inbound';
import { choiceCard, renderCard, saidAbove } from './card';
import { type CardOptions, choiceWords } from './card-actions';
import type { Shows } from './channels';
import { markdown } from './escape';
import { renderText } from './text';

/** The parts of an activity that a reply decides; the channel adds addresses and ids. */
export interface RenderedActivity {
  type: 'message';
  text?: string;
  textFormat: 'markdown' | 'plain';
  locale: Locale;
  attachments?: { contentType: string; content: unknown }[];
  suggestedActions?: { actions: { type: 'imBack'; title: string; value: string }[]; to: string[] };
  /** What a notification of it says. */
  summary?: string;
}

export type RenderOptions = CardOptions;

const SUMMARY_LIMIT = 120;

/** The same reply for any channel. Without cards it is complete plain text. */
export function renderActivity(reply: Reply, options: RenderOptions): RenderedActivity {
  const { locale, shows } = options;
  if (!shows.cards) return { type: 'message', textFormat: 'plain', locale, text: renderText(reply, locale) };
  const needsCard =
    reply.facts?.length || reply.fields?.length || reply.links?.length || reply.quote || reply.form?.submit;
  if (needsCard) {
    const drawn = renderAsCard(reply, options);
    const fits = shows.bytes === Number.POSITIVE_INFINITY || Buffer.byteLength(JSON.stringify(drawn)) <= shows.bytes;
    return fits ? drawn : { type: 'message', textFormat: 'plain', locale, text: renderText(reply, locale) };
  }
  const text = reply.text.map((part) => translate(locale, part, markdown)).join('\n\n');
  const choices = (reply.choices ?? []).map((choice) => choiceWords(choice, options));
  const actions = choices.map(({ title, text: value }) => ({ type: 'imBack' as const, title, value }));
  const plain: RenderedActivity = {
    type: 'message',
    textFormat: 'markdown',
    locale,
    text,
    ...(actions.length ? { suggestedActions: { actions, to: [] } } : {}),
  };
  return actions.length > shows.chips ? withButtons(plain, options) : plain;
}

/** A person's words where all come from one sender: the name in front, and nothing of them is markup. */
function spoken(item: Extract<LogItem, { author: 'agent' }>, { cards }: Shows): RenderedActivity {
  const { by, text, locale } = item;
  const [name, words] = cards ? [`**${markdown(by.name)}:**`, markdown(text)] : [`${by.name}:`, text];
  return { type: 'message', textFormat: cards ? 'markdown' : 'plain', locale, text: `${name} ${words}` };
}

/** The same reply as a card, whatever it holds. */
export function renderAsCard(reply: Reply, options: RenderOptions): RenderedActivity {
  const drawn = withCard(renderCard(reply, options), options);
  if (!saidAbove(reply, options)) return drawn;
  return { ...drawn, text: reply.text.map((part) => translate(options.locale, part, markdown)).join('\n\n') };
}

function withCard(content: Record<string, unknown>, { locale, shows }: RenderOptions): RenderedActivity {
  const summary = shows.notifies ? { summary: String(content.fallbackText).slice(0, SUMMARY_LIMIT) } : {};
  const attachments = [{ contentType: 'application/vnd.microsoft.card.adaptive', content }];
  return { type: 'message', textFormat: 'markdown', locale, attachments, ...summary };
}

/** The same with its suggested actions as buttons of a card. */
function withButtons(activity: RenderedActivity, options: RenderOptions): RenderedActivity {
  const { text = '', suggestedActions } = activity;
  const choices = (suggestedActions?.actions ?? []).map(({ title, value }) => ({ title, text: value }));
  return withCard(choiceCard(text, choices, options), options);
}

/** All replies of a turn, in as few activities as the channel takes: one, or texts and cards apart. */
export function renderTurn(
  items: readonly LogItem[],
  shows: Shows,
  draw: (reply: Reply, options: RenderOptions) => RenderedActivity = renderActivity,
): RenderedActivity[] {
  const parts = items.flatMap((item): RenderedActivity[] => {
    if (item.author === 'agent') return [spoken(item, shows)];
    if (!('reply' in item)) return [];
    return [draw(item.reply, { shows, locale: item.locale, ...(shows.updates ? { seq: item.seq } : {}) })];
  });
  if (!shows.apart) return together(parts);
  const runs: RenderedActivity[][] = [];
  for (const part of parts) {
    const run = runs.at(-1);
    if (run && !part.attachments && !run.some(({ attachments }) => attachments)) run.push(part);
    else runs.push([part]);
  }
  return runs.flatMap(together).map((one, at, all) => {
    // Only the last message's suggested actions are shown.
    const hidden = one.suggestedActions && at < all.length - 1;
    return hidden ? withButtons(one, { locale: one.locale, shows }) : one;
  });
}

function together(parts: readonly RenderedActivity[]): RenderedActivity[] {
  const [first, ...others] = parts;
  if (!first) return [];
  if (!others.length) return [first];
  const text = parts
    .map((part) => part.text)
    .filter(Boolean)
    .join('\n\n');
  const attachments = parts.flatMap((part) => part.attachments ?? []);
  const suggestedActions = parts.findLast((part) => part.suggestedActions)?.suggestedActions;
  return [
    {
      type: 'message',
      textFormat: first.textFormat,
      locale: parts.at(-1)?.locale ?? first.locale,
      ...(text ? { text } : {}),
      ...(attachments.length ? { attachments } : {}),
      ...(suggestedActions ? { suggestedActions } : {}),
    },
  ];
}
