// Links to files of fapiao that open without signing in: signed, for one account, for seven days.
import type { FileItem } from '../../domain/bill-view';
import { DAY, later } from '../../domain/time';
import type { Application } from '../../storage/records';
import { accountAt } from '../account/logins';
import { isOpenWith } from '../account/orders';
import type { Deps } from '../shared/deps';
import { no } from '../shared/once';
import { findApplication } from './applications';
import { bytesOf, type FileRow, filesOf } from './files';

/** At least seven: they end with a day (UTC), so that the same question has the same answer all day. */
const LINK_DAYS = 8;
const PURPOSE = 'file';

export interface FileLinkParts {
  number: string;
  sha256: string;
  /** Seconds since 1970. */
  expires: string;
  signature: string;
}

/** The account is in the signature and not in the address: once its application is somebody else's, nothing opens. */
const signed = (number: string, sha256: string, account: string, expires: string): string =>
  JSON.stringify([number, sha256, account, expires]);

export function linksOf(
  { secrets, publicUrl, now }: Pick<Deps, 'secrets' | 'publicUrl' | 'now'>,
  { number, account }: Pick<Application, 'number' | 'account'>,
  rows: readonly FileRow[],
): FileItem[] {
  const expires = String(Math.floor(Date.parse(later(now(), LINK_DAYS * DAY)) / DAY) * (DAY / 1000));
  return rows.map(({ fapiao, type, name, bytes, sha256 }) => {
    const s = secrets.sign(PURPOSE, signed(number, sha256, account, expires));
    const query = new URLSearchParams({ n: number, f: sha256, e: expires, s });
    return { fapiao, type, name, bytes, url: `${publicUrl}/file?${query.toString()}` };
  });
}

/** What a link says, from its query. */
export const linkIn = (query: Record<string, string>): FileLinkParts => ({
  number: query.n ?? '',
  sha256: query.f ?? '',
  expires: query.e ?? '',
  signature: query.s ?? '',
});

/**
 * ASVS 5.0 8.2.2: what a link opens is asked anew each time: the signature, the day, whether the account still has the order,
 * whether the file is still the application's. Refused as `linkDead`, whichever it was.
 */
export async function openFileLink(
  deps: Deps,
  { number, sha256, expires, signature }: FileLinkParts,
): Promise<{ ok: true; row: FileRow; bytes: Buffer } | ReturnType<typeof no>> {
  const dead = no('linkDead');
  if (!/^\d{10}$/.test(expires) || Number(expires) * 1000 <= Date.parse(deps.now())) return dead;
  const found = await findApplication(deps, number);
  if (!found || found.body.closed) return dead;
  const { account, customer, bills } = found.body;
  if (!deps.secrets.verify(PURPOSE, signed(found.body.number, sha256, account, expires), signature)) return dead;
  const holder = await accountAt(deps, customer, account);
  if (!holder || !isOpenWith(holder.body, bills)) return dead;
  const row = (await filesOf(deps, found.body)).find((one) => one.sha256 === sha256);
  return row ? { ok: true, row, bytes: await bytesOf(deps, customer, row) } : dead;
}
