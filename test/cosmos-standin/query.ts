// The two query texts of the product, as the client sends them and as the query plan rewrites them. Anything else: 400.
import { badRequest } from './errors';

export interface ListQuery {
  list: string;
  descending: boolean;
  /** Parameter names. */
  low: string;
  high: string;
  now: string;
  /** Rows are `{ _rid, orderByItems, payload }`, for the client's merge of several ranges. */
  rewritten: boolean;
}

interface Token {
  text: string;
  start: number;
  end: number;
}

const TOKEN = /\s*(?:([A-Za-z_][A-Za-z0-9_]*|@[A-Za-z_][A-Za-z0-9_]*|"[^"]*"|[*.,<>()[\]{}:])|$)/y;
/** A property with such a name needs other brackets in the real language, too. */
const RESERVED =
  /^(and|array|as|asc|between|by|case|cast|convert|cross|desc|distinct|else|end|escape|exists|false|for|from|group|having|in|inner|insert|into|is|join|left|like|limit|not|null|offset|on|or|order|outer|over|right|select|set|then|top|true|udf|undefined|update|value|when|where|with)$/i;

function tokens(text: string): Token[] {
  const found: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const from = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (!match) throw syntaxError(text.slice(from).trim().slice(0, 1), from, from + 1, 'SC1010');
    const [, token] = match;
    if (token) found.push({ text: token, start: TOKEN.lastIndex - token.length, end: TOKEN.lastIndex });
  }
  return found;
}

const syntaxError = (near: string, start: number, end: number, code = 'SC1001') =>
  badRequest(
    JSON.stringify({
      errors: [
        {
          severity: 'Error',
          location: { start, end },
          code,
          message: `Syntax error, incorrect syntax near '${near}'.`,
        },
      ],
    }),
  );

/** Throws 400 as the service words a syntax error, at the first token that is none of ours. */
export function parseListQuery(text: string): ListQuery {
  const all = tokens(text);
  let n = 0;
  const fail = (): never => {
    const token = all[n];
    throw token
      ? syntaxError(token.text, token.start, token.end)
      : syntaxError('<eof>', text.length, text.length, 'SC1002');
  };
  const expect = (...wanted: string[]): void => {
    for (const one of wanted) {
      const same = /^[A-Z]/.test(one) ? all[n]?.text.toUpperCase() === one : all[n]?.text === one;
      if (!same) fail();
      n++;
    }
  };
  const next = (pattern: RegExp): string => {
    const token = all[n]?.text ?? '';
    if (!pattern.test(token)) fail();
    n++;
    return token;
  };
  let list: string | undefined;
  const place = (): void => {
    expect('c', '.', 'lists', '.');
    const name = all[n]?.text ?? '';
    if (RESERVED.test(name) || (list !== undefined && list !== name)) fail();
    list = next(/^[a-z]+$/);
  };

  expect('SELECT');
  const rewritten = all[n]?.text !== '*';
  if (rewritten) {
    expect('c', '.', '_rid', ',', '[', '{', '"item"', ':');
    place();
    expect('}', ']', 'AS', 'orderByItems', ',', 'c', 'AS', 'payload');
  } else expect('*');
  expect('FROM', 'c', 'WHERE');
  if (rewritten) expect('(', '(');
  place();
  expect('>');
  const low = next(/^@/);
  expect('AND');
  place();
  expect('<');
  const high = next(/^@/);
  expect('AND', '(', 'NOT', 'IS_DEFINED', '(', 'c', '.', 'expiresAt', ')', 'OR', 'c', '.', 'expiresAt', '>');
  const now = next(/^@/);
  expect(')');
  if (rewritten) expect(')', 'AND', '(', 'true', ')', ')');
  expect('ORDER', 'BY');
  place();
  const descending = next(/^(ASC|DESC)$/i).toUpperCase() === 'DESC';
  if (n < all.length || list === undefined) fail();
  return { list: list ?? '', descending, low, high, now, rewritten };
}

export interface QuerySpec {
  query: string;
  parameters: Map<string, unknown>;
}

export function specOf(body: unknown): QuerySpec {
  const { query, parameters = [] } = (body ?? {}) as { query?: unknown; parameters?: unknown };
  if (typeof query !== 'string' || !Array.isArray(parameters)) {
    throw badRequest('The request payload is invalid. Ensure to provide a valid request payload.');
  }
  const named = new Map<string, unknown>();
  for (const { name, value } of parameters as { name?: unknown; value?: unknown }[]) {
    if (typeof name !== 'string' || !/^@\w+$/.test(name)) {
      throw badRequest("Parameter names should be in the format of symbol '@' followed by a valid identifier.");
    }
    if (named.has(name)) throw badRequest(`Specified duplicate parameter name '${name}'.`);
    named.set(name, value);
  }
  return { query, parameters: named };
}
