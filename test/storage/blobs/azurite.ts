// `npm run test:azurite`: the blob port's contract on Azurite, Microsoft's emulator of Azure Blob Storage, and what only a cloud can refuse.
import { randomBytes } from 'node:crypto';
import { blobFolder, sha256Of } from '../../../storage/blobs';
import { openAzure } from '../../../storage/blobs/azure';
import { StoreDown, StoreUnusable } from '../../../storage/store';
import { type InstalledServer, installedServer } from '../../support/installed-server';
import { blobContract } from './contract';

/** The emulator's published account (https://learn.microsoft.com/azure/storage/common/storage-use-azurite): no secret. */
const ACCOUNT = 'devstoreaccount1';
const KEY = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';

// The client asks for a newer version of the service than this one knows; what we use has not changed since.
const PROGRAM = `
const [name] = process.argv.splice(2);
process.argv.push('--blobPort', '0', '--location', 'data', '--skipApiVersionCheck', '--disableTelemetry');
require(name + '/dist/src/blob/main.js');
`;

let azurite: InstalledServer;
let containers = 0;
const newContainer = () => `http://127.0.0.1:${azurite.port}/${ACCOUNT}/files-${(containers += 1)}`;
const HERE = blobFolder('fapiao', 'customer:contoso');
const PDF = Buffer.from('%PDF-1.7');

beforeAll(async () => {
  azurite = await installedServer({
    name: 'azurite',
    version: '3.35.0',
    program: PROGRAM,
    listening: /listens on http:\/\/127\.0\.0\.1:(\d+)/,
  });
});
afterAll(() => azurite.stop());

blobContract('Azure Blob Storage', async () => {
  const containerUrl = newContainer();
  return { open: () => openAzure({ containerUrl, key: KEY }), remove: async () => undefined };
});

test('a container that is not there has no files, and is made at the first one', async () => {
  const blobs = openAzure({ containerUrl: newContainer(), key: KEY });
  expect(await blobs.get(`${HERE}/${sha256Of(PDF)}`)).toBeUndefined();
  await blobs.delete(HERE);
  for await (const { name } of blobs.all()) throw new Error(name);
  await blobs.put(HERE, PDF, 100);
  expect(await blobs.get(`${HERE}/${sha256Of(PDF)}`)).toEqual(PDF);
});

test('a wrong key is said at once, by the name of the setting', async () => {
  const blobs = openAzure({ containerUrl: newContainer(), key: randomBytes(64).toString('base64') });
  const failed = await blobs.put(HERE, PDF, 100).catch((error: unknown) => error);
  expect(failed).toBeInstanceOf(StoreUnusable);
  expect(String(failed)).toContain('FILES_KEY');
});

test('a service that is not there is StoreDown', async () => {
  const containerUrl = `http://127.0.0.1:1/${ACCOUNT}/files`;
  await expect(openAzure({ containerUrl, key: KEY }).put(HERE, PDF, 100)).rejects.toThrow(StoreDown);
});
