// The container as it is made, and what is said of one that differs.
import type { ContainerDefinition, DatabaseAccount } from '@azure/cosmos';
import { definitionOf, differences, unusable } from '../../../storage/cosmos/definition';

const account = { consistencyPolicy: 'BoundedStaleness', enableMultipleWritableLocations: false } as DatabaseAccount;
const made = definitionOf('fapiao');

test('what setup makes has no difference, and can be used', () => {
  expect(differences(made, account)).toEqual([]);
  expect(unusable(made, account)).toBeUndefined();
});

test.each<[string, Partial<ContainerDefinition>, Partial<DatabaseAccount>]>([
  ['not indexed', { indexingPolicy: { includedPaths: [], excludedPaths: [{ path: '/*' }] } }, {}],
  [
    'more than /lists/* is indexed',
    { indexingPolicy: { indexingMode: 'consistent', includedPaths: [{ path: '/*' }] } },
    {},
  ],
  ['the indexing mode is none', { indexingPolicy: { ...made.indexingPolicy, indexingMode: 'none' } }, {}],
  ['time to live is off', { defaultTtl: undefined }, {}],
  ['time to live is 3600', { defaultTtl: 3600 }, {}],
  ['Session consistency', {}, { consistencyPolicy: 'Session' as DatabaseAccount['consistencyPolicy'] }],
  ['several regions', {}, { enableMultipleWritableLocations: true }],
])('%s: one sentence says so', (said, container, of) => {
  expect(differences({ ...made, ...container }, Object.assign(Object.create(account), of))).toEqual([
    expect.stringContaining(said),
  ]);
});

test.each<[string, Partial<ContainerDefinition>, string]>([
  [
    'partition key is /tenant',
    { partitionKey: { paths: ['/tenant'] } as ContainerDefinition['partitionKey'] },
    'Strong',
  ],
  ['consistency is Eventual', {}, 'Eventual'],
  ['consistency is ConsistentPrefix', {}, 'ConsistentPrefix'],
])('%s: it can not be used, and the sentence says what to do', (said, container, consistencyPolicy) => {
  const why = unusable({ ...made, ...container }, { consistencyPolicy } as DatabaseAccount);
  expect(why).toContain(said);
});
