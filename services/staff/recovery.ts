// Recovery codes: a way in without the authenticator, each once. Only their hashes are kept.
import { randomGroups } from '../account/password-rules';
import type { Deps } from '../shared/deps';

const CODES = 10;
/** ASVS 5.0 6.5.2: with 120 bits nobody finds one from its SHA-256; with fewer each would need a slow hash. */
const GROUPS = 6;
const SIZE = 4;

export function newRecoveryCodes(deps: Pick<Deps, 'random' | 'secrets'>): { codes: string[]; hashes: string[] } {
  const codes = Array.from({ length: CODES }, () => randomGroups(deps.random, GROUPS, SIZE));
  return { codes, hashes: codes.map((code) => deps.secrets.hash(bare(code))) };
}

/** Typed from paper: in any case, with or without hyphens. */
const bare = (typed: string): string => typed.toLowerCase().replace(/[\s-]/g, '');

/** The hash of what was typed, if it can be such a code. */
export function recoveryHash(deps: Pick<Deps, 'secrets'>, typed: string): string | undefined {
  const code = bare(typed);
  return code.length === GROUPS * SIZE ? deps.secrets.hash(code) : undefined;
}
