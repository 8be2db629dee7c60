// Puts an upload into a file of its own for as long as it is read: orders in memory would be as large as whoever sends them likes.
import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eachPiece } from '../http/body';

export type Spooled<T> = { ok: true; value: T } | { ok: false; why: 'tooLarge' | 'brokeOff' };

async function received(
  req: IncomingMessage,
  limit: number,
  file: FileHandle,
): Promise<'whole' | 'tooLarge' | 'brokeOff'> {
  try {
    return await eachPiece(req, limit, async (piece) => {
      await file.writeFile(piece);
    });
  } catch (error) {
    if (req.errored || !req.complete) return 'brokeOff';
    throw error;
  }
}

/** Runs `use` with the path of what was sent; the file is gone afterwards. ASVS 5.0 14.2.4: only this process may read it. */
export async function spooled<T>(
  req: IncomingMessage,
  limit: number,
  use: (path: string) => Promise<T>,
): Promise<Spooled<T>> {
  const folder = await mkdtemp(join(tmpdir(), 'fapiao-import-'));
  try {
    const path = join(folder, 'upload');
    const file = await open(path, 'wx', 0o600);
    let got: Awaited<ReturnType<typeof received>>;
    try {
      got = await received(req, limit, file);
    } finally {
      await file.close();
    }
    return got === 'whole' ? { ok: true, value: await use(path) } : { ok: false, why: got };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
