// Passwords that people type into the chat although nobody asks: found so that they are masked before they are stored.
import { trimOf } from '../../domain/text';
import { anyOf, foldAligned } from './fold';
import { everywhere } from './phrases';

export const MASK = '••••••••';

const word = anyOf(everywhere((phrases) => phrases.passwords.word));
const link = anyOf(everywhere((phrases) => phrases.passwords.link));
const SAID = new RegExp(`(?:${word}) ?(?:(?:${link}) ?[:：=]?|[:：=]) ?(\\S{4,64})(.*)`, 'su');
/** Without "is" or a colon the next word must look like one by itself: "wachtwoord Zon3bloem!" */
const BESIDE = new RegExp(`(?:${word}) (\\S{6,64})`, 'u');
const notOnes = new RegExp(`^(?:${anyOf(everywhere((phrases) => phrases.passwords.notOne))})`, 'u');

/** Slots whose answers are names and addresses: only a strange symbol makes a lone token suspicious there. */
const FREE = new Set(['order', 'name', 'address', 'shipTo', 'recipient', 'bank', 'account', 'taxId', 'code', 'bills']);
const PRODUCT = /^(?:office|microsoft|m|o|windows|sharepoint|dynamics)-?\d{1,4}(?:e\d)?$/i;

function classes(token: string): { count: number; symbol: boolean } {
  const symbol = /[!@#$%^&*()_+={}[\]|\\:;"'<>?~`]/.test(token);
  const count = [/[a-z]/, /[A-Z]/, /\d/].filter((kind) => kind.test(token)).length + Number(symbol);
  return { count, symbol };
}

/** One token of 8 to 64 characters that mixes classes as passwords do and is no order number, address, id or product. */
function isPasswordLike(token: string, asked: string | undefined): boolean {
  if (token.length < 8 || token.length > 64 || !/^[\x21-\x7e]+$/.test(token)) return false;
  if (/^[^@]+@[^@]+\.[a-z]{2,}$/i.test(token) || /^(?:https?:|www\.)/i.test(token) || PRODUCT.test(token)) return false;
  // Order numbers, waybills and tax ids: letters, digits and hyphens, in blocks.
  if (/^[A-Za-z]{0,6}(?:-?[A-Z0-9])*$/.test(token) || /^[A-Za-z]{1,8}[-_#:]?\d[\d-]*$/.test(token)) {
    if (!/^[A-Z]?[a-z]{3,8}\d{2,}$/.test(token) || FREE.has(asked ?? '')) return false;
  }
  if (/^[\d.,:/-]+$/.test(token)) return false;
  const { count, symbol } = classes(token);
  return count >= 3 && (symbol || !FREE.has(asked ?? ''));
}

function secretIn(text: string, asked: string | undefined): string | undefined {
  const lone = text.trim();
  if (!/\s/.test(lone) && isPasswordLike(lone, asked)) return lone;
  const folded = foldAligned(text);
  const original = (start: number, length: number) => text.slice(folded.at[start], folded.at[start + length]);
  const said = SAID.exec(folded.text);
  if (said?.[1] && !notOnes.test(said[1])) {
    const value = trimOf(said[1], undefined, /[.,;!?。，；！？]/);
    const start = folded.text.indexOf(said[1], said.index);
    const typed = original(start, value.length);
    const rest = (said[2] ?? '').trim();
    // "my password is not working": a sentence goes on after a plain word; a password has digits or symbols, or ends it.
    if (/[^\p{L}]/u.test(typed) || rest === '' || /^[,.;，。；]/.test(rest)) {
      if (!/[\p{Script=Han}]/u.test(typed)) return original(start, said[1].length);
    }
  }
  const beside = BESIDE.exec(folded.text);
  if (beside?.[1]) {
    const typed = original(folded.text.indexOf(beside[1], beside.index), beside[1].length);
    const { count } = classes(typed);
    if (/^[\x21-\x7e]+$/.test(typed) && /[\d!@#$%^&*]/.test(typed) && count >= 2 && !PRODUCT.test(typed)) return typed;
  }
  return undefined;
}

/**
 * Whether a message holds what looks like a password. Conservative: order numbers, e-mail addresses and tax ids are none.
 * `asked`: the slot that was asked, since company names and addresses mix classes too.
 */
export const looksLikePassword = (text: string, context: { asked?: string; flow?: string } = {}): boolean =>
  secretIn(text.slice(0, 2000), context.asked) !== undefined;

/** The message with what looks like a password replaced, to be stored. */
export function maskPasswords(text: string, context: { asked?: string; flow?: string } = {}): string {
  const secret = secretIn(text.slice(0, 2000), context.asked);
  // ASVS 5.0 16.2.5: no credentials in logs; the transcript is one. Every place where it stands is masked.
  return secret ? text.replaceAll(secret, () => MASK) : text;
}
