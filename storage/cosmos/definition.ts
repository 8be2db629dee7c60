// The container as the product needs it, and what differs in one that is there.
import type { ContainerDefinition, DatabaseAccount, IndexingPolicy } from '@azure/cosmos';

/** Only the lists are ever asked for: every other indexed path would cost request units with each write. */
const INDEXING: IndexingPolicy = {
  indexingMode: 'consistent',
  automatic: true,
  includedPaths: [{ path: '/lists/*' }],
  excludedPaths: [{ path: '/*' }, { path: '/"_etag"/?' }],
};

/** -1: documents go by their own `ttl`, and stay without one. */
const OWN_TTL = -1;

export const definitionOf = (id: string): ContainerDefinition => ({
  id,
  partitionKey: { paths: ['/pk'], version: 2 } as ContainerDefinition['partitionKey'],
  indexingPolicy: INDEXING,
  defaultTtl: OWN_TTL,
});

const pathsOf = (paths: { path?: string }[] = []): string[] => paths.map(({ path }) => path ?? '').toSorted();

/** A sentence for each difference that costs money or promises; none: it is as `setup` makes it. */
export function differences(found: ContainerDefinition, account: DatabaseAccount): string[] {
  const { includedPaths, excludedPaths, indexingMode } = found.indexingPolicy ?? {};
  const told: string[] = [];
  const indexed = pathsOf(includedPaths);
  if (!indexed.includes('/lists/*') && !indexed.includes('/*'))
    told.push('the lists are not indexed (/lists/*): they can not be read in their order');
  else if (indexingMode !== 'consistent') told.push(`the indexing mode is ${indexingMode}, not consistent`);
  else if (indexed.length > 1 || !pathsOf(excludedPaths).includes('/*'))
    told.push('more than /lists/* is indexed: every write costs more request units');
  if (found.defaultTtl !== OWN_TTL)
    told.push(
      `the time to live is ${found.defaultTtl ?? 'off'}, not -1: expired documents are never deleted, or live ones are`,
    );
  if (account.consistencyPolicy === 'Session')
    told.push(
      'the account has Session consistency: what one process wrote another may miss for a moment; several processes want Bounded staleness or Strong',
    );
  if (account.enableMultipleWritableLocations)
    told.push('the account is written in several regions: only one of them is used');
  return told;
}

/** What no waiting mends; undefined when it can be used. */
export function unusable(found: ContainerDefinition, account: DatabaseAccount): string | undefined {
  const paths = found.partitionKey?.paths ?? [];
  if (paths.join() !== '/pk')
    return `the container's partition key is ${paths.join(', ') || 'none'}, not /pk: name another one (COSMOS_CONTAINER), then npm run store -- setup`;
  if (/Eventual|ConsistentPrefix/.test(account.consistencyPolicy))
    return `the account's consistency is ${account.consistencyPolicy}; set Session, Bounded staleness or Strong`;
  return undefined;
}
