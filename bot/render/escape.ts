// Makes values safe inside the sentences of the locales: only those may hold Markdown.

const SPECIAL = /[\\*_[\]()<>`#~|]/g;

/** For Markdown: every character that could start formatting, a link or HTML is escaped. */
export const markdown = (value: string): string =>
  value.replace(SPECIAL, (char) =>
    char === '<' ? '&lt;' : char === '>' ? '&gt;' : char === '(' || char === ')' ? char : `\\${char}`,
  );

// For plain text the sentence's own Markdown is taken away; a value's characters hide in the private use area meanwhile.
const HIDDEN = 0xe000;
const hide = (value: string): string =>
  value.replace(SPECIAL, (char) => String.fromCharCode(HIDDEN + char.charCodeAt(0)));
const unhide = (text: string): string =>
  text.replace(/[\uE000-\uE0FF]/g, (char) => String.fromCharCode(char.charCodeAt(0) - HIDDEN));
const strip = (text: string): string =>
  text
    .replace(/\*\*(.+?)\*\*/gs, '$1')
    .replace(/\[([^[\]]+)\]\(([^()]+)\)/g, (_, title: string, url: string) => `${title}: ${url}`);

export const plainText = { value: hide, sentence: (text: string): string => unhide(strip(text)) };
