// What was said in a conversation that people take over, item by item: the newest, what came since, what was before.
import type { Reply } from '../../dialogs/reply';
import type { ConversationItem } from '../../domain/handoff-view';
import type { DeskLocale, Locale } from '../../locales';
import type { Deps } from '../../services/shared/deps';
import { everyIn } from '../../storage/every';
import { bodyOf, isKnown, keys, seqPlace } from '../../storage/records';
import type { Stored } from '../../storage/store';
import { type Log, nameOf } from '../process/log';
import { renderText } from '../render/text';
import type { LogItem } from '../turn/inbound';
import { itemsOf } from '../turn/parts';

/** At a time. */
const TURNS = 20;

export interface TalkOptions {
  deps: Pick<Deps, 'store'>;
  log: Pick<Log, 'warn'>;
}

export interface TalkAsked {
  conversation: string;
  /** The reader's. */
  locale: DeskLocale;
  /** Only items from this place on, all of them. */
  after?: number | undefined;
  /** Those before this item. */
  before?: number | undefined;
}

export interface TalkPart {
  items: ConversationItem[];
  /** Where the next reading goes on. */
  next: number;
  /** There are older ones. */
  more: boolean;
}

/** Throws what the store throws. */
export async function talkOf({ deps, log }: TalkOptions, asked: TalkAsked): Promise<TalkPart> {
  const { conversation, locale, after, before } = asked;
  const { pk } = keys.header(conversation);
  const { docs, more } = await read(deps, pk, { after, before });
  const rows = docs.filter(isKnown);
  const items = rows
    .flatMap((doc) => {
      try {
        return itemsOf(bodyOf('turn', doc)).flatMap((item) => itemFor(item, locale));
      } catch (error) {
        // One row that can't be worded hides no other.
        log.warn({ code: nameOf(error) }, 'desk: a row of a conversation could not be shown');
        return [];
      }
    })
    .filter(({ seq }) => after === undefined || seq >= after)
    .toSorted((a, b) => a.seq - b.seq);
  const next = Math.max(after ?? 0, ...rows.map((doc) => bodyOf('turn', doc).to + 1));
  return { items, next, more };
}

type Reading = Pick<TalkAsked, 'after' | 'before'>;

async function read({ store }: Pick<Deps, 'store'>, pk: string, { after, before }: Reading) {
  if (after !== undefined) {
    const docs: Stored[] = [];
    for await (const doc of everyIn(store, 'log', { pk, from: seqPlace(after) })) docs.push(doc);
    return { docs, more: false };
  }
  const to = before === undefined ? {} : { to: seqPlace(before) };
  const { docs, next } = await store.list('log', { pk, desc: true, limit: TURNS, ...to });
  return { docs, more: next !== undefined };
}

/** What has no words for a person is not shown. */
export function itemFor(item: LogItem, locale: DeskLocale): ConversationItem[] {
  const { seq, at } = item;
  if (item.author === 'bot') {
    const words = worded(item, locale);
    return words.text ? [{ seq, at, author: 'bot', ...words }] : [];
  }
  if (item.author === 'user') {
    const text = item.text ?? pressed(item.value);
    return text ? [{ seq, at, author: 'user', text }] : [];
  }
  if (item.author === 'agent') return [{ seq, at, author: 'agent', text: item.text, by: item.by }];
  if (item.revoked !== undefined) return [];
  const { line, by } = item;
  return [{ seq, at, author: 'system', line, ...worded(item, locale), ...(by ? { by } : {}) }];
}

/** As the customer reads it, and in the reader's language where that is another. */
function worded(said: { reply: Reply; locale: Locale }, locale: DeskLocale): { text: string; own?: string } {
  const text = renderText(said.reply, said.locale);
  return said.locale === locale ? { text } : { text, own: renderText(said.reply, locale) };
}

/** What was typed into a card; a press alone has no words. */
const pressed = (values: Record<string, unknown> = {}): string =>
  Object.entries(values)
    .flatMap(([name, value]) => (name !== 'fapiao' && typeof value === 'string' && value ? [value] : []))
    .join(' · ');
