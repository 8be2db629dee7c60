// `npm run orders -- …`: who holds an order, who waits for it, and customer service's word; until the desk exists.
import { parseArgs } from 'node:util';
import type { Deps } from '../../services/shared/deps';
import { decideOrder, showOrder, type Standing, type Verdict } from '../../services/account/not-us';
import { type Cli, fail, print, runCli } from './open';
import { chinaTime, line } from './show';
import { ORDERS_HELP, reasonLine, USAGE } from './words';

const OPTIONS = { help: { type: 'boolean', short: 'h' } } as const;
const COMMANDS = ['show', 'agree', 'refuse'] as const;
type Name = (typeof COMMANDS)[number];
const isCommand = (name: string): name is Name => COMMANDS.some((each) => each === name);

function stateOf({ order: { holder, consent } }: Standing): string {
  if (consent?.state === 'waiting') return 'waits for the contact';
  if (holder) return 'held';
  return consent?.state === 'refused' ? 'refused, free for others' : 'free';
}

/** Everything that whoever decides needs. */
export function standingLines(standing: Standing): string[] {
  const { order, email, pending, applications } = standing;
  const { consent } = order;
  const since = consent ? `${chinaTime(consent.at)}${consent.by ? ` by ${consent.by}` : ''}` : undefined;
  const waits = pending && `${pending.email}, until ${chinaTime(pending.expiresAt)}${pending.agreed ? ', agreed' : ''}`;
  return [
    `${order.order}  ${stateOf(standing)}`,
    ...line('payer', order.payer),
    ...line('contact', order.contact),
    ...line('address', email),
    ...line('since', since),
    ...line('registering', waits),
    ...line('refused', order.refused?.length ? `${order.refused.length} address(es)` : undefined),
    ...line('open', applications.join(', ')),
  ];
}

async function act(deps: Deps, command: Name, order: string): Promise<number> {
  const by = { role: 'staff', name: 'cli' } as const;
  const answered =
    command === 'show'
      ? await showOrder(deps, order)
      : await decideOrder(deps, { order, verdict: command satisfies Verdict, by });
  if (!answered.ok) return fail(reasonLine(answered.reason), 1);
  for (const each of standingLines(answered)) print(each);
  return 0;
}

/** Answers the exit code: 0 done, 1 refused, 2 not understood. */
export async function orders(args: readonly string[], open: () => Promise<Cli>): Promise<number> {
  let parsed: { values: { help?: boolean | undefined }; positionals: string[] };
  try {
    parsed = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error), 2);
  }
  const [command, order] = parsed.positionals;
  if (parsed.values.help || !command) {
    print(ORDERS_HELP);
    return parsed.values.help ? 0 : 2;
  }
  if (!isCommand(command)) return fail(USAGE.unknownCommand(command), 2);
  if (!order) return fail(USAGE.missingOrder, 2);
  const cli = await open();
  try {
    return await act(cli.deps, command, order);
  } finally {
    await cli.close();
  }
}

if (require.main === module) runCli(orders);
