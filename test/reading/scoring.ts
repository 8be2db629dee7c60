// A reading beside what the message says: right, silently wrong, asked about, or missed.
import type { Reading } from '../../domain/reading';
import type { Gold } from './generator';

export interface Score {
  /** Taken for certain, and not what was said. */
  wrong: string[];
  /** Left to the person. */
  asks: string[];
  /** Said, and not read. */
  missed: string[];
  /** Of those: not even named as left over. */
  dropped: string[];
}

export type Verdict = 'exact' | 'wrong' | 'asks' | 'missed';

export const verdictOf = ({ wrong, asks, missed }: Score): Verdict =>
  wrong.length ? 'wrong' : asks.length ? 'asks' : missed.length ? 'missed' : 'exact';

const READ_AS = {
  title: 'name',
  taxId: 'taxId',
  address: 'address',
  phone: 'phone',
  bank: 'bank',
  account: 'account',
  recipient: 'recipient',
  mobile: 'mobile',
  shipTo: 'shipTo',
} as const;

const same = (text: string): string => text.normalize('NFKC').replace(/\s+/g, '').toLowerCase();
const plainOf = (name: string, value: string): string =>
  /^(?:phone|mobile|account|taxId)$/.test(name) ? same(value).replace(/[-+]/g, '') : same(value);

type Bills = NonNullable<Reading['bills']>;

const refs = (list: Bills['only']): string =>
  list
    .map((ref) => ('all' in ref ? 'all' : 'month' in ref ? String(ref.month).padStart(2, '0') : JSON.stringify(ref)))
    .sort()
    .join();

const readBills = ({ only, without }: Bills): string => (without.length ? `without ${refs(without)}` : refs(only));

const monthList = (months: number[]): string =>
  months
    .map((month) => String(month).padStart(2, '0'))
    .sort()
    .join();

function saidBills(bills: Gold['bills']): string {
  if (!bills) return 'none';
  if (bills === 'all') return 'all';
  return 'only' in bills ? monthList(bills.only) : `without ${monthList(bills.without)}`;
}

/** What goes without saying: an e-mail carries a digital one, a courier paper. */
function implied(gold: Gold, name: 'type' | 'medium' | 'method'): string | undefined {
  if (name === 'type' || gold[name]) return undefined;
  if (gold.emails) return name === 'medium' ? 'digital' : 'email';
  if (name === 'medium') return gold.method || gold.recipient || gold.shipTo ? 'paper' : undefined;
  return gold.medium === 'digital' ? 'email' : undefined;
}

export function score(reading: Reading, gold: Gold): Score {
  const found: Score = { wrong: [], asks: [], missed: [], dropped: [] };
  const left = same(reading.left.map(({ from, to }) => reading.text.slice(from, to)).join(' '));
  const miss = (name: string, value: string) => {
    found.missed.push(`${name} ${value}`);
    if (!left.includes(same(value))) found.dropped.push(`${name} ${value}`);
  };
  for (const [name, readAs] of Object.entries(READ_AS) as [keyof typeof READ_AS, string][]) {
    const read = reading.fields[readAs as keyof typeof reading.fields];
    const said = gold[name];
    if (!read) {
      if (said) miss(name, said);
    } else if (!read.sure) found.asks.push(`${name} ${read.value}?`);
    else if (!said || plainOf(name, read.value) !== plainOf(name, said))
      found.wrong.push(`${name} = ${read.value}, said ${said ?? 'nothing'}`);
  }
  for (const name of ['postcode', 'remark'] as const) {
    const read = reading.fields[name];
    if (read) (read.sure ? found.wrong : found.asks).push(`${name} = ${read.value}, said nothing`);
  }
  if (reading.emails) {
    const read = `${reading.emails.mode} ${reading.emails.list
      .map(({ value }) => value)
      .sort()
      .join()}`;
    const said = gold.emails && `${gold.emails.mode} ${[...gold.emails.list].sort().join()}`;
    if (read !== said) found.wrong.push(`emails = ${read}, said ${said ?? 'nothing'}`);
  } else for (const email of gold.emails?.list ?? []) miss('email', email);
  const said = saidBills(gold.bills);
  if (!reading.bills) {
    if (gold.bills) miss('bills', said);
  } else if (!reading.bills.sure) found.asks.push(`bills ${readBills(reading.bills)}?`);
  else if (readBills(reading.bills) !== said) found.wrong.push(`bills = ${readBills(reading.bills)}, said ${said}`);
  for (const name of ['type', 'medium', 'method'] as const) {
    const read = reading[name];
    if (!read) {
      if (gold[name]) miss(name, gold[name]);
    } else if (!read.sure) found.asks.push(`${name} ${read.value}?`);
    else if (read.value !== gold[name] && read.value !== implied(gold, name))
      found.wrong.push(`${name} = ${read.value}, said ${gold[name] ?? 'nothing'}`);
  }
  const about = gold.about === 'title' ? 'name' : gold.about;
  const complaints: string[] = reading.complaints;
  if (about && !complaints.some((one) => one.startsWith(about))) miss('complaint', about);
  // A complaint that nobody made opens a question again: a nuisance, and nothing wrong gets printed.
  for (const one of complaints) if (!about || !one.startsWith(about)) found.asks.push(`complaint ${one}`);
  for (const { field } of reading.offers) if (!found.asks.length) found.asks.push(`offer ${field}`);
  return found;
}
