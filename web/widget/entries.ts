// The conversation as a list: what stands in it, and how neighbours belong together.
import { type Activity, byBot } from './protocol';

/** Something that stands in the list: a message, or a note of our own between messages. */
export interface Entry {
  at: number;
  side: 'bot' | 'user' | 'note';
  activity?: Activity;
  /** Of a note of our own. */
  text?: string;
}

/** Messages of the same side within a minute share one name and one time. */
const GROUP_MS = 60_000;

/** What happened to the hand-off and asks for nothing stands between the messages. */
const BETWEEN = /^(claimed|steppedIn|takenOver|transferred|back|ended|left|vanished|silent)$/;
const sideOf = (activity: Activity): Entry['side'] => {
  if (!byBot(activity)) return 'user';
  return BETWEEN.test(activity.channelData?.line ?? '') ? 'note' : 'bot';
};

export const entryOf = (activity: Activity): Entry => ({
  at: Date.parse(activity.timestamp ?? '') || Date.now(),
  side: sideOf(activity),
  activity,
});

/** Who talks here after this line: a name, '' for the assistant; undefined: no line. */
export const talksAfter = ({ channelData: { line, agent = '' } = {} }: Activity): string | undefined =>
  line && (/^(claimed|steppedIn|takenOver)$/.test(line) ? agent : '');

/** Where the newest answer begins: the last messages of the bot that belong together; the length where it has said nothing last. */
export function answerFrom(entries: readonly Entry[]): number {
  let at = entries.length;
  while (at > 0 && entries[at - 1]?.side === 'bot') {
    at -= 1;
    const entry = entries[at];
    if (entry && !joins(entry, entries[at - 1])) break;
  }
  return at;
}

/** What an entry shows besides itself, by the one before it. */
export const opensDay = (entry: Entry, before: Entry | undefined): boolean =>
  entry.side !== 'note' && (!before || new Date(entry.at).toDateString() !== new Date(before.at).toDateString());

export const joins = (entry: Entry, before: Entry | undefined): boolean =>
  before !== undefined &&
  before.side === entry.side &&
  entry.at - before.at < GROUP_MS &&
  before.activity?.from?.id === entry.activity?.from?.id &&
  !opensDay(entry, before);
