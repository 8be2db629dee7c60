// The subset of Markdown that the bot writes: bold, lists, links, line breaks, backslash escapes. Builds nodes, never markup.
import { el, link, safeUrl } from './dom';

const BULLET = /^\s*[-*•]\s(.*)$/s;
const NUMBERED = /^\s*(\d{1,4})[.)]\s(.*)$/s;
const ESCAPABLE = /[\\`*_{}[\]()#+\-.!<>|~&]/;
const LINK = /^\[((?:\\.|[^[\]\\]){1,500})\]\(\s*<?((?:\\.|[^\s()<>\\]|\([^\s()]*\)){1,2000})>?\s*\)/;
const BARE_URL = /^https?:\/\/[^\s<>"'()（）。，、；：！？」』”]{1,2000}/i;

/** Nobody writes that much; beyond it the text is shown as it is, so that none can keep the page busy. */
const LIMIT = 20_000;

/** A text's nodes: paragraphs with line breaks, and lists. */
export function markdown(text: string): DocumentFragment {
  const out = document.createDocumentFragment();
  if (text.length > LIMIT) {
    out.append(el('p', { class: 'plain-text' }, text));
    return out;
  }
  let paragraph: HTMLElement | undefined;
  let list: HTMLElement | undefined;
  for (const line of text.replace(/\r\n?/g, '\n').split('\n')) {
    const bullet = BULLET.exec(line);
    const numbered = NUMBERED.exec(line);
    if (bullet || numbered) {
      paragraph = undefined;
      const tag = bullet ? 'ul' : 'ol';
      if (list?.localName !== tag) out.append((list = el(tag)));
      const item = el('li', numbered ? { value: numbered[1] } : {});
      item.append(inline((bullet?.[1] ?? numbered?.[2] ?? '').trimStart()));
      list.append(item);
      continue;
    }
    list = undefined;
    if (line.trim() === '') {
      paragraph = undefined;
      continue;
    }
    if (paragraph) paragraph.append(el('br'));
    else out.append((paragraph = el('p')));
    paragraph.append(inline(line.trimEnd()));
  }
  return out;
}

/** The nodes of one line. */
export function inline(text: string): DocumentFragment {
  const out = document.createDocumentFragment();
  let plain = '';
  const flush = () => {
    if (plain) out.append(plain);
    plain = '';
  };
  for (let at = 0; at < text.length; ) {
    const char = text[at] ?? '';
    const rest = text.slice(at);
    const found =
      char === '*' ? bold(rest) : char === '[' ? linkOf(rest) : char === 'h' ? bare(rest, text[at - 1]) : undefined;
    if (char === '\\' && ESCAPABLE.test(text[at + 1] ?? '')) {
      plain += text[at + 1];
      at += 2;
    } else if (found) {
      flush();
      out.append(found.node);
      at += found.length;
    } else {
      plain += char;
      at += 1;
    }
  }
  flush();
  return out;
}

type Found = { node: Node; length: number } | undefined;

function bold(rest: string): Found {
  if (!rest.startsWith('**') || /^\*\*\s/.test(rest)) return undefined;
  for (let at = 2; at < rest.length - 1; at += rest[at] === '\\' ? 2 : 1) {
    if (rest.startsWith('**', at) && at > 2) {
      const node = el('strong');
      node.append(inline(rest.slice(2, at)));
      return { node, length: at + 2 };
    }
  }
  return undefined;
}

function linkOf(rest: string): Found {
  const match = LINK.exec(rest);
  if (!match) return undefined;
  const [whole, label = '', target = ''] = match;
  const url = safeUrl(target.replace(/\\(.)/g, '$1'));
  // A link to what may not be opened stays readable as text.
  if (!url) return { node: document.createTextNode(unescaped(label)), length: whole.length };
  return { node: link(url, unescaped(label)), length: whole.length };
}

const unescaped = (text: string): string => text.replace(/\\([^\w\s])/g, '$1').replaceAll('**', '');

/** A sentence's marks do not belong to the address before them. */
function withoutEnd(url = ''): string {
  let end = url.length;
  while (end && '.,;:!?*'.includes(url[end - 1] ?? '')) end -= 1;
  return url.slice(0, end);
}

function bare(rest: string, before: string | undefined): Found {
  if (before && /\w/.test(before)) return undefined;
  const match = withoutEnd(BARE_URL.exec(rest)?.[0]);
  const url = match && safeUrl(match.replace(/\\(.)/g, '$1'));
  return match && url ? { node: link(url, match.replace(/\\(.)/g, '$1')), length: match.length } : undefined;
}
