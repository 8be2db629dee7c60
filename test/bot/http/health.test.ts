// /healthz says that it lives, /readyz what it tried: a write, a read, the mail queue, the bot's token; each change is logged once.
import { createHealth } from '../../../bot/http/health';
import { StoreDamaged, StoreDown } from '../../../storage/store';
import { systemCodeOf } from '../../../storage/system-code';
import { runApp, type RunningApp } from '../../support/running-app';
import { strangeMail } from '../../support/changes';

const asked = async (base: string, path: string) => {
  const response = await fetch(`${base}${path}`);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};
const OK = { ok: true };
const told = (running: RunningApp) =>
  running.lines
    .filter(({ message }) => message.startsWith('health: '))
    .map(({ level, fields, message }) => [level, fields, message]);

test('a store that fails: it lives and is not ready, says why without a path, logs it once and once when it heals', async () => {
  let down: Error | undefined;
  const running = await runApp({
    wrap: (deps) => ({
      ...deps,
      store: { ...deps.store, commit: (...given) => (down ? Promise.reject(down) : deps.store.commit(...given)) },
    }),
  });
  const look = createHealth({ ...running.deps, log: logOf(running), keepMs: 0 });
  try {
    expect(await asked(running.base, '/readyz')).toMatchObject({
      status: 200,
      body: { status: 'ready', checks: { store: OK } },
    });
    down = new StoreDown('the disk is full', { cause: Object.assign(new Error('x'), { errcode: 13 }) });
    for (let times = 0; times < 3; times += 1)
      expect(await look.ready()).toEqual({
        status: 'not ready',
        checks: { store: { ok: false, reason: 'the disk is full', code: 'ENOSPC' } },
      });
    expect(await asked(running.base, '/healthz')).toEqual({ status: 200, body: { status: 'ok' } });
    down = new StoreDamaged('/srv/data/fapiao.db is damaged');
    expect((await look.ready()).checks.store).toEqual({
      ok: false,
      reason: 'the store is damaged',
      code: 'StoreDamaged',
    });
    down = undefined;
    for (let times = 0; times < 2; times += 1) expect((await look.ready()).status).toBe('ready');
    expect(told(running)).toEqual([
      ['error', { check: 'store', code: 'ENOSPC' }, 'health: the disk is full'],
      ['error', { check: 'store', code: 'StoreDamaged' }, 'health: the store is damaged'],
      ['info', { check: 'store' }, 'health: it works again'],
    ]);
  } finally {
    await running.close();
  }
});

test('a flood of questions costs one write: the answer is kept for a moment', async () => {
  let commits = 0;
  const running = await runApp({
    wrap: (deps) => ({
      ...deps,
      store: {
        ...deps.store,
        commit(pk, ...rest) {
          if (pk === 'job:health') commits += 1;
          return deps.store.commit(pk, ...rest);
        },
      },
    }),
  });
  const look = createHealth({ ...running.deps, log: logOf(running), keepMs: 3_600_000 });
  try {
    const answers = await Promise.all(Array.from({ length: 500 }, () => look.ready()));
    for (let times = 0; times < 100; times += 1) answers.push(await look.ready());
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set(['ready']));
    expect(commits).toBe(1);
  } finally {
    await running.close();
  }
});

test('a mail that waits for long is named with its age; the process serves on', async () => {
  const running = await runApp();
  const { deps } = running;
  const later = () => new Date(Date.now() + 3_600_000).toISOString();
  const look = createHealth({ ...deps, now: later, log: logOf(running), keepMs: 0 });
  try {
    const write = strangeMail(deps, 'c', 'li.hua@qinghe.example', 'noSuchTemplate');
    await deps.store.commit('customer:c', [write]);
    const { status, checks } = await look.ready();
    expect(status).toBe('degraded');
    expect(checks.mail).toMatchObject({ ok: false, reason: expect.stringContaining('SMTP_URL') });
    expect(checks.mail?.oldestSeconds).toBeGreaterThan(3_500);
    expect(JSON.stringify([checks, told(running)])).not.toContain('qinghe');
  } finally {
    await running.close();
  }
});

test('a bot whose token can not be had says so with the provider’s code, by the SDK itself', async () => {
  const away = 'https://127.0.0.1:1/tenant';
  const running = await runApp({
    env: {
      MicrosoftAppId: '11111111-2222-3333-4444-555555555555',
      MicrosoftAppPassword: 'expired-password-4711',
      OAuthUrl: away,
      ToChannelFromBotLoginUrl: away,
      ToChannelFromBotOAuthScope: 'https://scope.example',
      ToBotFromChannelTokenIssuer: 'https://issuer.example',
      ToBotFromChannelOpenIdMetadataUrl: away,
      ToBotFromEmulatorOpenIdMetadataUrl: away,
    },
  });
  try {
    const { status, body } = await asked(running.base, '/readyz');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      status: 'degraded',
      checks: {
        store: OK,
        identity: { ok: false, reason: expect.stringContaining('MicrosoftAppPassword'), code: expect.any(String) },
      },
    });
    expect(JSON.stringify([body, told(running)])).not.toMatch(/4711|11111111/);
  } finally {
    await running.close();
  }
});

test('of an expired secret Entra ID’s own code is told, and nothing else of its answer', async () => {
  const running = await runApp();
  const message = "invalid_client: AADSTS7000222: The provided client secret keys for app '1111-geheim' are expired.";
  const look = createHealth({
    ...running.deps,
    log: logOf(running),
    identity: () => Promise.reject(Object.assign(new Error(message), { errorCode: 'invalid_client' })),
  });
  try {
    const { checks } = await look.ready();
    expect(checks.identity).toMatchObject({ ok: false, code: 'AADSTS7000222' });
    expect(JSON.stringify([checks, told(running)])).not.toContain('geheim');
  } finally {
    await running.close();
  }
});

test('a system’s code is found behind the store’s own error, and nothing that only looks like one', () => {
  const behind = (cause: unknown) => systemCodeOf(new StoreDown('x', { cause }));
  expect(behind({ errcode: 778 })).toBe('EIO');
  expect(behind({ errcode: 8 })).toBe('EROFS');
  expect(behind(Object.assign(new Error('x'), { code: 'ENOENT' }))).toBe('ENOENT');
  expect(behind({ code: 'li.hua@qinghe.example' })).toBeUndefined();
  expect(systemCodeOf('EROFS')).toBeUndefined();
});

const logOf = ({ lines }: RunningApp) => {
  const line = (level: string) => (fields: object, message: string) =>
    void lines.push({ level, fields: { ...fields }, message });
  return { debug: line('debug'), info: line('info'), warn: line('warn'), error: line('error') };
};
