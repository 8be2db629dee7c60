// Remarks: free text behind its label, and contract or order numbers together with the word that says which they are.
import { hasHan } from '../text';
import type { Claims, Span } from './claims';
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

/** Where a remark ends: at its sentence or at a comma, unless another number of its kind follows; at `limit` in any case. */
function endOf({ folded, lexicon }: Message, { to: from, joint }: Label, limit: number): number {
  const line = lineEnd(folded, from);
  const quoted = OPENING.test(folded[from - 1] ?? '') ? folded.slice(from, line).search(CLOSING) : -1;
  if (quoted >= 0) return from + quoted;
  const last = Math.min(line, limit);
  for (let at = from; at < last; at += 1) {
    const comma = COMMA.exec(folded.slice(at, at + 2))?.[0];
    if (isStop(folded, at) || (comma && lexicon.label(folded, at + comma.length)?.field !== 'reference')) return at;
  }
  if (last < line)
    return last - (JOINING.exec(folded.slice(Math.max(from, last - JOINING_MAX), last))?.[0].length ?? 0);
  return joint === 'copula' ? beforeVerb(folded, last, lexicon) : last;
}

/** The places in a list that is in order, one after the other: each look begins where the last one ended. */
function following<T extends { from: number }>(list: readonly T[]): (from: number) => number {
  let next = 0;
  return (from) => {
    while (next < list.length && (list[next]?.from ?? 0) < from) next += 1;
    return list[next]?.from ?? Infinity;
  };
}

/** Those that lie in none of the spans; both are in order. */
function outside<T extends Span>(list: readonly T[], spans: readonly Span[]): T[] {
  let next = 0;
  return list.filter(({ from, to }) => {
    while ((spans[next]?.to ?? Infinity) <= from) next += 1;
    return (spans[next]?.from ?? Infinity) >= to;
  });
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
  // "Put PO 1 in the remark": it is said where the number goes.
  const named = remarkWords(message);
  const label = following(message.labels.filter(({ field }) => field !== 'reference'));
  const foreign = following(message.tokens.filter(({ kind, sure }) => sure && FOREIGN.has(kind)));
  const spans: Span[] = [];
  const pieces: Found[] = [];
  for (const one of message.labels) {
    const { field, from, joint } = one;
    if ((field !== 'remark' && field !== 'reference') || from < (spans.at(-1)?.to ?? 0)) continue;
    const bare = field === 'reference' && joint === 'kind';
    const limit = Math.min(label(Math.max(one.to, from + 1)), foreign(one.to));
    const to = Math.max(one.to, bare ? numberEnd(folded, one.to) : endOf(message, one, limit));
    claims.take(from, to);
    spans.push({ from, to });
    const said = trimmed(text.slice(one.to, to));
    if (!said || one.negated) continue;
    const word = text.slice(from, from + (lexicon.label(folded, from)?.length ?? 0));
    pieces.push({
      value: field === 'remark' ? said : `${word} ${said}`,
      from,
      to,
      sure: field === 'remark' ? !lexicon.is.lead(folded, one.to) : !bare || named.length > 0,
      why: joint === 'copula' ? 'copula' : 'label',
    });
  }
  const rest = { tokens: outside(message.tokens, spans), labels: outside(message.labels, spans) };
  const [first] = pieces;
  if (!first) return rest;
  for (const { from, to } of named) claims.claim(from, to);
  const values = [...new Set(pieces.map(({ value }) => value))];
  const remark: Found = {
    ...first,
    to: pieces.at(-1)?.to ?? first.to,
    value: values.join(values.some(hasHan) ? '，' : ', '),
    sure: pieces.every(({ sure }) => sure),
  };
  return { remark, ...rest };
}

/** Where the word remark itself stands, as a label or not. */
function remarkWords({ folded, labels, lexicon }: Message): Span[] {
  if (!labels.some(({ field }) => field === 'reference')) return [];
  const found: Span[] = [];
  for (let at = 0; at < folded.length; at += 1) {
    const label = lexicon.label(folded, at);
    if (label?.field !== 'remark') continue;
    found.push({ from: at, to: at + label.length });
    at += label.length - 1;
  }
  return found;
}
