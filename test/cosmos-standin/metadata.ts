// Requests about the account, databases, containers, their ranges and their throughput.
import type { Answer, Service } from './service';
import type { Call } from './calls';
import { charges } from './charges';
import { badRequest, notServed, Refusal } from './errors';
import { nameOf, type Container, type ContainerBody, type Offer } from './resources';

const answer = (status: number, body?: object, headers: Record<string, string> = {}): Answer => ({
  status,
  ...(body && { body: JSON.stringify(body) }),
  headers,
  charge: charges.metadata,
});

export function account({ options }: Service, call: Call): Answer {
  const scheme = options.secure ? 'https' : 'http';
  const region = { name: options.region, databaseAccountEndpoint: `${scheme}://${call.header('host')}/` };
  return answer(200, {
    _self: '',
    id: options.account,
    _rid: `${options.account}.standin`,
    media: '//media/',
    addresses: '//addresses/',
    _dbs: '//dbs/',
    writableLocations: [region],
    readableLocations: [region],
    enableMultipleWriteLocations: false,
    enablePerPartitionFailoverBehavior: false,
    userReplicationPolicy: { asyncReplication: false, minReplicaSetSize: 3, maxReplicasetSize: 4 },
    userConsistencyPolicy: { defaultConsistencyLevel: options.consistency },
    systemReplicationPolicy: { minReplicaSetSize: 3, maxReplicasetSize: 4 },
    readPolicy: { primaryReadCoefficient: 1, secondaryReadCoefficient: 1 },
    queryEngineConfiguration: JSON.stringify({ maxSqlQueryInputLength: 524288, maxJoinsPerSqlQuery: 10 }),
  });
}

export function database(service: Service, call: Call): Answer {
  const { resources } = service;
  if (call.method === 'POST') {
    const id = nameOf((call.json as { id?: unknown } | undefined)?.id);
    return answer(201, resources.createDatabase(id, offerOf(service, call)).resource());
  }
  const found = resources.database(call.database ?? '');
  if (call.method === 'DELETE') {
    resources.databases.delete(found.id);
    return answer(204);
  }
  return answer(200, found.resource());
}

export function container(service: Service, call: Call): Answer {
  const { resources } = service;
  if (call.method === 'POST') {
    const owner = resources.database(call.database ?? '');
    const made = resources.createContainer(owner, bodyOf(call), offerOf(service, call));
    return answer(201, made.resource(), ownerHeaders(made));
  }
  const found = resources.container(call.database ?? '', call.container ?? '');
  if (call.method === 'DELETE') {
    resources.database(call.database ?? '').containers.delete(found.id);
    return answer(204);
  }
  if (call.method === 'PUT') {
    const body = bodyOf(call);
    if (body.id !== found.id) throw badRequest('The id of a container cannot be changed.');
    found.replace(body);
  }
  return answer(200, found.resource(), ownerHeaders(found));
}

/** The client keeps session tokens by these two. */
export const ownerHeaders = ({ link, rid }: Container): Record<string, string> => ({
  'x-ms-alt-content-path': encodeURI(link),
  'x-ms-content-path': rid,
});

function bodyOf({ json }: Call): ContainerBody {
  if (typeof json !== 'object' || json === null)
    throw badRequest('The request payload is invalid. Ensure to provide a valid request payload.');
  return json as ContainerBody;
}

export function pkranges({ resources }: Service, call: Call): Answer {
  const found = resources.container(call.database ?? '', call.container ?? '', true);
  const ranges = found.ranges.map(({ id, min, max }, n) => ({
    _rid: `${found.rid.replace(/=$/, '')}${n}`,
    id,
    _etag: `"range-${id}"`,
    minInclusive: min,
    maxExclusive: max,
    ridPrefix: n,
    _self: `${found.self}pkranges/${id}/`,
    throughputFraction: 1 / found.ranges.length,
    status: 'online',
    parents: [],
    _ts: 0,
  }));
  return answer(200, { _rid: found.rid, PartitionKeyRanges: ranges, _count: ranges.length }, ownerHeaders(found));
}

const SMALLEST = 400;

function offerOf({ options }: Service, call: Call): Offer | undefined {
  const throughput = call.header('x-ms-offer-throughput');
  const autoscale = call.header('x-ms-cosmos-offer-autopilot-settings');
  if (throughput === undefined && autoscale === undefined) return undefined;
  if (options.serverless)
    throw badRequest('Setting offer throughput or autopilot on container is not supported for serverless accounts.');
  if (throughput !== undefined) {
    const units = Number(throughput);
    if (!(units >= SMALLEST && units % 100 === 0))
      throw badRequest(
        `The offer should have valid throughput values between ${SMALLEST} and 1000000 inclusive in increments of 100.`,
      );
    return { throughput: units };
  }
  const { maxThroughput } = JSON.parse(autoscale ?? '{}') as { maxThroughput?: unknown };
  if (!(typeof maxThroughput === 'number' && maxThroughput >= 1000 && maxThroughput % 1000 === 0)) {
    throw badRequest(
      'The offer should have valid autoscale max throughput values between 1000 and 1000000 inclusive in increments of 1000.',
    );
  }
  return { maxThroughput };
}

const OFFER_QUERY = /^SELECT \* from root where root\.resource = "(dbs\/[^"/]+\/(?:colls\/[^"/]+\/)?)"$/;

/** The one query for offers that the client makes: by the resource's own link. */
export function offer({ resources, options }: Service, call: Call): Answer {
  const { query } = (call.json ?? {}) as { query?: unknown };
  const link = typeof query === 'string' ? OFFER_QUERY.exec(query)?.[1] : undefined;
  if (link === undefined) throw notServed('another query for offers');
  if (options.serverless)
    throw new Refusal(400, 'Reading or replacing offers is not supported for serverless accounts.');
  const owner = [...resources.databases.values()].find(({ rid }) => link.startsWith(`dbs/${rid}/`));
  const found = owner && [...owner.containers.values()].find(({ self }) => self === link);
  // A container without its own shares the database's; with neither it has the smallest.
  const units = found ? (found.offer ?? (owner?.offer ? undefined : { throughput: SMALLEST })) : owner?.offer;
  const offers = units ? [offerResource(link, found?.rid ?? owner?.rid ?? '', units)] : [];
  return answer(200, { _rid: '', Offers: offers, _count: offers.length });
}

function offerResource(resource: string, rid: string, { throughput, maxThroughput }: Offer): object {
  const id = Buffer.from(rid).toString('hex').slice(-8);
  const content =
    maxThroughput === undefined
      ? { offerThroughput: throughput }
      : { offerThroughput: maxThroughput / 10, offerAutopilotSettings: { maxThroughput } };
  return {
    resource,
    offerType: 'Invalid',
    offerVersion: 'V2',
    offerResourceId: rid,
    content,
    id,
    _rid: id,
    _self: `offers/${id}/`,
    _etag: `"${id}"`,
    _ts: 0,
  };
}
