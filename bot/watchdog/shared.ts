// What the watched thread and the watching one share: a heartbeat, and what is in hand, in memory that both see.

/** What is in hand. `entry`: where the work came in. `row` and `key`: which turn or outbox row, for the mark it gets. */
export interface InHand {
  /** A route's pattern, a channel or a job's name: never an address as it was asked for, which can hold a token. */
  entry: string;
  /** A hash or an id of ours: nothing personal, for the log. */
  row?: string;
  /** The document that the work belongs to. Not for the log: a conversation's name can be somebody's. */
  key?: { pk: string; id: string };
}

const BEATS = 0;
const LENGTH = 1;
const ENTERED_AT = 2;
const OFF = 3;
const NUMBERS = 4;
/** Keys take 512 characters, of at most 4 bytes. */
const TEXT_BYTES = 4_096;

export const sharedMemory = (): SharedArrayBuffer => new SharedArrayBuffer(NUMBERS * 4 + TEXT_BYTES);

/** The views of both sides. */
export function viewsOf(memory: SharedArrayBuffer) {
  const numbers = new Int32Array(memory, 0, NUMBERS);
  const text = Buffer.from(memory, NUMBERS * 4);
  return {
    /** The watched thread says that it lives. `off`: somebody may hold it on purpose (an inspector). */
    beat(off: boolean): void {
      Atomics.store(numbers, OFF, off ? 1 : 0);
      Atomics.add(numbers, BEATS, 1);
    },
    beats: (): number => Atomics.load(numbers, BEATS),
    isOff: (): boolean => Atomics.load(numbers, OFF) === 1,
    enter(what: InHand): void {
      const words = JSON.stringify(what);
      const fits = Buffer.byteLength(words) <= TEXT_BYTES;
      Atomics.store(numbers, LENGTH, text.write(fits ? words : JSON.stringify({ entry: what.entry.slice(0, 200) })));
      Atomics.store(numbers, ENTERED_AT, Atomics.load(numbers, BEATS));
    },
    /** The last that was entered, when that was in this beat or the one before; older ones are over. */
    inHand(): InHand | undefined {
      if (Atomics.load(numbers, BEATS) - Atomics.load(numbers, ENTERED_AT) > 1) return undefined;
      const length = Atomics.load(numbers, LENGTH);
      return length ? (JSON.parse(text.toString('utf8', 0, length)) as InHand) : undefined;
    },
  };
}
