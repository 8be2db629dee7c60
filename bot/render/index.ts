// A reply as an activity: a card where it shows or asks something, else text with suggested replies.
import { type Locale, translate } from '../../locales';
import type { Reply } from '../../dialogs/reply';
import type { LogItem } from '../turn/inbound';
import { isCheckout, renderCard } from './card';
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
}

export interface RenderOptions {
  locale: Locale;
  cards: boolean;
  teams: boolean;
}

/** The same reply for any channel. `cards: false` gives complete plain text. */
export function renderActivity(reply: Reply, options: RenderOptions): RenderedActivity {
  const { locale } = options;
  if (!options.cards) return { type: 'message', textFormat: 'plain', locale, text: renderText(reply, locale) };
  const needsCard =
    reply.facts?.length || reply.fields?.length || reply.links?.length || reply.quote || reply.form?.submit;
  if (needsCard) {
    const content = renderCard(reply, options);
    const said = isCheckout(reply) ? reply.text.map((part) => translate(locale, part, markdown)).join('\n\n') : '';
    return {
      type: 'message',
      textFormat: 'markdown',
      locale,
      ...(said ? { text: said } : {}),
      attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content }],
    };
  }
  const text = reply.text.map((part) => translate(locale, part, markdown)).join('\n\n');
  const actions = (reply.choices ?? []).map((choice) => ({
    type: 'imBack' as const,
    title: translate(locale, choice.title),
    value: typeof choice.say === 'string' ? choice.say : translate(locale, choice.say),
  }));
  return {
    type: 'message',
    textFormat: 'markdown',
    locale,
    text,
    ...(actions.length ? { suggestedActions: { actions, to: [] } } : {}),
  };
}

/** A person's words where all come from one sender: the name in front, and nothing of them is markup. */
function spoken(item: Extract<LogItem, { author: 'agent' }>, { cards }: { cards: boolean }): RenderedActivity {
  const { by, text, locale } = item;
  const [name, words] = cards ? [`**${markdown(by.name)}:**`, markdown(text)] : [`${by.name}:`, text];
  return { type: 'message', textFormat: cards ? 'markdown' : 'plain', locale, text: `${name} ${words}` };
}

/** All replies of a turn as one activity, so that a channel gets one POST. Undefined when nothing is said. */
export function renderTurn(
  items: readonly LogItem[],
  options: { cards: boolean; teams: boolean },
  draw: (reply: Reply, options: RenderOptions) => RenderedActivity = renderActivity,
): RenderedActivity | undefined {
  const parts = items.flatMap((item): RenderedActivity[] => {
    if (item.author === 'agent') return [spoken(item, options)];
    return 'reply' in item ? [draw(item.reply, { ...options, locale: item.locale })] : [];
  });
  const [first, ...others] = parts;
  if (!first || !others.length) return first;
  const text = parts
    .map((part) => part.text)
    .filter(Boolean)
    .join('\n\n');
  const attachments = parts.flatMap((part) => part.attachments ?? []);
  const suggestedActions = parts.findLast((part) => part.suggestedActions)?.suggestedActions;
  return {
    type: 'message',
    textFormat: first.textFormat,
    locale: parts.at(-1)?.locale ?? first.locale,
    ...(text ? { text } : {}),
    ...(attachments.length ? { attachments } : {}),
    ...(suggestedActions ? { suggestedActions } : {}),
  };
}
