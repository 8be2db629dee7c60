// Files of fapiao on both stores: added once, compared, listed, removed, erased with their person; bytes without a row are cleared away.
import { eraseBeside } from '../../../services/privacy/erase-desk';
import { sweepFiles } from '../../../services/application/file-sweep';
import { addFile, bytesOf, filesOf, removeFile } from '../../../services/application/files';
import { findApplication } from '../../../services/application/applications';
import { blobFolder } from '../../../storage/blobs';
import { everyIn } from '../../../storage/every';
import { bodyOf } from '../../../storage/records';
import { DAY, later } from '../../../domain/time';
import { grounds, type Name } from '../../support/canaries';
import { createWorldOn, type Ground, type World } from '../../support/fapiao-world';
import { ofd, pdf, zipBomb } from '../../support/fapiao-files';
import { FAPIAO, issued, xmlOf } from '../../support/issued';

const CLERK = { id: 's1', name: 'Li Lei' };

describe.each(Object.keys(grounds) as Name[])('on %s', (name) => {
  let ground: Ground;
  let world: World<Ground>;
  let number: string;
  beforeEach(async () => {
    ground = await grounds[name]();
    world = await createWorldOn(ground);
    ({ number } = await issued(world.deps));
  });
  afterEach(() => ground.remove());

  const add = (bytes: Uint8Array, more: { name?: string; fapiao?: string } = {}, deps = world.deps) =>
    addFile(deps, CLERK, { number, fapiao: FAPIAO, name: 'fapiao.pdf', bytes, ...more });
  const refusal = async (bytes: Uint8Array, more = {}) => {
    const added = await add(bytes, more);
    return added.ok ? 'added' : added.reason.code;
  };
  const stored = async () => {
    const found = await findApplication(world.deps, number);
    if (!found) throw new Error('no application');
    return found;
  };
  const names = async () => (await filesOf(world.deps, (await stored()).body)).map((row) => row.name);
  const blobs = async () => {
    const all: string[] = [];
    for await (const one of world.deps.blobs.all()) all.push(one.name);
    return all;
  };
  const deeds = async () => {
    const all: { action: string; name: string }[] = [];
    for await (const doc of everyIn(world.store, 'trail', { prefix: `${number}#` })) {
      const { action, name: who } = bodyOf('audit', doc);
      all.push({ action, name: who });
    }
    return all;
  };

  test('PDF, OFD and XML are added, named by what they are, read back whole, and audited', async () => {
    expect(await refusal(pdf(), { name: 'C:\\fapiao\\October.PDF' })).toBe('added');
    expect(await refusal(ofd(), { name: '../../../etc/passwd' })).toBe('added');
    expect(await refusal(xmlOf(), { name: '' })).toBe('added');
    expect(await names()).toEqual(['passwd.ofd', 'October.pdf', `${FAPIAO}.xml`]);
    const { body } = await stored();
    for (const row of await filesOf(world.deps, body))
      expect([pdf(), ofd(), xmlOf()]).toContainEqual(await bytesOf(world.deps, body.customer, row));
    expect(await deeds()).toEqual(Array(3).fill({ action: 'application.addFile', name: 'Li Lei' }));
  });

  test('the same again changes nothing; another of the type is refused until the first is removed', async () => {
    const first = await add(pdf('one'));
    expect(await add(pdf('one'), { name: 'again.pdf' })).toEqual(first);
    expect(await refusal(pdf('two'))).toBe('fileThere');
    expect(await deeds()).toHaveLength(1);
    const id = first.ok ? first.file.id : '';
    expect(await removeFile(world.deps, CLERK, { number, sha256: id, text: 'wrong page' })).toEqual({ ok: true });
    expect(await refusal(pdf('two'))).toBe('added');
    expect(await removeFile(world.deps, CLERK, { number, sha256: id })).toMatchObject({
      reason: { code: 'fileUnknown' },
    });
  });

  test('of ten uploads at once by two processes one is in, and the others hear which', async () => {
    const other = await world.other();
    const all = await Promise.all(
      Array.from({ length: 10 }, (_, n) => add(pdf(String(n % 5)), {}, n % 2 ? other : world.deps)),
    );
    const ids = new Set(all.flatMap((one) => (one.ok ? [one.file.id] : [])));
    expect(ids.size).toBe(1);
    expect(all.filter((one) => !one.ok).every((one) => !one.ok && one.reason.code === 'fileThere')).toBe(true);
    expect(await names()).toHaveLength(1);
    expect(await deeds()).toHaveLength(1);
  });

  test('an XML that says something else is refused with both values, and leaves nothing', async () => {
    const added = await add(xmlOf({ taxId: '91310115591693857A', amount: '13680.00' }));
    expect(added).toMatchObject({
      ok: false,
      reason: { code: 'fileDiffers', params: { list: '91310115591693856A ≠ 91310115591693857A; 1368.00 ≠ 13680.00' } },
      differences: [{ field: 'taxId' }, { field: 'amount' }],
    });
    expect([await names(), await blobs(), await deeds()]).toEqual([[], [], []]);
  });

  test('a bomb, half a file, another fapiao and another application are refused, and leave nothing', async () => {
    expect(await refusal(zipBomb())).toBe('fileBomb');
    expect(await refusal(pdf().subarray(0, 12))).toBe('fileHalf');
    expect(await refusal(pdf(), { fapiao: '26312000000012345679' })).toBe('fileFapiao');
    expect(await refusal(pdf(), { fapiao: '' })).toBe('fileFapiao');
    const elsewhere = await addFile(world.deps, CLERK, {
      number: 'FP-2611-9999',
      fapiao: FAPIAO,
      name: '',
      bytes: pdf(),
    });
    expect(elsewhere).toMatchObject({ reason: { code: 'applicationUnknown' } });
    expect([await names(), await blobs()]).toEqual([[], []]);
  });

  test('bytes whose row is gone, or never came, are cleared away after a day; what a row names stays', async () => {
    await add(pdf());
    const folder = blobFolder('fapiao', (await stored()).pk);
    const kept = await blobs();
    await world.deps.blobs.put(folder, Buffer.from('the process died here'), 100);
    const real = new Date().toISOString();
    const at = (ms: number) => ({ ...world.deps, now: () => later(real, ms) });
    expect(await sweepFiles(at(DAY / 2))).toBe(0);
    expect(await sweepFiles(at(2 * DAY))).toBe(1);
    expect(await blobs()).toEqual(kept);
    const [row] = await filesOf(world.deps, (await stored()).body);
    await removeFile(world.deps, CLERK, { number, sha256: row?.sha256 ?? '' });
    expect(await sweepFiles(at(2 * DAY))).toBe(1);
    expect(await blobs()).toEqual([]);
  });

  test('with their person they go at once, bytes and rows', async () => {
    await add(pdf());
    await add(xmlOf());
    const { pk } = await stored();
    await eraseBeside(world.deps, pk, number);
    expect([await names(), await blobs()]).toEqual([[], []]);
  });
});
