// Where the digital fapiao goes: the addresses of a message, and whether they replace what is there or come beside it.
import type { Span } from './claims';
import { type Clause, type ClauseToken, hasSubstance, hasWord } from './clauses';
import type { Reading } from './found';
import type { Label } from './labels';
import type { Lexicon } from './lexicon';
import type { Token } from './tokens';
import { deniedBefore } from './work';

/** A message that may hold addresses for mail. */
interface Message {
  folded: string;
  lexicon: Lexicon;
  tokens: readonly Token[];
  labels: readonly Label[];
  clauses: readonly Clause[];
  /** What stands in a question. */
  mute: (span: Span) => boolean;
}

/** The addresses that a message gives; unsure where words that nobody knows may say that they come beside others. */
export function emailsOf({ folded, lexicon, tokens, labels, clauses, mute }: Message): Reading['emails'] {
  const all = tokens.filter((token) => token.kind === 'email' && !mute(token));
  // "Not a@x but b@y": the denied one is another's or an old one.
  const meant = all.filter((token) => !deniedBefore(folded, token.from, lexicon));
  const list = meant.length ? meant : all;
  if (!list.length) return undefined;
  // "另外邮箱改成 …": the label's "becomes" replaces, whatever joins the sentences.
  const replaces = labels.some(
    ({ field, joint, to }) =>
      field === 'email' && joint === 'copula' && list.some(({ from }) => from >= to && from - to < 4),
  );
  const around = clauses.filter((clause) => list.some(({ from, to }) => clause.from <= from && clause.to >= to));
  const adding = around.flatMap((clause) =>
    clause.words.flatMap((word, n) =>
      (word.t === 'also' || word.t === 'add') && !isBetween(list, word)
        ? [{ word, clause, before: clause.words[n - 1] }]
        : [],
    ),
  );
  const add = !replaces && adding.length > 0;
  const labelled = labels.some(({ field }) => field === 'email');
  const known = add
    ? adding.some(
        ({ word, clause, before }) => before?.t !== 'medium' && !joins(folded, word, clause, clauses, lexicon),
      )
    : labelled || !around.some((clause) => list.some((mail) => mayAdd(folded, clause, mail, lexicon)));
  const why = labelled ? 'label' : 'token';
  return {
    mode: add ? 'add' : 'set',
    list: list.map(({ value, from, to, sure }) => ({ value, from, to, sure: sure && known, why })),
  };
}

/** "a@… and also b@…" joins the two of them. */
const isBetween = (list: readonly Span[], { from, to }: Span): boolean =>
  list.some((mail) => mail.to <= from && from - mail.to <= BETWEEN_MAX) &&
  list.some((mail) => mail.from >= to && mail.from - to <= BETWEEN_MAX);
/** A blank, an "and", a blank. */
const BETWEEN_MAX = 5;

/** Whether a word begins a clause behind another that says something: "…, besides the PDF goes to ap@…" joins the sentences. */
const joins = (
  folded: string,
  word: ClauseToken,
  clause: Clause,
  clauses: readonly Clause[],
  lexicon: Lexicon,
): boolean =>
  clause.words.find(({ t }) => t !== 'around')?.from === word.from &&
  lexicon.is.join(folded, word.from) >= word.to - word.from &&
  clauses.slice(0, clauses.indexOf(clause)).some(({ words }) => words.some(({ t }) => t !== 'around' && t !== 'other'));

const NEAR = 8;

/**
 * An address between words that nobody knows: 再添上|ap@…, "ap@… mag er nog bij". They may say that it comes beside the
 * others. Measured with words taken away: a third of those behind it do, an eighth of those that touch it in front.
 */
function mayAdd(folded: string, { unexplained, words }: Clause, { from, to }: Span, lexicon: Lexicon): boolean {
  if (unexplained.some((span) => span.from >= to && hasSubstance(folded, span))) return true;
  const sends = words.some((word) => word.t === 'method' || word.t === 'medium' || lexicon.is.sent(folded, word.from));
  // CASE-170 is a number, and no word.
  return (
    !sends &&
    unexplained.some(
      (span) =>
        span.to <= from &&
        from - span.to <= 1 &&
        hasWord(folded, span) &&
        !/\d/.test(folded.slice(Math.max(0, span.to - NEAR), span.to)),
    )
  );
}
