// `npm run staff -- …`: who works at the desk. Works while servers run: they ask anew at each request.
import { parseArgs } from 'node:util';
import { STAFF_ACTS, type StaffAct, type StaffChanged } from '../../domain/staff-view';
import { demoCode } from '../../services/demo/staff';
import type { Answer } from '../../services/shared/once';
import { addStaff, changeStaffOf } from '../../services/staff/manage';
import { everyStaff, itemOf } from '../../services/staff/staff';
import { type Cli, fail, print, runCli } from './open';
import { operator } from './operator';
import { USAGE } from './words';
import { entryLines, STAFF_HELP, STAFF_WORDS, staffLine, staffReason } from './words-staff';

const OPTIONS = { help: { type: 'boolean', short: 'h' } } as const;
/** As typed; `roles` is called `role` here. */
const ACTS: Record<string, StaffAct> = { ...Object.fromEntries(STAFF_ACTS.map((act) => [act, act])), role: 'roles' };
/** How many words follow each command: at least, at most. */
const COMMANDS: Record<string, [number, number]> = {
  list: [0, 0],
  add: [2, 3],
  role: [2, Infinity],
  disable: [1, 1],
  enable: [1, 1],
  reset: [1, 1],
  code: [1, 1],
};

const rolesIn = (words: readonly string[]): string[] => words.flatMap((word) => word.split(',')).filter(Boolean);

function told(changed: Answer<StaffChanged>): number {
  if (!changed.ok) return fail(staffReason(changed.reason), 1);
  print(staffLine(changed.staff));
  if (changed.entry) for (const each of entryLines(changed.entry)) print(each);
  return 0;
}

async function list({ deps }: Cli): Promise<number> {
  const all = await everyStaff(deps);
  for (const one of all) print(staffLine(itemOf(one)));
  if (!all.length) print(STAFF_WORDS.nobody);
  return 0;
}

async function code({ deps, demo }: Cli, email: string): Promise<number> {
  if (!demo) return fail(STAFF_WORDS.codeDemoOnly, 1);
  const shown = await demoCode(deps, email);
  if (!shown.ok) return fail(staffReason(shown.reason), 1);
  print(shown.code);
  return 0;
}

async function act(cli: Cli, command: string, words: readonly string[]): Promise<number> {
  const [email = '', ...more] = words;
  if (command === 'list') return list(cli);
  if (command === 'code') return code(cli, email);
  const { deps } = cli;
  if (command === 'add')
    return told(await addStaff(deps, operator(), { email, roles: rolesIn(more.slice(0, 1)), name: more[1] }));
  const change = { act: ACTS[command] as StaffAct, roles: rolesIn(more) };
  return told(await changeStaffOf(deps, operator(), email, change));
}

/** Answers the exit code: 0 done, 1 refused, 2 not understood. */
export async function staff(args: readonly string[], open: () => Promise<Cli>): Promise<number> {
  let parsed: { values: { help?: boolean | undefined }; positionals: string[] };
  try {
    parsed = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error), 2);
  }
  const [command, ...words] = parsed.positionals;
  if (parsed.values.help || !command) {
    print(STAFF_HELP);
    return parsed.values.help ? 0 : 2;
  }
  const bounds = Object.hasOwn(COMMANDS, command) ? COMMANDS[command] : undefined;
  if (!bounds) return fail(USAGE.unknownCommand(command), 2);
  const [least, most] = bounds;
  if (words.length < least) return fail(words.length ? staffReason({ code: 'rolesMissing' }) : STAFF_WORDS.whom, 2);
  if (words.length > most) return fail(STAFF_WORDS.tooMuch(words[most] ?? ''), 2);
  const cli = await open();
  try {
    return await act(cli, command, words);
  } finally {
    await cli.close();
  }
}

if (require.main === module) runCli(staff);
