// Blobs in a folder of this machine, beside the embedded store's file.
import { randomBytes } from 'node:crypto';
import { readdirSync, rmSync, statSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Blobs, checkBlobName, collect, isBlobName, sha256Of } from '../blobs';
import { flush } from '../files';
import { StoreDamaged, StoreDown } from '../store';

/** What is being written; no room has such a name. */
const PARTS = '.parts';
/** An upload takes minutes at most: a part that is older was left by a process that died. */
const DEAD_PART_MS = 24 * 60 * 60_000;

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;

/** `directory` is made at the first write: who has no files has no folder. */
export function openFolder(directory: string): Blobs {
  const place = (name: string): string => join(directory, ...name.split('/'));
  const parts = join(directory, PARTS);
  dropDeadParts(parts);

  async function write(folder: string, bytes: Buffer): Promise<{ sha256: string; size: number }> {
    // ASVS 5.0 14.2.4: nobody else on the machine reads customers' fapiao.
    await mkdir(parts, { recursive: true, mode: 0o700 });
    const part = join(parts, randomBytes(12).toString('hex'));
    const sha256 = sha256Of(bytes);
    try {
      await writeFile(part, bytes, { flag: 'wx', mode: 0o600, flush: true });
      await intoPlace(part, place(`${folder}/${sha256}`));
      return { sha256, size: bytes.length };
    } catch (error) {
      await rm(part, { force: true }).catch(() => undefined);
      throw error;
    }
  }

  return {
    async put(folder, content, max) {
      checkBlobName(folder, 'folder');
      const bytes = await collect(content, max);
      return write(folder, bytes).catch((error: unknown) => {
        throw down(directory, error);
      });
    },

    async get(name) {
      checkBlobName(name, 'name');
      const bytes = await readFile(place(name)).catch((error: unknown) => {
        if (codeOf(error) === 'ENOENT') return undefined;
        throw down(directory, error);
      });
      if (bytes && sha256Of(bytes) !== name.split('/').at(-1))
        throw new StoreDamaged(`a file in ${directory} is not what was put there; restore it from a backup`);
      return bytes;
    },

    async delete(prefix) {
      checkBlobName(prefix, 'either');
      await rm(place(prefix), { recursive: true, force: true }).catch((error: unknown) => {
        throw down(directory, error);
      });
    },

    async *all() {
      for (const room of await namesIn(directory)) {
        if (room === PARTS) continue;
        for (const folder of await namesIn(join(directory, room))) {
          for (const file of await namesIn(join(directory, room, folder))) {
            const name = `${room}/${folder}/${file}`;
            const found = isBlobName(name) ? await stat(place(name)).catch(() => undefined) : undefined;
            if (found) yield { name, at: found.mtime.toISOString() };
          }
        }
      }
    },
  };
}

/** Under its name only when it is whole, and for certain when it is answered. */
async function intoPlace(part: string, to: string): Promise<void> {
  const folder = dirname(to);
  for (let tries = 0; ; tries += 1) {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    try {
      await rename(part, to);
      break;
    } catch (error) {
      // Somebody deleted the folder meanwhile.
      if (codeOf(error) !== 'ENOENT' || tries >= 10) throw error;
    }
  }
  flush(folder);
  flush(dirname(folder));
}

function dropDeadParts(parts: string): void {
  try {
    for (const name of readdirSync(parts)) {
      const part = join(parts, name);
      if (Date.now() - statSync(part).mtimeMs > DEAD_PART_MS) rmSync(part, { force: true });
    }
  } catch {
    // None yet, or another process was faster.
  }
}

const namesIn = async (directory: string): Promise<string[]> =>
  (await readdir(directory).catch((): string[] => [])).toSorted();

const down = (directory: string, cause: unknown): Error =>
  new StoreDown(`the files' folder ${directory} (DATA_DIR) cannot be used`, { cause });
