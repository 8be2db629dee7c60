// Cleaning of typed text: what nobody sees goes, what looks the same becomes the same.

/** Zero-width, soft hyphen, bidirectional and variation marks: invisible, so they never belong to an answer. */
const INVISIBLE = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb]/g;
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g;

/** No answer is longer. What is beyond is cut before any pattern runs over it, so that no text can keep a process busy. */
const INPUT_MAX = 4000;

/** One line without controls or invisible marks, blanks collapsed. No CR or LF survives, so it is safe in mail headers. */
export const clean = (text: string): string =>
  text.slice(0, INPUT_MAX).replace(INVISIBLE, '').replace(CONTROLS, ' ').replace(/\s+/g, ' ').trim();

/** `clean` after NFKC: full-width letters, digits and punctuation become ASCII. */
export const fold = (text: string): string => clean(text.slice(0, INPUT_MAX).normalize('NFKC'));

/** For pasted blocks: lines stay, tabs and wide gaps become ` | `, and only what separates is folded (：＝＠／＋＃). */
export const foldLines = (text: string): string =>
  text
    .slice(0, INPUT_MAX)
    .split(/\r\n|[\n\r\u2028\u2029\u000b\u000c\u0085]/)
    .map((line) => foldLetters(line.replace(/\t| {2,}|\u3000+/g, ' | ')))
    .map((line) => clean(line.replace(/[：＝＠／＋＃｜]/g, (char) => char.normalize('NFKC'))))
    .map((line) => trimOf(line, /[|\s]/))
    .filter((line) => line !== '')
    .join('\n');

/** Full-width letters, digits, `&`, `.`, `-` and blanks as ASCII; brackets and Chinese punctuation stay as typed. */
export const foldLetters = (text: string): string =>
  text.replace(/[Ａ-Ｚａ-ｚ０-９＆．－\u3000]/g, (char) => char.normalize('NFKC'));

/** Without blanks and any kind of dash. */
export const compact = (text: string): string => fold(text).replace(/[\s\-\u2010-\u2015\u2212\u30fb_]/g, '');

/**
 * A text without characters of these classes at its start and its end. In linear time: `/[…]+$/` is tried anew at every
 * character of every run inside the text.
 */
export function trimOf(text: string, atStart: RegExp | undefined, atEnd: RegExp | undefined = atStart): string {
  let [from, to] = [0, text.length];
  while (atStart && from < to && atStart.test(text[from] ?? '')) from++;
  while (atEnd && to > from && atEnd.test(text[to - 1] ?? '')) to--;
  return text.slice(from, to);
}

export const hasHan = (text: string): boolean => /\p{Script=Han}/u.test(text);

/** Optimal string alignment distance is one: a letter too much, too few, another one, or two swapped. */
export function oneEditApart(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false;
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  const restA = a.slice(i);
  const restB = b.slice(i);
  if (restA.length === restB.length) {
    if (restA.slice(1) === restB.slice(1)) return true;
    return restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2);
  }
  return restA.length > restB.length ? restA.slice(1) === restB : restA === restB.slice(1);
}
