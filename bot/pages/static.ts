// A file that never changes while the process runs: compressed once, with an ETag, answered 304 where it is known.
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';

export type Serve = (req: IncomingMessage, res: ServerResponse) => void;

/** Smaller ones do not get smaller. */
const WORTH_PACKING = 512;

/** `headers`: beside length, encoding, ETag and `nosniff`. */
export function staticFile(plain: Buffer, headers: Record<string, string>): Serve {
  const packed = plain.length > WORTH_PACKING ? gzipSync(plain, { level: 9 }) : plain;
  const etag = `"${createHash('sha256').update(plain).digest('base64url').slice(0, 16)}"`;
  // ASVS 5.0 3.4.4
  const common = { ...headers, ETag: etag, Vary: 'Accept-Encoding', 'X-Content-Type-Options': 'nosniff' };
  return (req, res) => {
    if (req.headers['if-none-match'] === etag) {
      res.writeHead(304, common);
      res.end();
      return;
    }
    const gzip = packed !== plain && /\bgzip\b/.test(String(req.headers['accept-encoding'] ?? ''));
    const body = gzip ? packed : plain;
    res.writeHead(200, { ...common, 'Content-Length': body.length, ...(gzip ? { 'Content-Encoding': 'gzip' } : {}) });
    res.end(body);
  };
}
