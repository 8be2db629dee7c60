// Devices on which somebody has signed in: they have tries of their own, so that strangers' wrong ones lock nobody out.
import type { Deps } from '../shared/deps';
import { foldEmail } from './logins';
import { DAY } from '../../domain/time';

export const DEVICE_DAYS = 180;
/** Accounts that one browser remembers. */
const ACCOUNTS = 5;
/** Longer texts are none of ours. */
const TEXT_MAX = 1000;

/**
 * What the browser keeps, the account of `email` first: for each account an end, a random id and a signature. It names
 * no address, opens nothing, and is worth tries with this address only (OWASP device cookies; ASVS 5.0 6.1.1, 6.3.1).
 */
export function rememberDevice(deps: Deps, before: string | undefined, email: string): string {
  const ends = String(Date.parse(deps.now()) + DEVICE_DAYS * DAY);
  const id = deps.random(12).toString('base64url');
  const entry = [ends, id, deps.secrets.sign('device', signed(email, ends, id))].join('.');
  const others = entries(before).filter((one) => idIn(deps, one, email) === undefined);
  return [entry, ...others].slice(0, ACCOUNTS).join('~');
}

/** The device's id if the account of this address has signed in on it, else undefined. */
export function deviceOf(deps: Deps, kept: string | undefined, email: string): string | undefined {
  for (const entry of entries(kept)) {
    const id = idIn(deps, entry, email);
    if (id) return id;
  }
  return undefined;
}

const entries = (kept: string | undefined): string[] =>
  kept && kept.length <= TEXT_MAX ? kept.split('~').slice(0, ACCOUNTS) : [];

function idIn(deps: Deps, entry: string, email: string): string | undefined {
  const [ends = '', id = '', signature = ''] = entry.split('.');
  const good = deps.secrets.verify('device', signed(email, ends, id), signature);
  return good && Number(ends) > Date.parse(deps.now()) ? id : undefined;
}

const signed = (email: string, ends: string, id: string) => JSON.stringify([foldEmail(email), ends, id]);
