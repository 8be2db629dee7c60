// The production store: the port's contract, through the real client over HTTP to a stand-in for the service.
import { tempCosmos } from '../support/temp-cosmos';
import { contract } from './contract';

contract('Cosmos DB', () => tempCosmos());
