// Settings of where data lies when it is not on this machine: Cosmos DB, and Azure Blob Storage for files.
import { z } from 'zod';
import type { AzureBlobSettings } from '../../storage/blobs/settings';
import type { CosmosSettings } from '../../storage/cosmos/settings';

/** https://learn.microsoft.com/rest/api/cosmos-db/create-a-database */
const COSMOS_ID = /^[^/\\?#]{1,255}(?<! )$/;

/** Account and container: https://learn.microsoft.com/rest/api/storageservices/naming-and-referencing-containers--blobs--and-metadata */
const isContainer = (address: string): boolean =>
  URL.canParse(address) &&
  /^(?:\/[a-z0-9]+)?\/[a-z0-9](?:-?[a-z0-9]){2,62}$/.test(new URL(address).pathname) &&
  !new URL(address).search;

export const STORES = {
  COSMOS_ENDPOINT: [
    z.url({ protocol: /^https?$/ }).optional(),
    'the address of a Cosmos DB account, for example https://fapiao.documents.azure.cn:443/',
  ],
  COSMOS_KEY: [z.base64().optional(), 'a key of that account; empty: Entra ID'],
  COSMOS_DATABASE: [z.string().regex(COSMOS_ID).optional(), 'the name of a database'],
  COSMOS_CONTAINER: [z.string().regex(COSMOS_ID).optional(), 'the name of a container'],
  FILES_CONTAINER_URL: [
    z
      .url({ protocol: /^https?$/ })
      .refine(isContainer)
      .optional(),
    'the address of a container of Azure Blob Storage, for example https://fapiao.blob.core.chinacloudapi.cn/files',
  ],
  FILES_KEY: [z.base64().optional(), 'a key of that storage account; empty: Entra ID'],
} as const satisfies Record<string, readonly [z.ZodType, string]>;

export const STORE_SECRETS = ['COSMOS_KEY', 'FILES_KEY'];

type Set = { [K in keyof typeof STORES]: z.infer<(typeof STORES)[K][0]> };

/** Values that fit alone and not together, a line each. */
export function storeProblems(set: Set & { NODE_ENV: string }): string[] {
  const problems: string[] = [];
  const alone = (name: keyof Set, needs: keyof Set, wants: string) => {
    if (set[name] && !set[needs]) problems.push(`${needs}: got nothing, wants ${wants} as ${name} is set`);
  };
  for (const name of ['COSMOS_KEY', 'COSMOS_DATABASE', 'COSMOS_CONTAINER'] as const)
    alone(name, 'COSMOS_ENDPOINT', 'the address of the account');
  alone('FILES_KEY', 'FILES_CONTAINER_URL', 'the address of the container');
  // ASVS 5.0 12.3.1: customers' data goes over encrypted connections only.
  for (const name of ['COSMOS_ENDPOINT', 'FILES_CONTAINER_URL'] as const)
    if (set.NODE_ENV === 'production' && set[name]?.startsWith('http:'))
      problems.push(`${name}: got an http address, production wants https`);
  return problems;
}

/** What is configured; nothing where nothing is. The names are those that `npm run store -- setup` gives where none are set. */
export function storesOf(set: Set): { cosmos?: CosmosSettings; files?: AzureBlobSettings } {
  const { COSMOS_ENDPOINT: endpoint, FILES_CONTAINER_URL: containerUrl } = set;
  const cosmos = endpoint && {
    endpoint,
    ...(set.COSMOS_KEY ? { key: set.COSMOS_KEY } : {}),
    database: set.COSMOS_DATABASE ?? 'fapiao',
    container: set.COSMOS_CONTAINER ?? 'fapiao',
  };
  const files = containerUrl && { containerUrl, ...(set.FILES_KEY ? { key: set.FILES_KEY } : {}) };
  return { ...(cosmos ? { cosmos } : {}), ...(files ? { files } : {}) };
}
