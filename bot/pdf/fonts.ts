// The letters that our PDFs can show: what the font lacks becomes its plain letter, or a box that says that something stood there.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { create, type Font } from 'fontkit';
import { clean } from '../../domain/text';

/**
 * Noto Sans for Chinese, one weight: simplified and traditional characters, Latin, Greek, Cyrillic. SIL Open Font Licence 1.1,
 * which allows embedding; only the glyphs that a document uses go into it.
 */
const FILE = join(dirname(require.resolve('@embedpdf/fonts-sc')), '..', 'fonts', 'NotoSansHans-Regular.otf');

const MISSING = '□';

export interface PaperFont {
  /** The font file's bytes. */
  font: Buffer;
  /** One line with glyphs for all that is in it; no control or direction marks (they would reorder what follows). */
  fit(text: string): string;
}

let opened: PaperFont | undefined;

/** The font: 8 MB, so read once a thread. */
export const openFont = (): PaperFont => (opened ??= readFont());

function readFont(): PaperFont {
  const font = readFileSync(FILE);
  const face = create(font) as Font;
  const has = (letter: string): boolean => face.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0);

  function shown(letter: string): string {
    if (has(letter)) return letter;
    // č as c rather than as a box; a mark that joins nothing is left out.
    const plain = letter.normalize('NFKD').replace(/\p{M}+/gu, '');
    if (plain === '') return '';
    return [...plain].every(has) ? plain : MISSING;
  }

  return { font, fit: (text) => [...clean(text.normalize('NFC'))].map(shown).join('') };
}
