// `npm run bench -- cosmos`, first part: what turns ask of Cosmos DB, in requests and in request units by the documented sizes.
import { bodyOf, type Header, keys, record } from '../../storage/records';
import type { Standin } from '../cosmos-standin/server';
import { openStage, type Stage } from '../conversations/stage';
import { tempCosmos } from '../support/temp-cosmos';

const STATE_BYTES = 2048;
const CONVERSATION = 'test:conversation';
const print = (line: string): void => void process.stdout.write(`${line}\n`);

async function measured(standin: Standin, what: string, work: () => Promise<unknown>): Promise<void> {
  standin.stats.reset();
  await work();
  const { log } = standin.stats.read();
  // The stage looks at the conversation's state after each turn: that is not the product's.
  if (log.at(-1)?.op === 'read' && log.at(-1)?.id === 'header') log.pop();
  const ops = [...new Set(log.map(({ op }) => op))];
  const counts = ops.map((op) => `${log.filter((one) => one.op === op).length} ${op}`);
  const units = log.reduce((sum, { charge }) => sum + charge, 0);
  print(`${what.padEnd(46)}${units.toFixed(1).padStart(8)}   ${counts.join(', ')}`);
}

/** The state as large as the goal counts with; what pads it is carried along like everything else in it. */
async function pad(stage: Stage): Promise<void> {
  const { store } = stage.world;
  const found = await store.get(keys.header(CONVERSATION));
  if (!found) throw new Error('the conversation has no header');
  const { etag, ...doc } = found;
  const header: Header = bodyOf('header', found);
  const state = { ...(header.state as object), padding: '' };
  state.padding = 'x'.repeat(STATE_BYTES - JSON.stringify(state).length);
  const padded = record('header', keys.header(CONVERSATION), { ...header, state });
  const written = await store.commit(doc.pk, [{ op: 'replace', doc: { ...doc, body: padded.body }, etag }]);
  if (!written.ok) throw new Error(written.why);
}

async function main(consistency: 'Session' | 'Strong'): Promise<void> {
  print(`\n${consistency} consistency, request units`);
  await guest(await onCosmos(consistency));
  await customer('oneOpen', await onCosmos(consistency));
  await customer('many', await onCosmos(consistency));
}

const onCosmos = (consistency: 'Session' | 'Strong') => tempCosmos({ consistency, ranges: 1 });
type Ground = Awaited<ReturnType<typeof onCosmos>>;

async function guest(ground: Ground): Promise<void> {
  const stage = await openStage({ bills: 'oneOpen' }, 'zh-CN', { ground });
  await pad(stage);
  await measured(ground.standin, `ordinary turn, ${STATE_BYTES} bytes of state`, () =>
    stage.say('专票和普票有什么区别？'),
  );
  const kept = JSON.stringify(await stage.state()).length;
  if (kept < STATE_BYTES) throw new Error(`the state shrank to ${kept} bytes`);
  const { store } = stage.world;
  const { pk } = keys.header(CONVERSATION);
  await measured(ground.standin, 'page of a list, one partition', () => store.list('log', { pk, limit: 8 }));
  await measured(ground.standin, 'page of a list, all partitions, empty', () =>
    store.list('due', { to: '2', limit: 8 }),
  );
  await stage.close();
}

async function customer(bills: 'oneOpen' | 'many', ground: Ground): Promise<void> {
  const stage = await openStage({ bills, signedIn: true, prefilled: 'digital' }, 'zh-CN', { ground });
  const many = bills === 'many' ? '14 bills' : '1 bill';
  await measured(ground.standin, `turn that reads account and bills, ${many}`, () => stage.say('所有账单都开票'));
  await measured(ground.standin, `submitting turn, ${many}`, () => stage.say('确认'));
  if (bills === 'oneOpen')
    await measured(ground.standin, 'step of the service centre with its notice', () => stage.moved('start'));
  await stage.close();
}

main('Session')
  .then(() => main('Strong'))
  .catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(1);
  });
