// Several processes on one Cosmos DB account: a stand-in in a process of its own, whose replicas lag.
import { sharedCosmos } from '../support/shared-cosmos';
import { processesOn } from './processes';

processesOn('Cosmos DB', () => sharedCosmos({ lagMs: 100 }), { killed: [] });
