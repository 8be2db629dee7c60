// Plays conversation scripts: real engine, real turn, real use-cases on a real SQLite file; no HTTP.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { createTurns, type TurnRunner } from '../../bot/turn';
import type { Inbound, LogItem } from '../../bot/inbound';
import { renderText } from '../../bot/render/text';
import type { Input } from '../../dialogs/flow';
import type { State } from '../../dialogs/state';
import { LOCALES, type Locale } from '../../locales';
import { createQuery } from '../../services/query';
import { run } from '../../services/run';
import { bodyOf, keys, type Application } from '../../storage/records';
import { createWorld, seedAccount, seedBills, type World } from '../support/fapiao-world';
import { type BillsName, SEEDS } from './worlds';

type InEvery = string | Partial<Record<Locale, string>>;

/** One turn of a script. Exactly one of user, card and signIn. */
export interface ScriptTurn {
  user?: InEvery;
  /** A press on the open form's card; `form: finished` on the newest finished one. */
  card?: { action: string; slot?: string; values?: Record<string, string>; form?: 'finished' };
  /** The account page has linked the chat. */
  signIn?: true;
  /** Text keys that the answer holds. */
  says?: string[];
  not?: string[];
  /** What the answer's text holds, as a regular expression. */
  text?: InEvery;
  /** Values of the open form afterwards; null = not there. */
  values?: Record<string, unknown>;
  /** Slots asked afterwards; [] = the summary is shown. */
  asked?: string[];
  locale?: Locale;
}

export interface Script {
  title: string;
  bills?: BillsName;
  signedIn?: boolean;
  prefilled?: 'digital' | 'special';
  maxTurns?: number;
  only?: Locale[];
  turns: ScriptTurn[];
  stored?: { applications?: number; first?: Record<string, unknown> };
}

/** Every script of a file in this folder, with its file's name. */
export function scripts(): { file: string; script: Script }[] {
  return readdirSync(__dirname)
    .filter((file) => file.endsWith('.yaml'))
    .toSorted()
    .flatMap((file) =>
      (parse(readFileSync(join(__dirname, file), 'utf8')) as Script[]).map((script) => ({ file, script })),
    );
}

const phrases = (script: Script): InEvery[] => script.turns.flatMap(({ user }) => (user === undefined ? [] : [user]));

/** The languages in which every phrase of a script is given. */
export const localesOf = (script: Script): Locale[] =>
  (script.only ?? [...LOCALES]).filter((locale) =>
    phrases(script).every((phrase) => typeof phrase === 'string' || phrase[locale] !== undefined),
  );

const worded = (text: InEvery, locale: Locale): string => (typeof text === 'string' ? text : (text[locale] ?? ''));

export interface Played {
  turns: number;
  world: World;
  applications: Application[];
}

export interface Stage {
  world: World;
  turns: TurnRunner;
  conversation: string;
  state(): Promise<State>;
}

/** A stage on which a conversation can be played. */
export async function openStage(script: Pick<Script, 'bills' | 'signedIn' | 'prefilled'>): Promise<Stage> {
  const world = await createWorld();
  const { deps } = world;
  await seedBills(deps, SEEDS[script.bills ?? 'oneOpen']);
  const turns = createTurns({
    deps,
    run: (command) => run(deps, command),
    query: (scope) => createQuery(deps, scope),
    log: {
      error: (fields) => {
        throw new Error(JSON.stringify(fields));
      },
    },
  });
  const conversation = 'test:conversation';
  return {
    world,
    turns,
    conversation,
    async state() {
      const header = await deps.store.get(keys.header(conversation));
      if (!header) throw new Error('the conversation has no header');
      return bodyOf('header', header).state as State;
    },
  };
}

/** Plays one script in one language. Throws with the turn that differs. */
export async function play(script: Script, locale: Locale): Promise<Played> {
  const stage = await openStage(script);
  const { world, turns, conversation } = stage;
  try {
    const link = await signedInLink(script, world);
    let sent = 0;
    let counted = 0;
    const deliver = async (input: Input): Promise<LogItem[]> => {
      sent += 1;
      const inbound: Inbound = {
        conversation,
        dedupe: `turn:${sent}`,
        input,
        locale,
        channel: 'test',
        person: 'person',
        receivedAt: world.deps.now(),
      };
      return (await turns.deliver(inbound)).items;
    };
    const linked = () => deliver({ kind: 'notice', name: 'linked', params: { ...link, email: EMAIL } });
    await deliver({ kind: 'joined' });
    if (script.signedIn) await linked();
    for (const [index, turn] of script.turns.entries()) {
      const input = turn.signIn ? undefined : await inputOf(turn, locale, stage);
      if (input) counted += 1;
      const items = input ? await deliver(input) : await linked();
      check(script, index, turn, items, await stage.state(), locale);
    }
    const applications = await storedApplications(world);
    checkStored(script, applications, counted);
    return { turns: counted, world, applications };
  } finally {
    await world.temp.remove();
  }
}

const EMAIL = 'account-1@qinghe.example';

async function signedInLink({ prefilled }: Script, { deps }: World) {
  const link = await seedAccount(deps, { customer: 'tenant-1', orders: ['ORDER-1'] });
  if (!prefilled) return link;
  const stored = await deps.store.get(keys.account(link.customer, link.account));
  if (!stored) throw new Error('no account');
  const account = bodyOf('account', stored);
  const doc = { ...stored, body: { ...account, last: { ...LAST[prefilled], at: '2026-10-12T03:00:00.000Z' } } };
  await deps.store.commit(stored.pk, [{ op: 'replace', doc, etag: stored.etag }]);
  return link;
}

const NAME = '上海青禾餐饮管理有限公司';
const LAST = {
  digital: {
    kind: 'digital-normal',
    grouping: 'each',
    buyer: { kind: 'enterprise', name: NAME, taxId: '91310115591693856A' },
    delivery: { method: 'email', emails: ['lihua@qinghe.example'] },
  },
  special: {
    kind: 'paper-special',
    grouping: 'each',
    buyer: {
      kind: 'enterprise',
      name: NAME,
      taxId: '91310115591693856A',
      address: '上海市杨浦区国定路88号',
      phone: '021-55001234',
      bank: '招商银行上海分行',
      account: '121909876543210',
    },
    delivery: { method: 'sf', recipient: '王敏', mobile: '13800138000', address: '上海市浦东新区世纪大道100号12楼' },
  },
};

async function inputOf(turn: ScriptTurn, locale: Locale, stage: Stage): Promise<Input> {
  if (turn.user !== undefined) return { kind: 'text', text: worded(turn.user, locale) };
  if (!turn.card) throw new Error('a turn has a user, a card or signIn');
  const state = await stage.state();
  const form = turn.card.form === 'finished' ? state.finished[0]?.id : state.form?.id;
  const { action, slot, values = {} } = turn.card;
  return { kind: 'card', form: form ?? 'none', action, values, ...(slot ? { slot } : {}) };
}

/** All text keys in what the bot said. */
const keysOf = (items: readonly LogItem[]): Set<string> =>
  new Set(
    [...JSON.stringify(items.filter((item) => item.author === 'bot')).matchAll(/"key":"([^"]+)"/g)].map(
      (match) => match[1] ?? '',
    ),
  );

const textOf = (items: readonly LogItem[], locale: Locale): string =>
  items.flatMap((item) => (item.author === 'bot' ? [renderText(item.reply, locale)] : [])).join('\n\n');

function check(script: Script, index: number, turn: ScriptTurn, items: LogItem[], state: State, locale: Locale): void {
  const shown = textOf(items, state.locale);
  const where = () =>
    `"${script.title}" in ${locale}, turn ${index + 1} (${JSON.stringify(turn.user ?? turn.card ?? 'signIn')}) answered:\n${shown}\n`;
  const said = keysOf(items);
  for (const key of turn.says ?? [])
    if (!said.has(key)) throw new Error(`${where()}It should say ${key}; it says ${[...said].join(', ')}`);
  for (const key of turn.not ?? []) if (said.has(key)) throw new Error(`${where()}It should not say ${key}`);
  if (turn.text !== undefined && !new RegExp(worded(turn.text, locale), 's').test(shown)) {
    throw new Error(`${where()}It should match ${worded(turn.text, locale)}`);
  }
  for (const [name, wanted] of Object.entries(turn.values ?? {})) {
    const found = state.form?.values[name] ?? null;
    if (JSON.stringify(found) !== JSON.stringify(wanted)) {
      throw new Error(`${where()}${name} should be ${JSON.stringify(wanted)}, it is ${JSON.stringify(found)}`);
    }
  }
  if (turn.asked && JSON.stringify(state.form?.asked) !== JSON.stringify(turn.asked)) {
    throw new Error(
      `${where()}Asked should be ${JSON.stringify(turn.asked)}, it is ${JSON.stringify(state.form?.asked)}`,
    );
  }
  if (turn.locale && state.locale !== turn.locale)
    throw new Error(`${where()}The language should be ${turn.locale}, it is ${state.locale}`);
  const raw = /\{\{|\}\}|\b[a-z]+:[a-z]+[.:][a-zA-Z]+|undefined|\[object/.exec(shown);
  if (raw) throw new Error(`${where()}It shows something raw: ${raw[0]}`);
}

async function storedApplications({ store }: World): Promise<Application[]> {
  const { docs } = await store.list('applications', { limit: 100 });
  return docs.map((doc) => bodyOf('application', doc));
}

function checkStored({ title, stored, maxTurns }: Script, applications: Application[], counted: number): void {
  if (maxTurns !== undefined && counted > maxTurns)
    throw new Error(`"${title}" took ${counted} turns; at most ${maxTurns}`);
  if (stored?.applications !== undefined && applications.length !== stored.applications) {
    throw new Error(
      `"${title}": ${stored.applications} applications should be stored, there are ${applications.length}`,
    );
  }
  for (const [path, wanted] of Object.entries(stored?.first ?? {})) {
    const found = path
      .split('.')
      .reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], applications[0]);
    if (JSON.stringify(found) !== JSON.stringify(wanted)) {
      throw new Error(`"${title}": ${path} should be ${JSON.stringify(wanted)}, it is ${JSON.stringify(found)}`);
    }
  }
}
