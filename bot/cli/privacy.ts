// `npm run privacy -- …`: what a person may ask for by law: a copy of their data, and its erasure. Works while servers run.
import { openSync, closeSync, writeSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Deps } from '../../services/shared/deps';
import { eraseOrdered } from '../../services/privacy/erase';
import { findAccount, FORGET, forgetAccount, forgetAddress, forgetPlan } from '../../services/privacy/forget';
import { maskEmail } from '../../services/account/logins';
import { finish } from '../../storage/dues';
import { bodyOf } from '../../storage/records';
import { createEraseConversation } from '../privacy/erase-conversation';
import { exportAddress, exportPerson } from '../privacy/export-person';
import { type Cli, fail, print, runCli } from './open';
import { PRIVACY_HELP, PRIVACY_WORDS as WORDS, reasonLine } from './words-privacy';

const OPTIONS = { help: { type: 'boolean', short: 'h' }, yes: { type: 'boolean' }, out: { type: 'string' } } as const;

async function exportTo(deps: Deps, who: string, file: string): Promise<number> {
  const account = await findAccount(deps, who);
  if (!account && !who.includes('@')) return fail(WORDS.unknown, 1);
  const all = account ? await exportPerson(deps, account) : await exportAddress(deps, who);
  const text = `${JSON.stringify(all, null, 2)}\n`;
  // ASVS 5.0 14.2.4: readable by whoever runs it and nobody else; an older file is never written over.
  const opened = openSync(file, 'wx', 0o600);
  writeSync(opened, text);
  closeSync(opened);
  print(WORDS.exported(file));
  return 0;
}

async function forget(deps: Deps, who: string, sure: boolean): Promise<number> {
  const account = await findAccount(deps, who);
  if (!account && !who.includes('@')) return fail(WORDS.unknown, 1);
  const plan = account && (await forgetPlan(deps, account));
  for (const line of plan ? WORDS.plan({ ...plan, email: maskEmail(plan.email) }) : WORDS.planAddress) print(line);
  if (plan?.running.length) return 1;
  if (!sure) return fail(WORDS.sure, 1);
  const begun = account
    ? await forgetAccount(deps, account.body.customer, account.body.id)
    : await forgetAddress(deps, who);
  if (!begun.ok) return fail(reasonLine(begun.reason), 1);
  const row = await deps.store.get(begun.row);
  const order = row && bodyOf('outbox', row);
  if (order?.name === FORGET) {
    // The servers' job does the same where this is cut off.
    await eraseOrdered(deps, order.params, createEraseConversation(deps));
    const last = await deps.store.get(begun.row);
    if (last) await finish(deps.store, last);
    await deps.store.scrub?.();
  }
  print(WORDS.erased);
  return 0;
}

async function main(args: readonly string[], open: () => Promise<Cli>): Promise<number> {
  let parsed: ReturnType<typeof parseArgs<{ options: typeof OPTIONS; allowPositionals: true }>>;
  try {
    parsed = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error), 2);
  }
  const { positionals, values } = parsed;
  const [what, who, more] = positionals;
  if (values.help) {
    print(PRIVACY_HELP);
    return 0;
  }
  if ((what !== 'export' && what !== 'forget') || !who || more !== undefined) return fail(PRIVACY_HELP, 2);
  const cli = await open();
  try {
    return what === 'export'
      ? await exportTo(cli.deps, who.trim(), values.out ?? 'my-data.json')
      : await forget(cli.deps, who.trim(), values.yes === true);
  } finally {
    await cli.close();
  }
}

runCli(main);
