// One process of the product that can die at any call of its store, its mail server or its connector.
import { randomBytes } from 'node:crypto';
import { type Core, createCore } from '../../bot/process/core';
import { takePort } from '../../bot/http/door';
import { createHealth } from '../../bot/http/health';
import { createHttpServer } from '../../bot/http/server';
import { BUSINESS_DEFAULTS } from '../../domain/business';
import type { Deps } from '../../services/shared/deps';
import { createSecrets } from '../../services/shared/secret';
import { type Store, StoreDown } from '../../storage/store';
import type { When } from '../support/faulty-store';
import { tempBlobs } from '../support/temp-blobs';
import { cheapPasswords } from '../support/cheap-passwords';

/** Where a process dies: at its n-th call, counted over store, mail and connector. */
export interface Stop {
  call: number;
  when: When;
}

/** Counts the calls of one process. Once it is dead, nothing that it asks happens any more. */
export interface Fate {
  calls: string[];
  stop: Stop | undefined;
  dead: boolean;
  /** Both throw when the process is dead. */
  before(what: string): number;
  after(call: number): void;
}

class Dead extends StoreDown {}

export function fate(stop?: Stop): Fate {
  const at = (call: number, when: When) => {
    if (own.stop?.call === call && own.stop.when === when) own.dead = true;
    if (own.dead) throw new Dead('the process is dead');
  };
  const own: Fate = {
    calls: [],
    stop,
    dead: false,
    before(what) {
      const call = own.calls.push(what);
      at(call, 'before');
      return call;
    },
    after: (call) => at(call, 'after'),
  };
  return own;
}

function mortal(store: Store, own: Fate): Store {
  const step = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
    const call = own.before(what);
    const result = await work();
    own.after(call);
    return result;
  };
  return {
    ...store,
    get: (key) => step(`get ${key.id}`, () => store.get(key)),
    commit: (pk, writes, deadline) => step(`commit ${pk}`, () => store.commit(pk, writes, deadline)),
    list: (list, query) => step(`list ${list}`, () => store.list(list, query)),
    scan: (query) => step('scan', () => store.scan(query)),
  };
}

export interface Life {
  fate: Fate;
  deps: Deps;
  core: Core;
  base: string;
  end(): Promise<void>;
}

export interface Place {
  open(): Promise<Store>;
  now: () => string;
  smtpUrl: string;
}

/** Cheap: what is tested is not how hard a password is to guess. */
const passwords = cheapPasswords(1);
const log = { debug: nothing, info: nothing, warn: nothing, error: nothing };
function nothing(): void {}

/** Starts a process on a store; the dispatcher looks only when it is told to, so that calls come in one order. */
export async function live({ open, now, smtpUrl }: Place, stop?: Stop): Promise<Life> {
  const own = fate(stop);
  const real = await open();
  const name = randomBytes(3).toString('hex');
  let ids = 0;
  const deps: Deps = {
    store: real,
    blobs: tempBlobs(),
    now,
    newId: () => `${name}-${(ids += 1)}`,
    random: randomBytes,
    business: { ...BUSINESS_DEFAULTS },
    environment: BUSINESS_DEFAULTS,
    secrets: await createSecrets({ store: real }),
    passwords,
    publicUrl: 'http://localhost:3978',
    wake: () => undefined,
  };
  deps.store = mortal(real, own);
  const core = createCore(deps, { botFramework: {}, mailFrom: 'fapiao@fapiao.example', smtpUrl }, log);
  const http = createHttpServer({
    health: createHealth({ store: real, now: deps.now, newId: deps.newId, log }),
    trustProxy: 0,
    log,
  });
  core.connector.mount(http.router);
  const door = await takePort(0, '127.0.0.1');
  await door.open(http.router.http);
  return {
    fate: own,
    deps,
    core,
    base: `http://127.0.0.1:${door.port}`,
    async end() {
      await core.dispatcher.stop();
      await http.close(0);
      core.mailer.close();
      await real.close();
    },
  };
}
