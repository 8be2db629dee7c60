// Files in a folder: the port's contract, and what a folder needs besides.
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { blobFolder } from '../../../storage/blobs';
import { openFolder } from '../../../storage/blobs/folder';
import { StoreDamaged, StoreDown } from '../../../storage/store';
import { blobContract } from './contract';

let directory: string;
const open = () => openFolder(join(directory, 'files'));

blobContract('a folder', async () => {
  const own = mkdtempSync(join(tmpdir(), 'fapiao-files-'));
  return {
    open: () => openFolder(join(own, 'files')),
    async remove() {
      rmSync(own, { recursive: true, force: true });
    },
  };
});

describe('a folder', () => {
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'fapiao-files-'));
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  const HERE = blobFolder('fapiao', 'customer:contoso');
  const PDF = Buffer.from('%PDF-1.7');

  test('who has no files has no folder', async () => {
    const blobs = open();
    expect(await blobs.get(`${HERE}/${'0'.repeat(64)}`)).toBeUndefined();
    expect(existsSync(join(directory, 'files'))).toBe(false);
  });

  test('nobody else on the machine reads them (ASVS 5.0 14.2.4)', async () => {
    const { sha256 } = await open().put(HERE, PDF, 100);
    const paths = ['files', 'files/fapiao', `files/${HERE}`, 'files/.parts'].map((path) => join(directory, path));
    expect(paths.map((path) => statSync(path).mode & 0o777)).toEqual([0o700, 0o700, 0o700, 0o700]);
    expect(statSync(join(directory, 'files', HERE, sha256)).mode & 0o777).toBe(0o600);
  });

  test('a file that was changed on the disk is not handed out', async () => {
    const { sha256 } = await open().put(HERE, PDF, 100);
    writeFileSync(join(directory, 'files', HERE, sha256), '%PDF-1.8');
    await expect(open().get(`${HERE}/${sha256}`)).rejects.toThrow(StoreDamaged);
  });

  test('a part that a dead process left goes at a start a day later; one that is being written stays', async () => {
    await open().put(HERE, PDF, 100);
    const parts = join(directory, 'files', '.parts');
    for (const name of ['dead', 'alive']) writeFileSync(join(parts, name), 'half');
    const yesterday = new Date(Date.now() - 25 * 60 * 60_000);
    utimesSync(join(parts, 'dead'), yesterday, yesterday);
    const blobs = open();
    expect(readdirSync(parts)).toEqual(['alive']);
    const names: string[] = [];
    for await (const { name } of blobs.all()) names.push(name);
    expect(names).toHaveLength(1);
  });

  test('where nothing can be written, the sentence names the setting', async () => {
    writeFileSync(join(directory, 'files'), 'a file in the way');
    const failed = await open()
      .put(HERE, PDF, 100)
      .catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(StoreDown);
    expect(String(failed)).toContain('DATA_DIR');
  });
});
