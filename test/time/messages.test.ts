// No message takes long: every way in is played with hostile texts, and twice the text takes about twice the time.
import { intendedDomain } from '../../domain/email-typos';
import { parseEmails } from '../../domain/contact';
import { step } from '../../dialogs/engine';
import type { Ctx, Input } from '../../dialogs/flows/flow';
import { ALL_FLOWS } from '../../dialogs/flows';
import { blankForm } from '../../dialogs/form/form';
import { type Form, freshState, type State } from '../../dialogs/state';
import { findEmail } from '../../domain/contact';
import { parseCompany } from '../../dialogs/understanding/company';
import { readIn } from '../../dialogs/understanding/reading';
import { maskPasswords } from '../../dialogs/understanding/passwords';
import { COLUMNS } from '../../services/import/columns';
import { readRow } from '../../services/import/rows';
import { companyBlock, hostile, sequence } from './hostile';
import { cost, type Entry, tooSteep } from './steepness';
import { dialogContext } from '../support/dialog-context';

const NOW = '2026-11-20T08:00:00.000Z';
const bill = {
  bill: 'BILL-1',
  order: 'ORDER-1',
  period: '2026-11',
  amount: 136800,
  payer: '上海青禾餐饮管理有限公司',
  paidAt: '2026-11-15T02:00:00.000Z',
  state: 'available' as const,
};
const context = (signedIn: boolean): Ctx =>
  signedIn ? dialogContext({ bills: async () => [bill] }) : dialogContext({ account: async () => undefined });
const link = { customer: 'tenant-1', account: 'account-1', epoch: 1, until: '2026-12-20T00:00:00.000Z' };
const out: State = { ...freshState('en-US'), welcomed: true };
const inside: State = { ...out, link };
const chosen = { bills: [{ bill: bill.bill, period: bill.period, amount: bill.amount, payer: bill.payer }] };

const turn = (state: State, input: Input) => step(state, input, context(state.link !== undefined));
const asks = (flow: string, asked: string[], values: Form['values']): State => {
  const form = { ...blankForm(ALL_FLOWS.find((one) => one.name === flow)!, 'form-1', values), asked };
  return { ...(flow === 'apply' ? inside : out), form };
};
const slots = ALL_FLOWS.flatMap((flow) => flow.order.map((slot) => ({ flow: flow.name, slot })));
const valuesOf = (flow: string) => (flow === 'apply' ? chosen : {});
const groups = [
  ['name', 'taxId'],
  ['recipient', 'mobile', 'shipTo'],
];
const entries: Entry[] = [
  { name: 'a message, signed out', play: (text) => turn(out, { kind: 'text', text }) },
  { name: 'a message, signed in', play: (text) => turn(inside, { kind: 'text', text }) },
  ...groups.map((asked) => ({
    name: `a message where ${asked.join(', ')} are asked`,
    play: (text: string) => turn(asks('apply', asked, chosen), { kind: 'text', text }),
  })),
  ...slots.flatMap(({ flow, slot }) => [
    {
      name: `a message where ${flow} asks ${slot}`,
      play: (text: string) => turn(asks(flow, [slot], valuesOf(flow)), { kind: 'text', text }),
    },
    {
      name: `a card where ${flow} asks ${slot}`,
      play: (text: string) =>
        turn(asks(flow, [slot], valuesOf(flow)), {
          kind: 'card',
          form: 'form-1',
          action: 'answer',
          slot,
          values: { [slot]: text },
        } as Input),
    },
  ]),
  {
    name: 'a card with every input filled',
    play: (text) =>
      turn(asks('apply', ['name'], chosen), {
        kind: 'card',
        form: 'form-1',
        action: 'answer',
        values: Object.fromEntries(slots.slice(0, 50).map(({ slot }) => [slot, text])),
      } as Input),
  },
  { name: 'a message', play: (text) => readIn(text, 'nl-NL') },
  { name: 'a company in a message', play: (text) => parseCompany(text) },
  { name: 'a recipient in a message', play: (text) => readIn(text, 'zh-CN', { delivery: true }) },
  { name: 'an address in a message', play: (text) => findEmail(text) },
  { name: 'passwords in what is stored', play: (text) => maskPasswords(text) },
  { name: 'a list of e-mail addresses', play: (text) => parseEmails(text) },
  { name: 'a domain', play: (text) => intendedDomain(text) },
  {
    name: 'a row of an import',
    play: (text) => readRow({ line: 2, cells: Object.fromEntries(COLUMNS.map((column) => [column, text])) }, NOW),
  },
];

beforeAll(async () => {
  for (const entry of entries) await entry.play('warm up 上海青禾餐饮管理有限公司');
});

const TEXTS = hostile(30);
/** The ways in that have readers of their own get every text; the slots share them out, since all use the same readers. */
const textsFor = (at: number): string[] =>
  at < 4 || at >= entries.length - 10 ? TEXTS : TEXTS.filter((_, index) => index % 16 === at % 16);
test.each(entries)(
  '$name: hostile texts take time in proportion to their length',
  async (entry) => {
    const steep: string[] = [];
    for (const text of textsFor(entries.indexOf(entry))) {
      const found = await tooSteep(entry, text);
      if (found) steep.push(found);
    }
    expect(steep).toEqual([]);
  },
  300_000,
);

test('of 3,000 company blocks none takes longer than its length explains', async () => {
  const next = sequence(2_711);
  const blocks = Array.from({ length: 3_000 }, () => companyBlock(next));
  const read = async (block: string) => {
    parseCompany(block);
    await turn(inside, { kind: 'text', text: block });
  };
  for (const block of blocks.slice(0, 50)) await read(block);
  const costs: number[] = [];
  for (const block of blocks) costs.push(await cost(() => read(block), 1));
  const middle = costs.toSorted((a, b) => a - b)[1_500]!;
  const slow: string[] = [];
  for (const [at, ms] of costs.entries()) {
    if (ms > 20 * middle && (await cost(() => read(blocks[at]!), 4)) > 20 * middle) slow.push(blocks[at]!);
  }
  expect(slow).toEqual([]);
}, 600_000);
