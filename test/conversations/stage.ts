// A conversation on a stage: real engine, real turn, real use-cases on a real SQLite file; no HTTP.
import { createTurns } from '../../bot/turn/turn';
import type { Inbound, LogItem } from '../../bot/turn/inbound';
import type { Input } from '../../dialogs/flows/flow';
import type { State } from '../../dialogs/state';
import { type Locale, translate } from '../../locales';
import { activate } from '../../services/account/activate';
import { type MoveData, moveApplication } from '../../services/application/applications';
import type { ApplicationEvent } from '../../domain/application';
import type { AccountLink } from '../../domain/people';
import { resolveHost } from '../../services/account/host';
import { claimLogin } from '../../services/account/logins';
import { answerQuestion } from '../../services/account/not-us';
import { pickNumber } from '../../services/account/pairing';
import { markRefused } from '../../services/account/refused';
import { createQuery } from '../../services/query';
import { run } from '../../services/run';
import { signIn } from '../../services/account/signin';
import { type Account, type Application, bodyOf, keys, type Outbox, record } from '../../storage/records';
import {
  applied,
  by,
  createWorldOn,
  draft,
  type Ground,
  outbox,
  seedAccount,
  seedBills,
  type World,
} from '../support/fapiao-world';
import { LAST, type Scene, SEEDS } from './worlds';
import { tempStore } from '../support/temp-store';
import { openWire } from './wire';
import { isMail } from '../support/changes';
import { eventIn } from '../../services/shared/outbox';
import { HOUR, later } from '../../domain/time';

export const EMAIL = 'account-1@qinghe.example';
const PASSWORD = 'violet-otter-climbs-41';
const CONVERSATION = 'test:conversation';

/** A press on the open form's card; `form`: on the newest finished one, on the first card of the conversation, on none that is known. */
export interface Press {
  action: string;
  slot?: string;
  rev?: number;
  values?: Record<string, string>;
  form?: 'finished' | 'first' | 'foreign';
}

export interface Stage {
  world: World<Ground>;
  /** Counted turns of the person. */
  turns(): number;
  say(text: string): Promise<LogItem[]>;
  /** The button with this text key, of the last answer. */
  button(key: string): Promise<LogItem[]>;
  press(card: Press): Promise<LogItem[]>;
  /** The page around the chat names bills: no turn of the person. */
  pageNames(bills: string[]): Promise<LogItem[]>;
  /** The admin centre has signed somebody in. */
  hostSays(user: { email: string; orders?: string[]; subject?: string; tenant?: string }): Promise<LogItem[]>;
  /** The account page has linked the chat. */
  linked(): Promise<LogItem[]>;
  /** The newest activation mail is opened, a password set, and the chat's number picked. */
  activated(): Promise<LogItem[]>;
  /** The order's contact answers by the newest mail; what the chat is told. */
  contactSays(verdict: 'agree' | 'refuse'): Promise<LogItem[]>;
  /** The sign-in page is used, and its code typed into the chat. */
  signedInByCode(): Promise<LogItem[]>;
  /** The service centre moves the newest application; what the chat is told. */
  moved(event: ApplicationEvent, data?: MoveData): Promise<LogItem[]>;
  /** The mail server refuses the activation mail for good. */
  mailRefused(): Promise<LogItem[]>;
  /** Somebody else of the same customer applies for a bill. */
  takenByOther(bill: string): Promise<LogItem[]>;
  /** Signed out everywhere: the link is void. */
  linkDies(): Promise<LogItem[]>;
  wait(seconds: number): Promise<LogItem[]>;
  state(): Promise<State>;
  applications(): Promise<Application[]>;
  mails(): Promise<Outbox[]>;
  requests(): Promise<number>;
  close(): Promise<void>;
}

export interface How {
  /** Through HTTP, as a channel does. */
  overWire?: boolean;
  ground?: Ground;
}

/** Opens a conversation: the account and the bills of its scene, welcomed, signed in if the scene says so. */
export async function openStage(
  scene: Scene,
  locale: Locale,
  { overWire = false, ground = tempStore() }: How = {},
): Promise<Stage> {
  const world = await createWorldOn(ground);
  const { deps, store } = world;
  await seedBills(deps, SEEDS[scene.bills ?? 'oneOpen']);
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
  const wire = overWire ? await openWire(deps, turns) : undefined;
  let sent = 0;
  let counted = 0;
  let firstForm: string | undefined;
  let other: AccountLink | undefined;
  let last: LogItem[] = [];

  const state = async (): Promise<State> => {
    const header = await store.get(keys.header(CONVERSATION));
    if (!header) throw new Error('the conversation has no header');
    return bodyOf('header', header).state as State;
  };
  const deliver = async (input: Input): Promise<LogItem[]> => {
    sent += 1;
    const inbound: Inbound = {
      conversation: CONVERSATION,
      dedupe: `turn:${sent}`,
      input,
      locale,
      channel: 'test',
      person: 'person',
      receivedAt: deps.now(),
      ...(scene.group ? { group: true } : {}),
    };
    const byPerson = ['text', 'card', 'bills'].includes(input.kind);
    const items = wire && byPerson ? await wire.post(input, inbound) : (await turns.deliver(inbound)).items;
    firstForm ??= (await state()).form?.id;
    last = items.length ? items : last;
    return items;
  };
  const said = (input: Input): Promise<LogItem[]> => {
    counted += 1;
    return deliver(input);
  };
  const applications = async (): Promise<Application[]> => {
    const { docs } = await store.list('applications', { limit: 100 });
    return docs.map((doc) => bodyOf('application', doc));
  };
  /** What the dispatcher would bring into the chat. */
  async function notices(): Promise<LogItem[]> {
    const { docs } = await store.list('due', { limit: 100 });
    const items: LogItem[] = [];
    for (const doc of docs) {
      const row = doc.kind === 'outbox' ? bodyOf('outbox', doc) : undefined;
      if (row?.to !== 'chat' || row.target !== CONVERSATION) continue;
      await store.commit(doc.pk, [{ op: 'delete', id: doc.id }]);
      items.push(...(await deliver({ kind: 'notice', ...eventIn(row) })));
    }
    return items;
  }
  const newestMail = async (name: string) => {
    const found = (await outbox(deps)).filter(isMail).findLast((row) => row.name === name);
    if (!found) throw new Error(`there is no mail ${name}`);
    return found;
  };

  const link = scene.stranger ? undefined : await seedLogin(scene, world);
  const stage: Stage = {
    world,
    turns: () => counted,
    state,
    applications,
    say: (text) => said({ kind: 'text', text }),
    async button(key) {
      for (const item of last) {
        if (item.author !== 'bot') continue;
        const { facts = [], choices: below = [] } = item.reply;
        const beside = facts.flatMap(({ notes = [] }) => notes.flatMap(({ choices = [] }) => choices));
        const found = [...beside, ...below].find(({ title }) => title.key === key);
        if (found) {
          return said({
            kind: 'text',
            text: typeof found.say === 'string' ? found.say : translate(item.locale, found.say),
          });
        }
      }
      throw new Error(`there is no button ${key}`);
    },
    async press({ action, slot, rev, values = {}, form }) {
      const now = await state();
      const id = {
        finished: now.finished[0]?.id,
        first: firstForm,
        foreign: 'foreign',
        open: now.form?.id,
      }[form ?? 'open'];
      return said({
        kind: 'card',
        form: id ?? 'none',
        action,
        values,
        ...(slot ? { slot } : {}),
        ...(rev === undefined ? {} : { rev }),
      });
    },
    pageNames: (bills) => deliver({ kind: 'bills', bills }),
    async hostSays({ email, orders, subject = 'subject-1', tenant = 'tenant-1' }) {
      const resolved = await resolveHost(deps, { subject, email, tenant, ...(orders ? { orders } : {}) });
      return deliver({
        kind: 'notice',
        name: 'host',
        params: { subject, until: later(deps.now(), HOUR), ...resolved },
      });
    },
    async linked() {
      if (!link) throw new Error('a stranger has no account');
      return deliver({ kind: 'notice', name: 'linked', params: { ...link, email: EMAIL } });
    },
    async activated() {
      const { link: mailed } = await newestMail('activation');
      const token = deps.secrets.link(mailed?.purpose ?? '', mailed?.nonce ?? '').token;
      const made = await activate(deps, { token, password: PASSWORD });
      const pair =
        (await state()).finished.flatMap(({ outcome }) =>
          outcome.ok && outcome.type === 'registered' ? [Number(outcome.pair)] : [],
        )[0] ?? 0;
      if (!made.ok || !made.pairing) throw new Error('not activated');
      const picked = await pickNumber(deps, { pairing: made.pairing.token, choice: pair });
      if (!picked.ok) throw new Error(picked.reason.code);
      return notices();
    },
    async contactSays(verdict) {
      const { link: mailed } = await newestMail('agreementAsked');
      const token = deps.secrets.link(mailed?.purpose ?? '', mailed?.nonce ?? '').token;
      const done = await answerQuestion(deps, token, verdict);
      if (!done.ok) throw new Error(done.reason.code);
      return notices();
    },
    async signedInByCode() {
      const token = new URL((await state()).signIn?.url ?? '').searchParams.get('r') ?? '';
      const page = await signIn(deps, { token, email: EMAIL, password: PASSWORD });
      if (!page.ok) throw new Error(page.reason.code);
      return said({ kind: 'text', text: page.code });
    },
    async moved(event, data) {
      const number =
        (await applications())
          .map((one) => one.number)
          .toSorted()
          .at(-1) ?? '';
      const done = await moveApplication(deps, {
        number,
        event,
        by: { role: 'staff', name: 'clerk' },
        ...(data ? { data } : {}),
      });
      if (!done.ok) throw new Error(done.reason.code);
      return notices();
    },
    async mailRefused() {
      const body = await newestMail('activation');
      await markRefused(deps, { pk: keys.customer('tenant-1'), id: `outbox:${body.link?.nonce}`, body }, '550');
      return notices();
    },
    async takenByOther(bill) {
      other ??= await seedAccount(deps, { customer: 'tenant-1', id: 'account-2', orders: ['ORDER-1'] });
      await applied(deps, by(other, 'web:other'), draft([bill]));
      return [];
    },
    async linkDies() {
      if (link) await run(deps, { id: deps.newId(), by: by(link, 'web:other'), type: 'signOutEverywhere' });
      return [];
    },
    async wait(seconds) {
      world.temp.setNow(new Date(Date.parse(deps.now()) + seconds * 1000).toISOString());
      return [];
    },
    mails: async () => (await outbox(deps)).filter((row) => row.to === 'mail'),
    requests: async () => (await store.list('requests', { limit: 100 })).docs.length,
    async close() {
      await wire?.close();
      await world.temp.remove();
    },
  };
  await deliver({ kind: 'joined' });
  if (scene.signedIn) await stage.linked();
  return stage;
}

/** The account that holds ORDER-1, with a password; `prefilled`: with what it confirmed last. */
async function seedLogin({ prefilled }: Scene, { deps }: World<Ground>) {
  const link = await seedAccount(deps, { customer: 'tenant-1', orders: ['ORDER-1'] });
  await claimLogin(deps, EMAIL, link.customer, link.account);
  const stored = await deps.store.get(keys.account(link.customer, link.account));
  if (!stored) throw new Error('no account');
  const last = prefilled
    ? { last: { ...(LAST[prefilled] as NonNullable<Account['last']>), at: '2026-10-12T03:00:00.000Z' } }
    : {};
  const body: Account = {
    ...bodyOf('account', stored),
    passwordHash: await deps.passwords.hash(PASSWORD, { key: 'stage' }),
    ...last,
  };
  const doc = record('account', keys.account(link.customer, link.account), body);
  await deps.store.commit(stored.pk, [{ op: 'replace', doc, etag: stored.etag }]);
  return link;
}
