// Messages of customers whose reading is known, because they are made from it: blocks, rows, sentences, corrections, wishes, idle talk.
import { LOCALES, type Locale } from '../../locales/list';
import { type Company, companyFor, personFor } from './company';
import { monthsIn } from './months';
import { type Seeded, seeded } from './seeded';
import { LABELLED, lines, slashed, type Vocabulary, type Words } from './words';

/** What a message says, and nothing else: what is missing here may not be read. */
export interface Gold {
  title?: string;
  taxId?: string;
  address?: string;
  phone?: string;
  bank?: string;
  account?: string;
  recipient?: string;
  mobile?: string;
  shipTo?: string;
  emails?: { mode: 'set' | 'add'; list: string[] };
  /** Months 1 to 12. */
  bills?: { only: number[] } | { without: number[] } | 'all';
  type?: string;
  medium?: string;
  method?: string;
  /** The field that is said to be wrong. */
  about?: string;
}

export const KINDS = [
  'block',
  'sheet',
  'row',
  'sentence',
  'field',
  'correction',
  'complaint',
  'email',
  'delivery',
  'bills',
  'kind',
  'idle',
] as const;
export type Kind = (typeof KINDS)[number];

export interface Message {
  locale: Locale;
  kind: Kind;
  text: string;
  gold: Gold;
}

interface Maker {
  locale: Locale;
  vocabulary: Vocabulary;
  words: Words;
  chance: Seeded;
  company: Company;
}

type Part = Pick<Message, 'text' | 'gold'>;

const VALUES = ['title', 'taxId', 'address', 'phone', 'bank', 'account', 'recipient', 'mobile', 'shipTo'] as const;
const TYPES = ['type', 'medium', 'method', 'about'] as const;

const fullWidth = (text: string): string =>
  text.replace(/[!-~]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0));

/** The tax id as people write it: mostly plain, in groups, in lower case, from a Chinese keyboard. */
function written(taxId: string, chance: Seeded): string {
  if (chance.chance(0.06)) return (taxId.match(/.{1,4}/g) ?? []).join(' ');
  if (chance.chance(0.04)) return taxId.toLowerCase();
  return chance.chance(0.03) ? fullWidth(taxId) : taxId;
}

/** A line of the vocabulary with its values, and what it says. */
function filled(line: string, maker: Maker): Part {
  const { chance, locale, vocabulary } = maker;
  const [sentence = '', meaning = ''] = line.split(/ => ?/);
  const said: Record<string, string> = Object.fromEntries(
    meaning.split(' ').map((one) => one.split('=') as [string, string]),
  );
  const company: Record<string, string> = { ...maker.company };
  const [first, second] = chance.shuffled([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]) as [number, number];
  const other = /\{old/.test(sentence) ? companyFor(locale, vocabulary.names, chance) : maker.company;
  const months = monthsIn(locale, chance);
  const used = new Set<string>();
  const replaced = sentence.replace(/\{(\w+)\}/g, (_, name: string) => {
    used.add(name);
    if (name === 'm') return months(first);
    if (name === 'm2') return months(second);
    if (name === 'person') return personFor(locale, vocabulary.names, chance);
    if (name === 'oldTitle') return other.title;
    if (name === 'oldTaxId') return other.taxId;
    if (name === 'taxId') return written(maker.company.taxId, chance);
    const value = company[name];
    if (value === undefined) throw new Error(`{${name}} is no value: ${line}`);
    return value;
  });
  const gold: Gold = {};
  for (const name of VALUES) if (used.has(name)) gold[name] = maker.company[name];
  for (const name of TYPES) if (said[name]) gold[name] = said[name];
  const list = ['email', 'email2'].filter((name) => used.has(name)).map((name) => company[name] ?? '');
  if (list.length) gold.emails = { mode: said.mode === 'add' ? 'add' : 'set', list };
  const named = used.has('m2') ? [first, second] : [first];
  if (said.bills === 'all') gold.bills = 'all';
  else if (used.has('m')) gold.bills = said.bills === 'without' ? { without: named } : { only: named };
  // Nobody writes two full stops behind `Ltd.`.
  const text = replaced.replace(/\.\.(?=\s|$)/g, '.');
  return { text: locale === 'fr-FR' ? text.replace(/\bde (?=[ao][ûuvc])/g, "d'") : text, gold };
}

const fromLines =
  (of: keyof Omit<Words, 'labels'>) =>
  (maker: Maker): Part =>
    filled(maker.chance.pick(lines(maker.words[of])), maker);

const JOINTS: readonly (readonly [before: string, behind: string])[] = [
  ['', '：'],
  ['', ': '],
  ['', ':'],
  ['', '\t'],
  ['【', '】'],
  ['[', '] '],
  ['', ' = '],
  ['', ' : '],
];

/** Labels and values that stand together, title and tax id among them or alone. */
function labelled({ words, company, chance, locale }: Maker): { gold: Gold; pairs: [label: string, value: string][] } {
  const gold: Gold = {};
  const label = (name: (typeof LABELLED)[number]) => chance.pick(slashed(words.labels[name]));
  const pairs: [string, string][] = [];
  const individual = chance.chance(0.05);
  gold.title = individual ? company.recipient : company.title;
  pairs.push([label('title'), gold.title]);
  if (individual) return { gold, pairs };
  gold.taxId = company.taxId;
  pairs.push([label('taxId'), written(company.taxId, chance)]);
  const together = chance.chance(locale.startsWith('zh') ? 0.5 : 0.15);
  if (chance.chance(0.6)) {
    gold.address = company.address;
    gold.phone = company.phone;
    if (together)
      pairs.push([label('addressPhone'), `${company.address}${chance.pick([' ', '，', '  '])}${company.phone}`]);
    else pairs.push([label('address'), company.address], [label('phone'), company.phone]);
  }
  if (chance.chance(0.6)) {
    gold.bank = company.bank;
    gold.account = company.account;
    if (together)
      pairs.push([label('bankAccount'), `${company.bank}${chance.pick([' ', '，', '  '])}${company.account}`]);
    else pairs.push([label('bank'), company.bank], [label('account'), company.account]);
  }
  if (chance.chance(0.3)) {
    gold.emails = { mode: 'set', list: [company.email] };
    pairs.push([label('email'), company.email]);
  }
  return { gold, pairs: chance.chance(0.2) ? chance.shuffled(pairs) : pairs };
}

/** As it is pasted from an ERP, a mail or a WeChat message. */
function block(maker: Maker): Part {
  const { chance, words, locale } = maker;
  const { gold, pairs } = labelled(maker);
  const [before, behind] = chance.pick(JOINTS);
  const one = locale.startsWith('zh') && chance.chance(0.05) ? fullWidth : (text: string) => text;
  const written = pairs.map(([label, value]) => `${before}${one(label)}${behind}${value}`);
  const bullet = chance.pick(['', '', '', '', '- ', '• ', 'number']);
  const listed = written.map((line, at) => (bullet === 'number' ? `${at + 1}. ${line}` : bullet + line));
  const separator =
    bullet || before || behind === '\t' ? '\n' : chance.pick(['\n', '\n', '\n', '\n\n', '; ', '；', ' | ']);
  const heading = chance.chance(0.4) ? `${chance.pick(lines(words.headings))}\n` : '';
  return { text: heading + listed.join(separator), gold };
}

/** Two rows of a sheet: the labels, and the values under them. */
function sheet(maker: Maker): Part {
  const { gold, pairs } = labelled(maker);
  const across = [pairs.map(([label]) => label), pairs.map(([, value]) => value)];
  return { text: across.map((cells) => cells.join('\t')).join('\n'), gold };
}

/** Values without labels. */
function row({ chance, company }: Maker): Part {
  const { title, taxId, address, phone, bank, account } = company;
  const separator = chance.pick(['\n', '\n', '\t', ' ', '，']);
  const gold: Gold = { title, taxId };
  const cells = [title, written(taxId, chance)];
  if (separator.length === 1 && /[\n\t]/.test(separator) && chance.chance(0.5)) {
    Object.assign(gold, { address, phone, bank, account });
    cells.push(
      ...(chance.chance(0.5) ? [`${address} ${phone}`, `${bank} ${account}`] : [address, phone, bank, account]),
    );
  }
  return { text: cells.join(separator), gold };
}

const MAKERS: Record<Kind, (maker: Maker) => Part> = {
  block,
  sheet,
  row,
  sentence: fromLines('sentences'),
  field: fromLines('fields'),
  correction: fromLines('corrections'),
  complaint: fromLines('complaints'),
  email: fromLines('emails'),
  delivery: fromLines('deliveries'),
  bills: fromLines('bills'),
  kind: fromLines('kinds'),
  idle: (maker) => ({ text: fromLines('idle')(maker).text, gold: {} }),
};

/** Three in ten have nothing to take; a fifth are blocks, as most customers send one. */
const SHARES: readonly Kind[] = [
  ...Array.from({ length: 9 }, () => 'idle' as const),
  ...Array.from({ length: 5 }, () => 'block' as const),
  ...Array.from({ length: 3 }, () => 'sentence' as const),
  ...(['correction', 'correction', 'bills', 'bills', 'field', 'field'] as const),
  ...(['sheet', 'row', 'complaint', 'email', 'delivery', 'kind'] as const),
];

/** Courtesy around it, as often as people have time for it. */
function surrounded({ text, gold }: Part, maker: Maker, kind: Kind): Part {
  const { chance, words, locale } = maker;
  const courtesy = (of: string) => (chance.chance(0.35) ? filled(chance.pick(lines(of)), maker).text : '');
  const chinese = locale.startsWith('zh');
  const pasted = kind === 'block' || kind === 'sheet' || kind === 'row' || text.includes('\n');
  const before = courtesy(words.greetings);
  const behind = courtesy(words.goodbyes);
  const open = /[，,!！。.？?~\n]$/;
  const first = before && !pasted && chinese && !open.test(before) ? `${before}，` : before;
  const near = !chinese ? ' ' : open.test(text) ? '' : chance.pick(['，', ' ']);
  const joined = (joint: string, one: string, two: string) =>
    one && two ? one + (one.endsWith('\n') || two.startsWith('\n') ? '' : joint) + two : one + two;
  const head = joined(pasted ? '\n' : chinese ? '' : ' ', first, text);
  return { text: joined(pasted ? '\n' : near, head, behind), gold };
}

/** `count` messages in a language, the same ones for the same seed. */
export function messagesOf(
  vocabulary: Vocabulary,
  locale: Locale,
  count: number,
  seed: number,
  only?: Kind,
): Message[] {
  const chance = seeded(seed * 97 + LOCALES.indexOf(locale));
  return Array.from({ length: count }, () => {
    const kind = only ?? chance.pick(SHARES);
    const maker: Maker = {
      locale,
      vocabulary,
      words: vocabulary.words[locale],
      chance,
      company: companyFor(locale, vocabulary.names, chance),
    };
    return { locale, kind, ...surrounded(MAKERS[kind](maker), maker, kind) };
  });
}
