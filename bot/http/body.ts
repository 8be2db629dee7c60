// Reads a request's body up to a limit. What is larger is read away for a while, so that its sender can read the answer.
import type { IncomingMessage } from 'node:http';

/** Of a body that is too large, so much is read before the answer: then a sender that only sends has sent all. */
const DRAIN_LIMIT = 8 * 1024 * 1024;
/** And so long after the answer: cut off earlier, the system would throw the answer away with what was not read. */
const LINGER_MS = 5_000;

/**
 * Hands on a body up to `limit` bytes, piece by piece, waiting where `take` answers a promise; `tooLarge` above, and at once
 * where it is much larger. Nobody has to do anything with the rest: it is dropped, and the connection ends when it does not
 * (ASVS 5.0 15.2.2: what a stranger can make us do has an end). Throws when the body broke off, and what `take` throws.
 */
export function eachPiece(
  req: IncomingMessage,
  limit: number,
  take: (piece: Buffer) => void | Promise<void>,
): Promise<'whole' | 'tooLarge'> {
  return new Promise((resolve, reject) => {
    const drained = Math.max(limit, DRAIN_LIMIT);
    let size = 0;

    function refuse(): void {
      req.off('data', arrived);
      const late = setTimeout(() => req.socket.destroy(), LINGER_MS).unref();
      for (const over of ['end', 'close']) req.once(over, () => clearTimeout(late));
      req.resume();
      resolve('tooLarge');
    }

    function arrived(piece: Buffer): void {
      size += piece.length;
      if (size > drained) return refuse();
      if (size > limit) return;
      const taken = take(piece);
      if (!taken) return;
      req.pause();
      taken.then(() => req.resume(), reject);
    }

    req.once('end', () => resolve(size > limit ? 'tooLarge' : 'whole'));
    req.once('error', reject);
    // After the end it says nothing new.
    req.once('close', () => reject(new Error('the body broke off')));
    if (Number(req.headers['content-length'] ?? 0) > drained) refuse();
    else req.on('data', arrived);
  });
}

/** The whole body, as eachPiece hands it on. */
export async function readBody(req: IncomingMessage, limit: number): Promise<Buffer | 'tooLarge'> {
  const pieces: Buffer[] = [];
  const read = await eachPiece(req, limit, (piece) => void pieces.push(piece));
  return read === 'whole' ? Buffer.concat(pieces) : read;
}
