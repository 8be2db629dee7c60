// Blobs in a container of Azure Blob Storage, for several machines. The only file that loads its client library.
import {
  ContainerClient,
  RestError,
  StorageSharedKeyCredential,
  type StoragePipelineOptions,
} from '@azure/storage-blob';
import { type Blobs, checkBlobName, collect, isBlobName, sha256Of } from '../blobs';
import { identity } from '../identity';
import { StoreBusy, StoreDamaged, StoreDown, StoreUnusable } from '../store';
import type { AzureBlobSettings } from './settings';

const OPTIONS: StoragePipelineOptions = {
  retryOptions: { maxTries: 4, tryTimeoutInMs: 15_000, retryDelayInMs: 200, maxRetryDelayInMs: 3_000 },
  userAgentOptions: { userAgentPrefix: 'fapiao-assistant' },
};

/** Nothing is asked before the first call. */
export function openAzure({ containerUrl, key }: AzureBlobSettings): Blobs {
  const credential = key ? new StorageSharedKeyCredential(accountOf(containerUrl), key) : identity(containerUrl);
  const container = new ContainerClient(containerUrl, credential, OPTIONS);

  return {
    async put(folder, content, max) {
      checkBlobName(folder, 'folder');
      const bytes = await collect(content, max);
      const sha256 = sha256Of(bytes);
      await asked(() => create(container, `${folder}/${sha256}`, bytes));
      return { sha256, size: bytes.length };
    },

    async get(name) {
      checkBlobName(name, 'name');
      const bytes = await asked(() =>
        container
          .getBlobClient(name)
          .downloadToBuffer()
          .catch((error: unknown) => (statusOf(error) === 404 ? undefined : Promise.reject(error))),
      );
      if (bytes && sha256Of(bytes) !== name.split('/').at(-1))
        throw new StoreDamaged('a file in FILES_CONTAINER_URL is not what was put there; restore it from a backup');
      return bytes;
    },

    async delete(prefix) {
      checkBlobName(prefix, 'either');
      if (isBlobName(prefix)) return void (await asked(() => container.getBlobClient(prefix).deleteIfExists()));
      await asked(async () => {
        try {
          for await (const { name } of container.listBlobsFlat({ prefix: `${prefix}/` }))
            await container.getBlobClient(name).deleteIfExists();
        } catch (error) {
          if (statusOf(error) !== 404) throw error;
        }
      });
    },

    async *all() {
      try {
        for await (const { name, properties } of container.listBlobsFlat())
          if (isBlobName(name)) yield { name, at: properties.lastModified.toISOString() };
      } catch (error) {
        if (statusOf(error) !== 404) throw asStoreError(error);
      }
    },
  };
}

/** `If-None-Match: *`: what is there has the same content, as its name says. */
async function create(container: ContainerClient, name: string, bytes: Buffer): Promise<void> {
  const upload = () =>
    container
      .getBlockBlobClient(name)
      .upload(bytes, bytes.length, { conditions: { ifNoneMatch: '*' } })
      .catch((error: unknown) => (codeOf(error) === 'BlobAlreadyExists' ? undefined : Promise.reject(error)));
  try {
    await upload();
  } catch (error) {
    if (codeOf(error) !== 'ContainerNotFound') throw error;
    await container.createIfNotExists();
    await upload();
  }
}

const statusOf = (error: unknown): number | undefined => (error instanceof RestError ? error.statusCode : undefined);
const codeOf = (error: unknown): string | undefined => (error instanceof RestError ? error.code : undefined);

async function asked<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw asStoreError(error);
  }
}

function asStoreError(cause: unknown): Error {
  const status = statusOf(cause);
  if (status === 401 || status === 403)
    return new StoreUnusable(
      'Azure Blob Storage refuses this process: FILES_KEY is not a key of the account that FILES_CONTAINER_URL names or, without one, its identity has no role for data there',
      { cause },
    );
  if (status === 429 || codeOf(cause) === 'ServerBusy')
    return new StoreBusy('Azure Blob Storage was asked too much at once', { cause });
  return new StoreDown(
    `Azure Blob Storage (FILES_CONTAINER_URL) did not answer (${status ?? codeOf(cause) ?? 'no connection'})`,
    {
      cause,
    },
  );
}

/** The first label of the host; an emulator's address has it as the first part of its path. */
function accountOf(containerUrl: string): string {
  const { hostname, pathname } = new URL(containerUrl);
  const parts = pathname.split('/').filter(Boolean);
  return (parts.length > 1 ? parts[0] : hostname.split('.')[0]) ?? '';
}
