// A bug that we know how to make, and the test that must notice it.

export interface Seed {
  bug: string;
  /** Where it is put in: the text that is there now, and what it becomes. */
  file: string;
  from: string;
  to: string;
  /** Who must notice. */
  suite: string;
  title: string;
}
