// How rules answer: a value, perhaps with a warning, or a reason that a locale words.

/** A UTC time as ISO 8601 with milliseconds, so that texts sort as times do: `2026-11-20T08:00:00.000Z`. */
export type Instant = string;

/** Why something is refused or doubtful. `code` names a sentence in `locales/<locale>/errors.json`. */
export interface Reason {
  code: string;
  params?: Record<string, string | number>;
}

/**
 * What a rule says about a text. `warn` asks "keep it?" and the acknowledgement is stored;
 * `suggest` holds at most three values that would be accepted without a warning, best first.
 */
export type Parsed<T> =
  | { ok: true; value: T; warn?: Reason; suggest?: T[] }
  | { ok: false; reason: Reason; suggest?: T[] };

export const ok = <T>(value: T): Parsed<T> => ({ ok: true, value });

export const refuse = <T>(code: string, params?: Reason['params'], suggest?: T[]): Parsed<T> => ({
  ok: false,
  reason: params ? { code, params } : { code },
  ...(suggest?.length ? { suggest } : {}),
});
