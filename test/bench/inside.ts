// Asks a process of the product what was loaded into it to be asked: `store` (meddle.ts), `inside` (desk-probe.ts).
import { eventually } from '../support/eventually';
import type { ServerProcess } from '../support/server-process';

export async function ask(what: 'store' | 'inside', { child, output }: ServerProcess): Promise<Record<string, number>> {
  const answers = () => [...output().matchAll(new RegExp(`^${what} (\\{.*\\})$`, 'gm'))];
  const known = answers().length;
  child.kill('SIGUSR2');
  await eventually('an answer of the process', () => answers().length > known);
  return JSON.parse(answers().at(-1)?.[1] ?? '{}') as Record<string, number>;
}
