// Files in a folder that goes with the store it belongs to, or with the machine's temporary files.
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Blobs } from '../../storage/blobs';
import { openFolder } from '../../storage/blobs/folder';

/** Nothing is made before a file is put there. */
export const tempBlobs = (directory = join(tmpdir(), `fapiao-blobs-${randomBytes(6).toString('hex')}`)): Blobs =>
  openFolder(join(directory, 'files'));
