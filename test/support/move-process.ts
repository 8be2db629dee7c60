// A real process for the tests of moving data: exports or imports, and is killed on the way.
import { openArchive } from '../../storage/move/archive';
import { exportStore } from '../../storage/move/export';
import { transfer } from '../../storage/move/transfer';
import { openSqlite } from '../../storage/sqlite';

const [work, file, archive] = process.argv.slice(2) as [string, string, string];
const now = (): string => '2026-11-28T12:00:00.000Z';
const progress = (documents: number): void => void process.send?.({ documents });

async function run(): Promise<void> {
  const store = await openSqlite({ file, now });
  if (work === 'export') await exportStore({ store, file: archive, origin: 'o', now, progress });
  else {
    const opened = await openArchive(archive);
    if (!opened.ok) throw new Error(opened.fault.code);
    const report = (step: string, documents: number) => (step === 'written' ? progress(documents) : undefined);
    await transfer({ source: opened.source, target: store, mode: 'empty', now, progress: report });
  }
  process.send?.({ done: true });
  await store.close();
  process.disconnect();
}

void run();
