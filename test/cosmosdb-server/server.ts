// Runs @vercel/cosmosdb-server, another stand-in for Cosmos DB, to compare ours with.
import { installedServer } from '../support/installed-server';

/** It prints a stack for every refusal: nobody reads those. */
const PROGRAM = `
const { createHttpServer } = require(process.argv[2]);
const server = createHttpServer();
server.listen(0, '127.0.0.1', () => process.stdout.write('PORT=' + server.address().port + '\\n'));
`;

export interface OtherServer {
  endpoint: string;
  /** Ends it and removes its folder. */
  stop(): Promise<void>;
}

export async function startOther(): Promise<OtherServer> {
  const { port, stop } = await installedServer({
    name: '@vercel/cosmosdb-server',
    version: '1.0.1',
    program: PROGRAM,
    listening: /PORT=(\d+)/,
  });
  return { endpoint: `http://127.0.0.1:${port}/`, stop };
}
