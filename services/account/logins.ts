// Logins: which account an e-mail address signs in to. The pointer is keyed without the address.
import { type Account, bodyOf, keys, type Pointer, typed } from '../../storage/records';
import { claim } from '../../storage/claims';
import type { Stored } from '../../storage/store';
import type { Deps } from '../shared/deps';

export type StoredAccount = Stored<Account>;

/** Addresses are compared and stored without case and outer space. */
export const foldEmail = (email: string): string => email.trim().normalize('NFKC').toLowerCase();

/** `l***@qinghe.example`: enough for its owner to recognise it. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  return `${[...email][0] ?? ''}***${at < 0 ? '' : email.slice(at)}`;
}

export const loginKey = (deps: Deps, email: string) => keys.login(deps.secrets.fingerprint('login', foldEmail(email)));

/**
 * The account of an address. Always two reads, so that an unknown address takes what a known one takes
 * (ASVS 5.0 6.3.8). An address that its account has left leads nowhere, although its claim may still stand.
 */
export async function loginOf(deps: Deps, email: string): Promise<StoredAccount | undefined> {
  const key = loginKey(deps, email);
  const pointer = await deps.store.get(key);
  const { customer, holder } = pointer ? bodyOf('pointer', pointer) : { customer: 'none', holder: key.pk };
  const account = await accountAt(deps, customer, holder);
  return account && foldEmail(account.body.email) === foldEmail(email) ? account : undefined;
}

/** The account's document, also while it is being erased. */
export async function storedAccount(deps: Deps, customer: string, id: string): Promise<StoredAccount | undefined> {
  const found = await deps.store.get(keys.account(customer, id));
  return found && typed('account', found);
}

/** One that is being erased is there for nobody any more. */
export async function accountAt(deps: Deps, customer: string, id: string): Promise<StoredAccount | undefined> {
  const found = await storedAccount(deps, customer, id);
  return found?.body.erasing ? undefined : found;
}

/**
 * Claims an address for an account, for ever; false when it belongs to another one. A claim is free again when its
 * account was never made, or has left the address and can't come back to it by "undo".
 */
export async function claimLogin(deps: Deps, email: string, customer: string, account: string): Promise<boolean> {
  const now = deps.now();
  const knows = async ({ customer: home, holder }: Pointer) => {
    const other = await accountAt(deps, home, holder);
    if (!other) return false;
    const undo = other.body.links.undoEmail;
    return (
      foldEmail(other.body.email) === foldEmail(email) ||
      (undo !== undefined && undo.expiresAt > now && foldEmail(undo.data ?? '') === foldEmail(email))
    );
  };
  const claimed = await claim(deps.store, loginKey(deps, email), { customer, holder: account, now }, knows);
  return claimed.ok;
}
