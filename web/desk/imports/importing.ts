// One import from choosing a file to its end: looked at, confirmed, done; it goes on while somebody is in another room.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { DeskRefusal } from '../../../domain/desk-view';
import type { ImportCounts, ImportFound, ImportLine, ImportRead, ImportRefused } from '../../../domain/import-view';
import { query, Refused } from '../api';
import { BrokenOff, sendFile } from './sending';

export type DayOrder = NonNullable<ImportFound['dayOrder']>;

export interface Importing {
  step: 'choose' | 'looking' | 'looked' | 'importing' | 'done';
  file?: File;
  dates?: DayOrder;
  /** Of the import that this file may become. */
  command?: string;
  found?: ImportFound;
  read: ImportRead[];
  refused: ImportRefused[];
  rows: number;
  counts?: ImportCounts;
  sha256?: string;
  /** Why it ended early; undefined text: nobody could be reached. */
  trouble?: { refusal?: DeskRefusal; while: 'looking' | 'importing' };
}

const KEY = ['import'];
const NOTHING: Importing = { step: 'choose', read: [], refused: [], rows: 0 };
/** The screen is drawn at most so often while lines come. */
const DRAW_MS = 100;

/** It lies with what was asked of the server, and goes with it when somebody else signs in. */
export function useImporting() {
  const client = useQueryClient();
  const { data: now } = useQuery({
    queryKey: KEY,
    queryFn: () => NOTHING,
    initialData: NOTHING,
    enabled: false,
    gcTime: Infinity,
    staleTime: Infinity,
  });
  const set = (change: Partial<Importing>) =>
    client.setQueryData<Importing>(KEY, (before = NOTHING) => ({ ...before, ...change }));

  async function run(step: 'looking' | 'importing', start: Importing, path: string): Promise<void> {
    const { file, command } = start;
    if (!file) return;
    client.setQueryData<Importing>(KEY, { ...start, step });
    const heard = createHeard(set);
    try {
      await sendFile({ path, file, ...(step === 'importing' && command ? { command } : {}), hear: heard.hear });
      set({ ...heard.all(), step: step === 'looking' ? 'looked' : 'done' });
    } catch (error) {
      const refusal = refusalIn(error);
      const trouble = { while: step, ...(refusal ? { refusal } : {}) };
      set({ ...heard.all(), trouble, step: step === 'looking' ? 'choose' : 'looked' });
    }
  }

  function look(file: File, dates?: DayOrder): void {
    const start: Importing = { ...NOTHING, file, command: crypto.randomUUID(), ...(dates ? { dates } : {}) };
    void run('looking', start, `import/orders/preview${query({ dates })}`);
  }

  return {
    now,
    look,
    again: () => now.file && look(now.file, now.dates),
    confirm() {
      const { file, dates, sha256, command, found, read } = now;
      const start = { ...NOTHING, file, dates, sha256, command, found, read } as Importing;
      void run('importing', start, `import/orders${query({ name: file?.name, dates, sha256 })}`);
    },
    forget: () => client.setQueryData<Importing>(KEY, NOTHING),
  };
}

const refusalIn = (error: unknown): DeskRefusal | undefined =>
  error instanceof Refused ? error.answer.error : error instanceof BrokenOff ? error.refusal : undefined;

/** Collects lines, and shows how far it is now and then. */
function createHeard(set: (change: Partial<Importing>) => void) {
  const read: ImportRead[] = [];
  const refused: ImportRefused[] = [];
  let rest: Partial<Importing> = {};
  let drawn = 0;
  const all = (): Partial<Importing> => ({ ...rest, ...(read.length ? { read } : {}), refused });
  return {
    all,
    hear(line: ImportLine): void {
      if ('found' in line) rest = { ...rest, found: line.found };
      else if ('read' in line) read.push(line.read);
      else if ('refused' in line) refused.push(line.refused);
      else if ('progress' in line) rest = { ...rest, rows: line.progress.rows };
      else if ('done' in line) rest = { ...rest, counts: line.done.counts, sha256: line.done.sha256 };
      if (Date.now() - drawn < DRAW_MS) return;
      drawn = Date.now();
      set(rest);
    },
  };
}
