// The words of HTML as channels send it: tags away, paragraphs as lines, entities as characters. No pattern over strangers' text but bounded ones.
import { decodeHTMLStrict } from 'entities';

/** Tags that end a line; all others stand inside one, and nothing comes in their place: in Chinese a space would be part of a name. */
const LINES = new Set(['p', 'div', 'br', 'li', 'ul', 'ol', 'tr', 'table', 'blockquote', 'pre', 'h1', 'h2', 'h3', 'hr']);
const CELLS = new Set(['td', 'th']);

const MAX_CODE = 0x10ffff;

function entity(whole: string, name: string): string {
  if (!name.startsWith('#')) return decodeHTMLStrict(whole);
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return code > 0 && code <= MAX_CODE && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : whole;
}

const nameOf = (tag: string): string => /^\/?([a-z0-9]{1,20})/i.exec(tag)?.[1]?.toLowerCase() ?? '';

/** Empty when there are none. */
export function wordsOfHtml(html: string): string {
  let out = '';
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf('<', at);
    const close = open < 0 ? -1 : html.indexOf('>', open);
    if (close < 0) break;
    const tag = html.slice(open + 1, Math.min(close, open + 40));
    // "a < b" is no tag.
    const isTag = /^[a-z!/]/i.test(tag);
    const name = nameOf(tag);
    out += isTag
      ? html.slice(at, open) + (LINES.has(name) ? '\n' : CELLS.has(name) ? ' ' : '')
      : html.slice(at, close + 1);
    at = close + 1;
  }
  return (out + html.slice(at))
    .replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z][a-z0-9]{1,30});/gi, entity)
    .replace(/[ \t\u00a0\r]{1,10000}/g, ' ')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .join('\n');
}

/** The same without what it quotes: from the first opening of a quote to the last end of one. */
export function withoutQuotes(html: string): string {
  const small = html.toLowerCase();
  const from = small.indexOf('<blockquote');
  const end = small.lastIndexOf('</blockquote>');
  return from < 0 || end < from ? html : html.slice(0, from) + html.slice(end + '</blockquote>'.length);
}
