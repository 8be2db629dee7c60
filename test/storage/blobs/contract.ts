// What every place for files promises: run by each adapter's own test.
import { BlobTooLarge, type Blobs, blobFolder, sha256Of } from '../../../storage/blobs';
import { StoreMisuse } from '../../../storage/store';

export interface BlobRig {
  /** Another client on the same files. */
  open(): Blobs;
  remove(): Promise<void>;
}

const HERE = blobFolder('fapiao', 'customer:contoso');
const THERE = blobFolder('fapiao', 'customer:fabrikam');
const MAX = 1_000_000;
const PDF = Buffer.from('%PDF-1.7\n发票 \0\xff binary');

export function blobContract(name: string, openRig: () => Promise<BlobRig>): void {
  describe(`${name}, as every place for files`, () => {
    let rig: BlobRig;
    let blobs: Blobs;

    beforeEach(async () => {
      rig = await openRig();
      blobs = rig.open();
    });
    afterEach(() => rig.remove());

    const names = async (): Promise<string[]> => {
      const found: string[] = [];
      for await (const { name: one } of blobs.all()) found.push(one);
      return found;
    };

    async function* parts(): AsyncGenerator<Uint8Array> {
      yield PDF.subarray(0, 5);
      yield PDF.subarray(5);
    }
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield PDF;
      throw new Error('the body broke off');
    }

    test('what was put is read back byte by byte, by another client too', async () => {
      const put = await blobs.put(HERE, PDF, MAX);
      expect(put).toEqual({ sha256: sha256Of(PDF), size: PDF.length });
      expect(await rig.open().get(`${HERE}/${put.sha256}`)).toEqual(PDF);
    });

    test('what comes in parts is the same as what comes at once', async () => {
      expect(await blobs.put(HERE, parts(), MAX)).toEqual(await blobs.put(THERE, PDF, MAX));
      expect(await names()).toHaveLength(2);
    });

    test('an empty file is one', async () => {
      const { sha256, size } = await blobs.put(HERE, Buffer.alloc(0), MAX);
      expect(size).toBe(0);
      expect(await blobs.get(`${HERE}/${sha256}`)).toEqual(Buffer.alloc(0));
    });

    test('nobody has what nobody put, nor what is in another folder', async () => {
      const { sha256 } = await blobs.put(HERE, PDF, MAX);
      expect(await blobs.get(`${THERE}/${sha256}`)).toBeUndefined();
    });

    test('the same content again, or twenty times at once, is one file', async () => {
      const all = await Promise.all(Array.from({ length: 20 }, () => rig.open().put(HERE, PDF, MAX)));
      expect(new Set(all.map(({ sha256 }) => sha256))).toEqual(new Set([sha256Of(PDF)]));
      expect(await names()).toEqual([`${HERE}/${sha256Of(PDF)}`]);
    });

    test('as large as allowed is taken; one byte more is refused, and nothing of it is left', async () => {
      await blobs.put(HERE, PDF, PDF.length);
      await expect(blobs.put(THERE, PDF, PDF.length - 1)).rejects.toThrow(BlobTooLarge);
      await expect(blobs.put(THERE, parts(), PDF.length - 1)).rejects.toThrow(BlobTooLarge);
      expect(await names()).toEqual([`${HERE}/${sha256Of(PDF)}`]);
    });

    test('what breaks off on the way leaves nothing, and says why', async () => {
      await expect(blobs.put(HERE, broken(), MAX)).rejects.toThrow('the body broke off');
      expect(await names()).toEqual([]);
    });

    test('one goes by its name, all of a folder by the folder; others stay, and what is gone may go again', async () => {
      const one = await blobs.put(HERE, PDF, MAX);
      await blobs.put(HERE, Buffer.from('two'), MAX);
      await blobs.put(THERE, PDF, MAX);
      await blobs.delete(`${HERE}/${one.sha256}`);
      await blobs.delete(`${HERE}/${one.sha256}`);
      expect(await names()).toHaveLength(2);
      await blobs.delete(HERE);
      await blobs.delete(HERE);
      expect(await names()).toEqual([`${THERE}/${one.sha256}`]);
    });

    test('what was deleted can be put again', async () => {
      const { sha256 } = await blobs.put(HERE, PDF, MAX);
      await blobs.delete(HERE);
      await blobs.put(HERE, PDF, MAX);
      expect(await blobs.get(`${HERE}/${sha256}`)).toEqual(PDF);
    });

    test('all are listed with a time, a folder after the other', async () => {
      for (const folder of [HERE, THERE])
        for (const text of ['a', 'b', 'c']) await blobs.put(folder, Buffer.from(text), MAX);
      const found: { name: string; at: string }[] = [];
      for await (const one of blobs.all()) found.push(one);
      expect(found).toHaveLength(6);
      expect(found.map(({ name: one }) => one)).toEqual(found.map(({ name: one }) => one).toSorted());
      expect(found.every(({ at }) => /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(at))).toBe(true);
    });

    test.each([
      '..',
      '../x',
      `${HERE}/../../fapiao.db`,
      'fapiao',
      '',
      `${HERE}/x`,
      `/${HERE}`,
      `${HERE}/`,
      `${HERE}\0`,
    ])('no name leads out of its place: %j (ASVS 5.0 5.3.2)', async (name) => {
      await expect(blobs.get(name)).rejects.toThrow(StoreMisuse);
      await expect(blobs.delete(name)).rejects.toThrow(StoreMisuse);
      await expect(blobs.put(name, PDF, MAX)).rejects.toThrow(StoreMisuse);
    });
  });
}
