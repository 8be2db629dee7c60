// Bugs of the desk where two are at work at once.
import type { Seed } from './seed';

const suite = 'test/services/desk/races.test.ts';
const UNDO = 'undo against the dispatcher: told or taken back, never both, never neither';

export const DESK_SEEDS: Seed[] = [
  {
    bug: 'a mail that is on its way is taken back',
    file: 'services/desk/untold.ts',
    from: 'doc.lists?.due === rows[i]?.due',
    to: 'doc.lists?.due !== rows[i]?.id',
    suite,
    title: UNDO,
  },
  {
    bug: 'what waits to be told is deleted whatever became of it',
    file: 'services/desk/undo.ts',
    from: "({ op: 'delete', id, etag })",
    to: "({ op: 'delete', id })",
    suite,
    title: UNDO,
  },
  {
    bug: 'a claim is written over whatever is there',
    file: 'services/desk/act.ts',
    from: "{ op: 'replace', doc: applicationDoc(next), etag }, deed",
    to: "{ op: 'put', doc: applicationDoc(next) }, deed",
    suite,
    title: 'two clerks claim one application: one has it, the other is told whose it is',
  },
];
