// Which state a read may show: by the consistency it asks for and the session token that it brings.
import type { PartitionRange } from './documents';
import { badRequest, Refusal } from './errors';

/** From strong to weak. */
export const LEVELS = ['Strong', 'BoundedStaleness', 'Session', 'ConsistentPrefix', 'Eventual'] as const;
export type Consistency = (typeof LEVELS)[number];

export function effectiveLevel(account: Consistency, asked: string | undefined): Consistency {
  if (asked === undefined) return account;
  const level = LEVELS.find((one) => one === asked);
  if (!level) throw badRequest(`Consistency level ${asked} is invalid.`);
  if (LEVELS.indexOf(level) < LEVELS.indexOf(account)) {
    throw badRequest(
      `ConsistencyLevel ${level} specified in the request is invalid when service is configured with consistency level ${account}. Ensure the request consistency level is not stronger than the service consistency level.`,
    );
  }
  return level;
}

export const readsTwice = (level: Consistency): boolean => level === 'Strong' || level === 'BoundedStaleness';

/** The LSN up to which the range is shown. 404/1002 when the token knows more than the range does. */
export function shownLsn(range: PartitionRange, level: Consistency, token: string | undefined): number {
  if (readsTwice(level)) return range.lsn();
  const wanted = level === 'Session' && token ? wantedLsn(token, range.id) : 0;
  if (wanted > range.lsn()) {
    throw new Refusal(404, 'The read session is not available for the input session token.', { substatus: 1002 });
  }
  return Math.max(range.replicated(), wanted);
}

/** Tokens are `range:-1#lsn`, one or several with commas. */
function wantedLsn(token: string, range: string): number {
  let wanted = 0;
  for (const part of token.split(',')) {
    const match = /^(\d+):-1#(\d+)$/.exec(part);
    if (!match) throw badRequest(`The session token provided '${token}' is invalid.`);
    if (match[1] === range) wanted = Math.max(wanted, Number(match[2]));
  }
  return wanted;
}

export const sessionToken = (range: PartitionRange, lsn: number): string => `${range.id}:-1#${lsn}`;
