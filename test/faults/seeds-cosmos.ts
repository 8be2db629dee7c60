// Bugs of the Cosmos DB adapter.
import type { Seed } from './seed';

const SUITE = 'test/storage/cosmos.test.ts';

export const COSMOS_SEEDS: Seed[] = [
  {
    bug: 'a lost answer not resolved',
    file: 'storage/cosmos/commit.ts',
    from: 'const own = unsure && (await ownEtags(pk, bell ? [...items, bell] : items, attempt));',
    to: 'const own = false as false | string[];',
    suite: SUITE,
    title: 'a commit that meets lost is done once, and answers its ETags',
  },
  {
    bug: "another's write taken for one's own",
    file: 'storage/cosmos/commit.ts',
    from: 'if (!there.some((item) => item?.attempt === attempt)) return undefined;',
    to: 'if (!there.some(Boolean)) return undefined;',
    suite: SUITE,
    title: 'somebody else’s write is not taken for the one whose answer was lost',
  },
  {
    bug: 'ETag not sent',
    file: 'storage/cosmos/commit.ts',
    from: ": { operationType: 'Replace', id, resourceBody, ...ifMatch };",
    to: ": { operationType: 'Replace', id, resourceBody };",
    suite: SUITE,
    title: 'replace needs the ETag that is there now',
  },
  {
    bug: 'expiry in the ETag ignored',
    file: 'storage/cosmos/commit.ts',
    from: 'if (write.etag !== undefined && isExpired(readEtag(write.etag), now())) return false;',
    to: '',
    suite: SUITE,
    title: 'replace and delete of an expired document are missing',
  },
  {
    bug: 'a deletion that leaves no mark',
    file: 'storage/cosmos/commit.ts',
    from: 'const bell = items.some(Boolean) ? undefined : bellOf(pk, attempt);',
    to: 'const bell = undefined as ReturnType<typeof bellOf> | undefined;',
    suite: SUITE,
    title: 'of a deletion whose answer is lost it is known that it happened',
  },
  {
    bug: 'a failed connection kept for ever',
    file: 'storage/cosmos.ts',
    from: '        connection = undefined;\n        throw error;',
    to: '        throw error;',
    suite: SUITE,
    title: 'a service that is down (refuse) is StoreDown; when it is back, so is the store',
  },
  {
    bug: 'session tokens not sent',
    file: 'storage/cosmos.ts',
    from: "...(account?.consistencyPolicy === 'Session' ? { consistencyLevel: 'Session' } : {})",
    to: '',
    suite: SUITE,
    title: 'with Session consistency and lagging replicas, what a client wrote or was refused for it reads at once',
  },
  {
    bug: 'the pause that is asked for not kept',
    file: 'storage/cosmos/patience.ts',
    from: 'Math.max(cause.retryAfterMs ?? 0, backoff(tries))',
    to: 'backoff(tries)',
    suite: SUITE,
    title: 'a pause that the service asks for is kept',
  },
  {
    bug: 'a missing container read as a missing document',
    file: 'storage/cosmos/trouble.ts',
    from: "if (status === 404 && substatus === NO_CONTAINER) return new Trouble('missing', 'container');",
    to: '',
    suite: SUITE,
    title: 'no such container is told with the setting',
  },
];
