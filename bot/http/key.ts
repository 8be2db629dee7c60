// Keys of programs that call us: those of the configuration, as `Authorization: Bearer`.
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { bearer } from './caller';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Answers whether a request brings one of `keys`. ASVS 5.0 11.2.4: all are compared, in the same time, whatever is right of one. */
export function createKeyCheck(keys: readonly string[]): (req: IncomingMessage) => boolean {
  const wanted = keys.map(digest);
  return (req) => {
    const given = bearer(req);
    if (given === undefined) return false;
    const sum = digest(given);
    return wanted.map((key) => timingSafeEqual(key, sum)).includes(true);
  };
}
