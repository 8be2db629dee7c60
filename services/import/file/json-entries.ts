// Reads a list of objects from JSON, piece by piece: numbers keep the digits that stand there, a field that comes twice is seen.

/** A value of an entry: text, the digits of a number, nothing, or something that no cell holds. */
export type JsonValue = { text: string } | { n: string } | undefined | 'nested';

/** `fields`: by name; `twice`: a name that came more than once. Undefined `fields`: the entry is no object. */
export interface JsonEntry {
  fields?: Map<string, JsonValue>;
  twice?: string;
}

/** The text is no JSON, or not such a list. */
export class JsonFault extends Error {
  override name = 'JsonFault';
  constructor(
    readonly code: 'jsonSyntax' | 'jsonShape',
    /** As an editor counts it. */
    readonly line: number,
  ) {
    super(code);
  }
}

const MAX_DEPTH = 16;
const MAX_ENTRY = 64 * 1024;
const NUMBER = /^-?(?:0|[1-9]\d{0,400})(?:\.\d{1,400})?(?:[eE][+-]?\d{1,4})?$/;
/** The list has ended. */
const CLOSED = -1;
const WORD = /[-+.\w]/;

/** `[{…}, …]`, or the same as the field `orders` of an object. Throws JsonFault. */
export async function* jsonEntries(pieces: AsyncIterable<string>): AsyncGenerator<JsonEntry> {
  const scanner = createScanner();
  for await (const piece of pieces) {
    scanner.take(piece);
    yield* scanner.entries();
  }
  scanner.end();
  yield* scanner.entries();
}

type Token = { at: '{' | '}' | '[' | ']' | ',' | ':' } | { string: string } | { word: string };

/** Tokens from pieces of text; a token may lie in two pieces. */
function createScanner() {
  const done: JsonEntry[] = [];
  const reader = createReader((entry) => done.push(entry));
  let line = 1;
  let open: 'string' | 'word' | undefined;
  let text = '';
  let escaped = false;

  const fault = (): never => {
    throw new JsonFault('jsonSyntax', line);
  };
  const give = (token: Token) => reader(token, line);

  function finish(): void {
    if (open === 'word') give({ word: text });
    else {
      let string: unknown;
      try {
        string = JSON.parse(`"${text}"`);
      } catch {
        fault();
      }
      give({ string: string as string });
    }
    [open, text] = [undefined, ''];
  }

  function one(char: string): void {
    if (open === 'string') {
      if (!escaped && char === '"') return finish();
      escaped = !escaped && char === '\\';
      text += char;
      if (text.length > MAX_ENTRY) fault();
      return;
    }
    if (WORD.test(char)) {
      open = 'word';
      text += char;
      if (text.length > MAX_ENTRY) fault();
      return;
    }
    if (open === 'word') finish();
    if (char === '\n') line += 1;
    if (char === '"') open = 'string';
    else if (/[{}[\],:]/.test(char)) give({ at: char as '{' });
    else if (!/[ \t\r\n]/.test(char)) fault();
  }

  return {
    take(piece: string): void {
      for (const char of piece) one(char);
    },
    /** Entries that are whole. */
    *entries(): Generator<JsonEntry> {
      yield* done.splice(0);
    },
    end(): void {
      if (open === 'string') fault();
      if (open === 'word') finish();
      if (!reader.finished()) fault();
    },
  };
}

/** What stands open: `want` is what may come next. */
interface Level {
  kind: '{' | '[';
  want: 'first' | 'key' | 'colon' | 'value' | 'next';
  key?: string;
}

/** Follows JSON's grammar, and hands over each entry of the list when it is whole. */
function createReader(found: (entry: JsonEntry) => void) {
  const stack: Level[] = [];
  let entry: JsonEntry | undefined;
  /** How deep the list of entries lies: 1, or 2 below `orders`. */
  let list: number | undefined;
  let over = false;

  function valueAt(line: number): Level | undefined {
    const level = stack.at(-1);
    if (level ? level.want !== 'value' && !(level.kind === '[' && level.want === 'first') : over || stack.length)
      throw new JsonFault('jsonSyntax', line);
    if (level) level.want = 'next';
    return level;
  }

  function keep(value: JsonValue, level: Level | undefined): void {
    // An entry that is a number, a text or a list.
    if (list !== undefined && stack.length === list) return found({});
    if (!entry?.fields || list === undefined || stack.length !== list + 1 || level?.key === undefined) return;
    if (entry.fields.has(level.key)) entry.twice = level.key;
    entry.fields.set(level.key, value);
  }

  function begin(kind: Level['kind'], line: number): void {
    const level = valueAt(line);
    const depth = stack.length;
    if (depth >= MAX_DEPTH) throw new JsonFault('jsonSyntax', line);
    if (list === undefined) {
      if (kind === '[' && (depth === 0 || (depth === 1 && level?.key === 'orders'))) list = depth + 1;
    } else if (list === CLOSED) {
      // Two lists: which one counts is nothing to guess.
      if (depth === 1 && level?.key === 'orders') throw new JsonFault('jsonShape', line);
    } else if (depth === list) entry = kind === '{' ? { fields: new Map() } : {};
    else keep('nested', level);
    stack.push({ kind, want: 'first' });
  }

  function end(kind: Level['kind'], line: number): void {
    const level = stack.at(-1);
    if (level?.kind !== kind || (level.want !== 'first' && level.want !== 'next'))
      throw new JsonFault('jsonSyntax', line);
    stack.pop();
    if (list !== undefined && stack.length === list && entry) {
      found(entry);
      entry = undefined;
    }
    // Whatever else the object around the list has is none of it.
    if (list !== undefined && stack.length === list - 1) list = CLOSED;
    if (stack.length) return;
    over = true;
    if (list === undefined) throw new JsonFault('jsonShape', line);
  }

  function take(token: Token, line: number): void {
    const level = stack.at(-1);
    if ('string' in token && level?.kind === '{' && (level.want === 'first' || level.want === 'key')) {
      level.key = token.string;
      level.want = 'colon';
      return;
    }
    if ('at' in token) {
      const { at } = token;
      if (at === '{' || at === '[') return begin(at, line);
      if (at === '}' || at === ']') return end(at === '}' ? '{' : '[', line);
      if (at === ':' && level?.want === 'colon') level.want = 'value';
      else if (at === ',' && level?.want === 'next') level.want = level.kind === '{' ? 'key' : 'value';
      else throw new JsonFault('jsonSyntax', line);
      return;
    }
    const at = valueAt(line);
    if (!stack.length) throw new JsonFault('jsonShape', line);
    keep(scalar(token, line), at);
  }
  return Object.assign(take, { finished: () => over });
}

function scalar(token: { string: string } | { word: string }, line: number): JsonValue {
  if ('string' in token) return { text: token.string };
  if (token.word === 'null') return undefined;
  if (token.word === 'true' || token.word === 'false') return { text: token.word };
  if (!NUMBER.test(token.word)) throw new JsonFault('jsonSyntax', line);
  return { n: token.word };
}
