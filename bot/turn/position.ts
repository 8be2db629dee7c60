// Where a conversation stands: its stored header, or the one that it begins with.
import { freshState } from '../../dialogs/state';
import { nearestLocale } from '../../locales';
import { bodyOf, keys } from '../../storage/records';
import type { Store } from '../../storage/store';
import type { Inbound } from './inbound';
import { stateOf } from './parts';
import type { Position } from './state';

/** `inbound`: what the conversation would begin with. */
export async function position(store: Store, conversation: string, inbound?: Inbound): Promise<Position> {
  const stored = await store.get(keys.header(conversation));
  const known = stored && bodyOf('header', stored);
  const state = stateOf(known);
  if (known && state) return { header: { ...known, state }, etag: stored?.etag };
  const locale = nearestLocale(inbound?.locale) ?? 'en-US';
  return {
    header: {
      nextSeq: 0,
      pending: [],
      delivered: [],
      // Without a state: its first message ended the process, and left only that mark.
      ...known,
      state: freshState(locale),
      channel: inbound?.channel ?? '',
      person: inbound?.person,
      ...(inbound?.group ? { group: true } : {}),
    },
    etag: stored?.etag,
  };
}
