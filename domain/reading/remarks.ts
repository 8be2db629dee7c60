// Remarks: free text behind its label, and contract or order numbers together with the word that says which they are.
import { hasHan } from '../text';
import type { Claims } from './claims';
import type { Found } from './found';
import type { Label } from './labels';
import type { Lexicon } from './lexicon';
import type { Token } from './tokens';
import { lineEnd, trimmed } from './work';

interface Message {
  text: string;
  folded: string;
  claims: Claims;
  tokens: readonly Token[];
  labels: readonly Label[];
  lexicon: Lexicon;
}

/** What a remark cannot hold: they are for somebody else. */
const FOREIGN = new Set(['email', 'taxId']);
const OPENING = /["“「『]/;
const CLOSING = /["”」』]/;
const COMMA = /^[,，、] ?/;
/** What joins the next label. */
const JOINING = /[\s,，、;；]{0,4}(?:\s(?:and|en|og|et|with|met|med|avec)|[和与與及])?\s{0,2}$/i;
const JOINING_MAX = 12;
const NUMBER_MAX = 40;

/** A full stop behind a number or a whole word; "No. 5" goes on. */
const isStop = (folded: string, at: number): boolean =>
  /[;；。!！?？|\t]/.test(folded[at] ?? '') ||
  (folded[at] === '.' &&
    /\s/.test(folded[at + 1] ?? ' ') &&
    /(?:\d|\p{L}{4})$/u.test(folded.slice(Math.max(0, at - 4), at)));

/** Where a remark ends: at its sentence or at a comma, unless another number of its kind follows; before the next label. */
function endOf({ folded, labels, tokens, lexicon }: Message, { to: from, joint }: Label): number {
  const line = lineEnd(folded, from);
  const quoted = OPENING.test(folded[from - 1] ?? '') ? folded.slice(from, line).search(CLOSING) : -1;
  if (quoted >= 0) return from + quoted;
  const next = labels.find((label) => label.from > from && label.field !== 'reference')?.from ?? line;
  const other = tokens.find((token) => token.from >= from && FOREIGN.has(token.kind) && token.sure)?.from ?? line;
  const limit = Math.min(line, next, other);
  for (let at = from; at < limit; at += 1) {
    const comma = COMMA.exec(folded.slice(at, at + 2))?.[0];
    if (isStop(folded, at) || (comma && lexicon.label(folded, at + comma.length)?.field !== 'reference')) return at;
  }
  if (limit < line)
    return limit - (JOINING.exec(folded.slice(Math.max(from, limit - JOINING_MAX), limit))?.[0].length ?? 0);
  return joint === 'copula' ? beforeVerb(folded, limit, lexicon) : limit;
}

/** "moet PO 1 zijn": the verb that stands behind. */
function beforeVerb(folded: string, end: number, lexicon: Lexicon): number {
  const verb = folded.lastIndexOf(' ', end - 1) + 1;
  return verb > 0 && lexicon.is.copula(folded, verb) === end - verb ? verb - 1 : end;
}

/** The number alone: what stands behind it says something else. */
const numberEnd = (folded: string, from: number): number =>
  from + (/^[#a-z\d/-]+/.exec(folded.slice(from, from + NUMBER_MAX))?.[0].length ?? 0);

/**
 * Takes the remark out of a message, whatever else its words and numbers look like: labels and tokens inside are part of it.
 * Unsure where it asks for something, or where a number is only named.
 */
export function readRemark(message: Message): { remark?: Found; tokens: Token[]; labels: Label[] } {
  const { text, folded, claims, lexicon } = message;
  let { tokens, labels } = { tokens: [...message.tokens], labels: [...message.labels] };
  // "Put PO 1 in the remark": it is said where the number goes.
  const named = remarkWords(message);
  const pieces: Found[] = [];
  let reached = 0;
  for (const label of message.labels) {
    const { field, from, joint } = label;
    if ((field !== 'remark' && field !== 'reference') || from < reached) continue;
    const bare = field === 'reference' && joint === 'kind';
    const to = Math.max(label.to, bare ? numberEnd(folded, label.to) : endOf(message, label));
    reached = to;
    claims.take(from, to);
    tokens = tokens.filter((token) => token.to <= from || token.from >= to);
    labels = labels.filter((one) => one !== label && (one.to <= from || one.from >= to));
    const said = trimmed(text.slice(label.to, to));
    if (!said || label.negated) continue;
    const word = text.slice(from, from + (lexicon.label(folded, from)?.length ?? 0));
    pieces.push({
      value: field === 'remark' ? said : `${word} ${said}`,
      from,
      to,
      sure: field === 'remark' ? !lexicon.is.lead(folded, label.to) : !bare || named.length > 0,
      why: joint === 'copula' ? 'copula' : 'label',
    });
  }
  const [first] = pieces;
  if (!first) return { tokens, labels };
  for (const { from, to } of named) claims.claim(from, to);
  const values = [...new Set(pieces.map(({ value }) => value))];
  const remark: Found = {
    ...first,
    to: pieces.at(-1)?.to ?? first.to,
    value: values.join(values.some(hasHan) ? '，' : ', '),
    sure: pieces.every(({ sure }) => sure),
  };
  return { remark, tokens, labels };
}

/** Where the word remark itself stands, as a label or not. */
function remarkWords({ folded, labels, lexicon }: Message): { from: number; to: number }[] {
  if (!labels.some(({ field }) => field === 'reference')) return [];
  const found: { from: number; to: number }[] = [];
  for (let at = 0; at < folded.length; at += 1) {
    const label = lexicon.label(folded, at);
    if (label?.field !== 'remark') continue;
    found.push({ from: at, to: at + label.length });
    at += label.length - 1;
  }
  return found;
}
