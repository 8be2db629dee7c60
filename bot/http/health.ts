// Whether the process can keep what it promises: tries it, remembers the answer for a moment, logs each change once.
import { bodyOf, isKnown, keys, type Outbox, record } from '../../storage/records';
import { type Store, StoreBusy, StoreDamaged, StoreDown } from '../../storage/store';
import { systemCodeOf } from '../../storage/system-code';
import { type Log, nameOf } from '../process/log';

/** `reason` is a sentence of ours, `code` the system's or the identity provider's: never a value, path or address. */
export type Check = { ok: true } | { ok: false; reason: string; code?: string };

/** Of what waits to be sent, how old the oldest is. */
type Waiting = Check & { oldestSeconds: number };

export interface Readiness {
  /** `degraded`: it serves, and something that others wait for stands still. */
  status: 'ready' | 'degraded' | 'not ready';
  checks: { store: Check; mail?: Waiting; issuing?: Waiting; identity?: Check };
}

export interface HealthOptions {
  store: Store;
  now: () => string;
  newId: () => string;
  log: Log;
  /** Gets a token of the bot; left out where it has no app id. */
  identity?: () => Promise<unknown>;
  /** Whoever asks again within that time gets the same answer. */
  keepMs?: number;
  /** An issuing service is told of work. */
  issuing?: boolean;
  identityMs?: number;
  everyMs?: number;
}

export interface Health {
  /** A write, a read and a look into the queue at most every `keepMs`, however many ask. Never throws. */
  ready(): Promise<Readiness>;
  /** Looks by itself, so that the log knows although nobody asks. */
  start(): void;
  stop(): void;
}

/** Whoever asks waits no longer than this; the store's own patience is longer. */
const PATIENCE_MS = 4_000;
/** What is so old stands still: the server's word of a temporary failure is tried again within minutes. */
const LATE_MS = 15 * 60_000;
const LOOKED_AT = 50;
const KEY = keys.job('health');

export function createHealth(options: HealthOptions): Health {
  const {
    store,
    now,
    newId,
    log,
    identity,
    issuing: told = false,
    keepMs = 2_000,
    identityMs = 60_000,
    everyMs = 5_000,
  } = options;
  const bad = new Map<string, string>();
  let timer: NodeJS.Timeout | undefined;

  const readiness = kept(keepMs, look);
  const proven = identity && kept(identityMs, () => tried(() => identity(), identityTrouble));

  async function look(): Promise<Readiness> {
    const [stored, known] = await Promise.all([tried(tryStore, storeTrouble), proven?.()]);
    const waiting = stored.ok ? await tryWaiting() : {};
    const checks = { store: stored, ...waiting, ...(known ? { identity: known } : {}) };
    for (const [name, check] of Object.entries(checks)) tell(name, check);
    const standing = Object.values(checks).some(({ ok }) => !ok);
    return { status: !stored.ok ? 'not ready' : standing ? 'degraded' : 'ready', checks };
  }

  /** One document for all processes: whoever wrote last, a reader finds nothing older than what was written here. */
  async function tryStore(): Promise<void> {
    const at = now();
    const probe = { at, by: newId() };
    await store.commit(KEY.pk, [{ op: 'put', doc: record('job', KEY, probe) }]);
    const found = await store.get(KEY);
    const read = found && (bodyOf('job', found) as { at?: string }).at;
    if (read === undefined || read < at) throw new StoreDown('what was written can not be read again');
  }

  /** What waits to be sent, by where it goes. */
  async function tryWaiting(): Promise<Pick<Readiness['checks'], 'mail' | 'issuing'>> {
    const { docs } = await store.list('due', { limit: LOOKED_AT }).catch(() => ({ docs: [] }));
    const rows = docs.filter((doc) => doc.kind === 'outbox' && isKnown(doc)).map((doc) => bodyOf('outbox', doc));
    const oldest = (wanted: (row: Outbox) => boolean, reason: string): Waiting => {
      const ages = rows.filter(wanted).map((row) => Date.parse(now()) - Date.parse(row.createdAt));
      const ms = Math.max(0, ...ages);
      const oldestSeconds = Math.round(ms / 1000);
      return ms < LATE_MS ? { ok: true, oldestSeconds } : { ok: false, oldestSeconds, reason };
    };
    const mail = oldest(({ to }) => to === 'mail', 'mails wait: the mail server (SMTP_URL) does not take them');
    if (!told) return { mail };
    const stands = 'the issuing service (ISSUING_URL) does not take what it is told';
    return { mail, issuing: oldest(({ name }) => name === 'issuing', stands) };
  }

  function tell(name: string, check: Check): void {
    const before = bad.get(name);
    if (check.ok) {
      if (bad.delete(name)) log.info({ check: name }, 'health: it works again');
      return;
    }
    const what = `${check.reason} ${check.code ?? ''}`;
    bad.set(name, what);
    if (before !== what)
      log.error({ check: name, ...(check.code ? { code: check.code } : {}) }, `health: ${check.reason}`);
  }

  return {
    ready: readiness,
    start() {
      timer = setInterval(() => void readiness(), everyMs).unref();
    },
    stop: () => clearInterval(timer),
  };
}

/** At most one at a time, and its answer for `ms`: a flood of questions costs what one costs. */
function kept<T>(ms: number, ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  let until = 0;
  let asking = false;
  return () => {
    if (answer && (asking || performance.now() < until)) return answer;
    asking = true;
    answer = ask().finally(() => {
      asking = false;
      until = performance.now() + ms;
    });
    return answer;
  };
}

async function tried(work: () => Promise<unknown>, trouble: (error: unknown) => Check): Promise<Check> {
  let late: NodeJS.Timeout | undefined;
  try {
    const working = work();
    working.catch(() => undefined);
    await Promise.race([
      working,
      new Promise((_, reject) => {
        late = setTimeout(() => reject(new StoreDown('it takes too long to answer')), PATIENCE_MS);
      }),
    ]);
    return { ok: true };
  } catch (error) {
    return trouble(error);
  } finally {
    clearTimeout(late);
  }
}

/** ASVS 5.0 16.5.1: what broke is for the log; a sentence of ours names a setting at most. */
function storeTrouble(error: unknown): Check {
  const code = systemCodeOf(error) ?? nameOf(error);
  // Its sentence names a path of the machine, and the store has logged it.
  if (error instanceof StoreDamaged) return { ok: false, reason: 'the store is damaged', code };
  const ours = error instanceof StoreDown || error instanceof StoreBusy;
  return { ok: false, reason: ours ? error.message : 'the store does not answer', code };
}

/** Of Entra ID's answer its code only (invalid_client, AADSTS7000222): the rest names tenant and app. */
function identityTrouble(error: unknown): Check {
  const { errorCode, message = '' } = error as { errorCode?: unknown; message?: string };
  const entra = /AADSTS\d{1,9}/.exec(String(message).slice(0, 2_000))?.[0];
  const known = typeof errorCode === 'string' && /^[a-z_]{1,50}$/.test(errorCode) ? errorCode : undefined;
  return {
    ok: false,
    reason:
      'no token for the bot can be had (MicrosoftAppId, MicrosoftAppPassword): answers to channels can not be sent',
    code: entra ?? known ?? systemCodeOf(error) ?? nameOf(error),
  };
}
