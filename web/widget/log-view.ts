// What the list of messages holds: its elements, the entries, and how far up they are drawn.
import type { Entry } from './entries';
import type { ItemOptions } from './log-item';

export interface LogOptions extends ItemOptions {
  /** A refused text goes back to the composer. */
  edit: (text: string) => void;
}

export interface LogView {
  options: LogOptions;
  /** The frame around everything. */
  element: HTMLElement;
  log: HTMLElement;
  list: HTMLElement;
  waiting: HTMLElement;
  dots: HTMLElement;
  /** The button that leads to the newest. */
  down: HTMLElement;
  /** Texts of our own on their way, by their ids. */
  pendings: Map<string, HTMLElement>;
  entries: Entry[];
  /** The first entry that is drawn. */
  first: number;
  live: boolean;
  /** Where it is scrolled to in the next frame. */
  target?: HTMLElement | 'end' | undefined;
  /** What stays in view when the window gets another size, unless somebody scrolls: the end, or the start of an answer. */
  held?: HTMLElement | 'end' | undefined;
  /** The window's height when it was last scrolled. */
  height: number;
  /** Something was sent: the answer is shown, wherever one reads. */
  due: boolean;
}
