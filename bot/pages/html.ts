// Makes HTML: every value is escaped, unless it is HTML made here itself.

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Safe in elements and in quoted attributes. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (char) => ESCAPES[char] as string);

/** HTML that is safe as it is. Only this file makes it. */
export class Markup {
  readonly #text: string;
  constructor(text: string) {
    this.#text = text;
  }
  toString(): string {
    return this.#text;
  }
}

export type Part = Markup | string | number | false | undefined | readonly Part[];

function render(part: Part): string {
  if (part === false || part === undefined) return '';
  if (part instanceof Markup) return part.toString();
  if (typeof part === 'string' || typeof part === 'number') return escapeHtml(String(part));
  return part.map(render).join('');
}

/**
 * A tagged template: texts and numbers are escaped, `false` and `undefined` leave nothing, lists are joined.
 * ASVS 5.0 1.2.1: output is encoded for HTML elements and quoted attributes; put values nowhere else.
 */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Markup {
  return new Markup(strings.reduce((text, string, at) => text + render(parts[at - 1]) + string));
}

/** Settings for the page's script: data, never run. `<` would end the element (ASVS 5.0 1.2.1). */
export const settingsElement = (settings: object): Markup =>
  new Markup(
    `<script type="application/json" id="config">${JSON.stringify(settings).replace(/</g, '\\u003c')}</script>`,
  );
