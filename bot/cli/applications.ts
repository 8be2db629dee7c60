// `npm run applications -- …`: the service center's moves, until its desk exists. Works while the server is running.
import { parseArgs } from 'node:util';
import type { ApplicationEvent } from '../../domain/application';
import type { Actor } from '../../domain/people';
import { endOfChinaDay } from '../../domain/time';
import { applicationView } from '../../services/application/application-doc';
import {
  findApplication,
  listApplications,
  type MoveData,
  moveApplication,
} from '../../services/application/applications';
import { demoFapiaoNumbers } from '../../services/demo/demo';
import type { Deps } from '../../services/shared/deps';
import { fapiaosNeeded } from '../../services/application/fapiaos';
import { type Cli, fail, print, runCli } from './open';
import { listLine, showLines } from './show';
import { APPLICATIONS_HELP, reasonLine, USAGE, warnLine } from './words';

const MOVES = ['start', 'issue', 'mail', 'ready', 'deliver', 'delay', 'reject', 'cancel'] as const;
type MoveName = (typeof MOVES)[number];
const isMove = (name: string): name is MoveName => MOVES.some((each) => each === name);

const STAFF: Actor = { role: 'staff', name: 'cli' };
const LIMIT_MAX = 200;

const OPTIONS = {
  help: { type: 'boolean', short: 'h' },
  state: { type: 'string' },
  limit: { type: 'string' },
  after: { type: 'string' },
  number: { type: 'string', multiple: true },
  code: { type: 'string', multiple: true },
  auto: { type: 'boolean' },
  carrier: { type: 'string' },
  waybill: { type: 'string' },
  until: { type: 'string' },
  reason: { type: 'string' },
} as const;
type Options = ReturnType<typeof parseArgs<{ options: typeof OPTIONS; allowPositionals: true }>>['values'];

const pieces = (texts: readonly string[] = []): string[] =>
  texts.flatMap((text) => text.split(',')).flatMap((text) => text.trim() || []);

async function dataOf({ deps, demo }: Cli, event: MoveName, number: string, options: Options) {
  const { carrier, waybill, until, reason } = options;
  const data: MoveData = {
    carrier,
    waybill,
    ...(until === undefined ? {} : { expectedAt: endOfChinaDay(until) }),
    reason,
  };
  if (event !== 'issue') return { data };
  if (options.auto && !demo) return { usage: USAGE.autoDemoOnly };
  const codes = pieces(options.code);
  const numbers = options.auto ? await madeUp(deps, number) : pieces(options.number);
  if (codes.length > 1 && codes.length !== numbers.length) return { usage: USAGE.codeCount };
  const fapiaos = numbers.map((one, i) => {
    const code = codes[i] ?? codes[0];
    return { number: one, ...(code ? { code } : {}) };
  });
  return { data: { ...data, fapiaos } };
}

async function madeUp(deps: Deps, number: string): Promise<string[]> {
  const found = await findApplication(deps, number);
  return found ? demoFapiaoNumbers(deps, fapiaosNeeded(found.body)) : [];
}

async function list(deps: Deps, { state, limit = '20', after }: Options): Promise<number> {
  const size = Number(limit);
  if (!Number.isInteger(size) || size < 1 || size > LIMIT_MAX) return fail(USAGE.limit, 2);
  const page = await listApplications(deps, { limit: size, ...(state ? { state } : {}), ...(after ? { after } : {}) });
  for (const view of page.applications) print(listLine(view));
  if (page.next) print(`… --after ${page.next}`);
  return 0;
}

async function show(deps: Deps, number: string): Promise<number> {
  const found = await findApplication(deps, number);
  if (!found) return fail(reasonLine({ code: 'applicationUnknown' }), 1);
  for (const line of showLines(applicationView(found, deps.now()))) print(line);
  return 0;
}

async function moveIt(cli: Cli, event: MoveName, number: string, options: Options): Promise<number> {
  const read = await dataOf(cli, event, number, options);
  if (!read.data) return fail(read.usage, 2);
  const by = STAFF;
  const moved = await moveApplication(cli.deps, {
    number,
    event: event satisfies ApplicationEvent,
    by,
    data: read.data,
  });
  if (!moved.ok) return fail(reasonLine(moved.reason), 1);
  if (moved.warn) print(warnLine(moved.warn));
  print(listLine(moved.application));
  return 0;
}

/** Answers the exit code: 0 done, 1 refused, 2 not understood. */
export async function applications(args: readonly string[], open: () => Promise<Cli>): Promise<number> {
  let parsed: { values: Options; positionals: string[] };
  try {
    parsed = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error), 2);
  }
  const [command, number] = parsed.positionals;
  if (parsed.values.help || !command) {
    print(APPLICATIONS_HELP);
    return parsed.values.help ? 0 : 2;
  }
  if (command !== 'list' && command !== 'show' && !isMove(command)) return fail(USAGE.unknownCommand(command), 2);
  if (command !== 'list' && !number) return fail(USAGE.missingNumber, 2);
  const cli = await open();
  try {
    if (command === 'list') return await list(cli.deps, parsed.values);
    if (command === 'show') return await show(cli.deps, number ?? '');
    return await moveIt(cli, command, number ?? '', parsed.values);
  } finally {
    await cli.close();
  }
}

if (require.main === module) runCli(applications);
