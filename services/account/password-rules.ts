// Which passwords are taken: long enough and not easily guessed. No rules about kinds of characters.
import type { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { ok, type Parsed, refuse } from '../../domain/result';

const MIN = 12;
const MAX = 256;
/** The guessing estimate grows with the square of the length; what is longer than this is strong by its beginning. */
const JUDGED = 64;
/** Of 0 to 4; 3 = more than 10^8 guesses, which is far above what the limits let anybody try. */
const SCORE = 3;
/** What is left of a password without such words must carry it. */
const REST = 8;
const PLACE = ['fapiao', '21vianet', 'office365', '世纪互联', '发票'];

/** Reasons: passwordShort {min}, passwordLong {max}, passwordLikeEmail, passwordCommon. */
export function checkPassword(password: string, { email }: { email: string }): Parsed<string> {
  const characters = [...password.normalize('NFC')];
  // ASVS 5.0 6.2.1 and 6.2.9: at least 12 characters, long pass phrases are welcome.
  if (characters.length < MIN) return refuse('passwordShort', { min: MIN });
  if (characters.length > MAX) return refuse('passwordLong', { max: MAX });
  const [local = '', domain = ''] = email.toLowerCase().split('@');
  const own = [email.toLowerCase(), local, domain, ...domain.split('.')].filter((part) => part.length >= 4);
  // ASVS 5.0 6.2.11: not mainly words of the person or of this place.
  if (mainly(password, own)) return refuse('passwordLikeEmail');
  if (mainly(password, PLACE)) return refuse('passwordCommon');
  // ASVS 5.0 6.2.4: not among the common ones, nor a simple change of one.
  const judged = judge().check(characters.slice(0, JUDGED).join(''), [...own, ...PLACE]);
  return judged.score < SCORE ? refuse('passwordCommon') : ok(password);
}

function mainly(password: string, words: readonly string[]): boolean {
  const folded = password.toLowerCase();
  const rest = words.reduce((text, word) => text.replaceAll(word, ''), folded);
  return rest !== folded && [...rest].length < REST;
}

let judgement: ZxcvbnFactory | undefined;

/** The dictionaries take memory and time to load: only when the first password is set. */
function judge(): ZxcvbnFactory {
  if (!judgement) {
    const core = require('@zxcvbn-ts/core') as typeof import('@zxcvbn-ts/core');
    const common = require('@zxcvbn-ts/language-common') as typeof import('@zxcvbn-ts/language-common');
    judgement = new core.ZxcvbnFactory({ dictionary: common.dictionary, graphs: common.adjacencyGraphs });
  }
  return judgement;
}

/** 32 letters and digits without those that look alike (l, o, 0, 1): one is exactly five random bits. */
const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789';

/** `h7k2m-…`: random groups of `size`, five bits a character; to write down or to keep in a password manager. */
export function randomGroups(random: (bytes: number) => Buffer, groups: number, size: number): string {
  const group = () => [...random(size)].map((byte) => LETTERS[byte & 31]).join('');
  return Array.from({ length: groups }, group).join('-');
}

/** 100 bits. */
export const generatePassword = (random: (bytes: number) => Buffer): string => randomGroups(random, 4, 5);
