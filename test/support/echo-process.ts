// The embedded Direct Line with echoing turns as a process of its own, to be killed: DATA_DIR and WEB say where.
import { join } from 'node:path';
import { openSqlite } from '../../storage/sqlite';
import { startDirectLine } from './directline-server';

async function main(): Promise<void> {
  const { DATA_DIR = '', WEB } = process.env;
  const store = await openSqlite({ file: join(DATA_DIR, 'echo.db'), now: () => new Date().toISOString() });
  // A test says in seconds what a person says in a day.
  const most = 1_000_000;
  const limits = { workByConversation: most, workByNetwork: most, workByService: most, tokensByNetwork: most };
  const { port } = await startDirectLine({ store, webFolder: WEB, limits });
  process.stdout.write(`listens on port ${port}\n`);
}

void main();
