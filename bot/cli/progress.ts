// Says now and then how far a long run is, so that it is seen to live.
const PROGRESS_MS = 2_000;

export interface ProgressOptions {
  say: (what: string, documents: number) => void;
  /** Milliseconds of a clock that only goes forward. */
  clock: () => number;
}

/** Called as often as there is something new; says it every two seconds. */
export function createProgress({ say, clock }: ProgressOptions): (what: string, documents: number) => void {
  let last = clock();
  return (what, documents) => {
    if (clock() - last < PROGRESS_MS) return;
    last = clock();
    say(what, documents);
  };
}
