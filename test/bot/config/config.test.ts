// Configuration: what does not fit is told with its name, what it got and what it wants; production refuses what is unsafe.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError, loadConfig } from '../../../bot/config';
import { servesMessages } from '../../../bot/config/exposed';

function problems(env: Record<string, string>): string[] {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

const SECRET = 'a-secret-that-nobody-may-ever-read-4711';
const PRODUCTION = {
  NODE_ENV: 'production',
  SECRET,
  SMTP_URL: 'smtps://mailer:pass-4711@mail.example',
  PUBLIC_URL: 'https://fapiao.example.cn',
  WEB_CHAT_ONLY: 'true',
};
const without = (name: keyof typeof PRODUCTION) => {
  const { [name]: _, ...rest } = PRODUCTION;
  return rest;
};

test('nothing set is a local demo with the source documents’ defaults', () => {
  const config = loadConfig({});
  expect(config).toMatchObject({
    port: 3978,
    host: '127.0.0.1',
    dataDir: './data',
    publicUrl: 'http://localhost:3978',
    production: false,
    demo: true,
    billsPage: true,
    trustProxy: 0,
    allowedOrigins: [],
    botFramework: {},
    business: { workingDays: 2, activationHours: 24 },
  });
  expect(config.secret).toBeUndefined();
  expect(config.smtpUrl).toBeUndefined();
});

test('an empty variable is an unset one', () => {
  expect(loadConfig({ PORT: '', SECRET: '', SMTP_URL: '', MicrosoftAppType: '' })).toEqual(loadConfig({}));
});

test.each([
  ['PORT', 'abc'],
  ['PORT', '-1'],
  ['PORT', '65536'],
  ['PORT', '80.5'],
  ['KEEP_TRANSCRIPTS_DAYS', '90'],
  ['KEEP_FAPIAO_YEARS', '9'],
  ['KEEP_TECHNICAL_DAYS', 'long'],
  ['KEEP_MAILS_DAYS', '3'],
  ['PUBLIC_URL', 'fapiao.example'],
  ['PUBLIC_URL', 'ftp://fapiao.example'],
  ['NODE_ENV', 'prod'],
  ['SECRET', 'short'],
  ['SECRET_PREVIOUS', 'short'],
  ['TRUST_PROXY', 'yes'],
  ['TRUST_PROXY', '11'],
  ['ALLOWED_ORIGINS', 'https://a.example/path'],
  ['ALLOWED_ORIGINS', 'https://a.example, b.example'],
  ['SMTP_URL', 'mail.example'],
  ['SMTP_URL', 'https://mail.example'],
  ['MAIL_FROM', 'nobody'],
  ['MAIL_FROM', 'a@b.example, c@d.example'],
  ['DEMO', 'perhaps'],
  ['WEB_CHAT_ONLY', 'perhaps'],
  ['LOG_LEVEL', 'loud'],
  ['SYNC_HOURS', '-1'],
  ['ACTIVATION_HOURS', '0'],
  ['WORKING_DAYS', '0'],
  ['DIGITAL', 'perhaps'],
  ['PAPER', '2'],
  ['COURIER_DAYS_MIN', 'x'],
  ['COURIER_DAYS_MIN', '9'],
  ['COURIER_DAYS_MAX', '61'],
  ['CALENDAR_FILE', '/nowhere/calendar.json'],
  ['ADMIN_CENTRE_URL', 'javascript:alert(1)'],
  ['SUPPORT_URL', 'x'],
  ['VERIFY_URL', 'x'],
  ['HOST_JWKS_URL', 'portal.example/keys'],
  ['HOST_JWT_SECRET', 'short'],
  ['DIRECTLINE_ENDPOINT', 'directline.example'],
  ['MicrosoftAppType', 'SingleTennant'],
  ['ChannelService', 'https://botframework.azure.cn'],
])('%s=%j is refused in one line: its name, what it got, what it wants', (name, value) => {
  const [line, ...others] = problems({ [name]: value });
  expect(others).toEqual([]);
  expect(line).toMatch(new RegExp(`^${name}: got .+, wants .+`));
  if (!/SECRET|SMTP_URL/.test(name)) expect(line).toContain(value);
});

test('all that is wrong is told at once', () => {
  const told = problems({ PORT: 'x', LOG_LEVEL: 'loud', DEMO: 'perhaps' });
  expect(told.map((line) => line.split(':')[0])).toEqual(['PORT', 'DEMO', 'LOG_LEVEL']);
});

test('a bot registration that is not complete is told by the name that is missing', () => {
  const id = { MicrosoftAppId: 'id', MicrosoftAppPassword: 'p' };
  expect(problems(id)).toEqual([]);
  expect(problems({ MicrosoftAppId: 'id' })[0]).toMatch(/^MicrosoftAppPassword: /);
  expect(problems({ ...id, MicrosoftAppType: 'SingleTenant' })[0]).toMatch(/^MicrosoftAppTenantId: /);
  expect(problems({ MicrosoftAppId: 'id', MicrosoftAppType: 'UserAssignedMsi', MicrosoftAppTenantId: 't' })).toEqual(
    [],
  );
});

test('settings of another cloud go all together: the SDK takes some without a word and fails later', () => {
  const some = { OAuthUrl: 'https://token.example', ToChannelFromBotLoginUrl: 'https://login.example' };
  expect(problems(some).map((line) => line.split(':')[0])).toEqual([
    'ToChannelFromBotOAuthScope',
    'ToBotFromChannelTokenIssuer',
    'ToBotFromChannelOpenIdMetadataUrl',
    'ToBotFromEmulatorOpenIdMetadataUrl',
  ]);
});

test('the Bot Framework settings go on by their official names, and no other variable does', () => {
  const settings = {
    MicrosoftAppId: 'id',
    MicrosoftAppPassword: 'p',
    MicrosoftAppType: 'SingleTenant',
    MicrosoftAppTenantId: 't',
    ValidateAuthority: 'true',
  };
  expect(loadConfig({ ...settings, SECRET }).botFramework).toEqual(settings);
});

describe('the admin centre around the chat', () => {
  const HOST = {
    HOST_JWKS_URL: 'https://portal.example.cn/keys',
    HOST_JWT_ISSUER: 'https://portal.example.cn',
    HOST_JWT_AUDIENCE: 'fapiao',
  };
  const HOST_SECRET = 'a-secret-of-the-host-that-nobody-may-read';
  const { HOST_JWKS_URL: _, ...place } = HOST;

  test('is known by its keys, or by a shared secret', () => {
    const known = { issuer: HOST.HOST_JWT_ISSUER, audience: 'fapiao' };
    expect(loadConfig(HOST).hostTokens).toEqual({ ...known, jwksUrl: HOST.HOST_JWKS_URL });
    expect(loadConfig({ ...place, HOST_JWT_SECRET: HOST_SECRET }).hostTokens).toEqual({
      ...known,
      secret: HOST_SECRET,
    });
    expect(loadConfig({}).hostTokens).toBeUndefined();
  });

  test.each([
    ['HOST_JWKS_URL', place],
    ['HOST_JWT_ISSUER', { ...HOST, HOST_JWT_ISSUER: '' }],
    ['HOST_JWT_AUDIENCE', { ...HOST, HOST_JWT_AUDIENCE: '' }],
    ['HOST_JWT_SECRET', { ...HOST, HOST_JWT_SECRET: HOST_SECRET }],
  ])('half of it is refused by the name that is missing or too much: %s (ASVS 5.0 9.1.2)', (name, env) => {
    const told = problems(env);
    expect(told).toEqual([expect.stringMatching(new RegExp(`^${name}: got .+, wants .+ as HOST_`))]);
    expect(told.join()).not.toContain(HOST_SECRET);
  });

  test('keys come by TLS, or from this machine (ASVS 5.0 12.3.1)', () => {
    expect(problems({ ...HOST, HOST_JWKS_URL: 'http://portal.example.cn/keys' })).toEqual([
      expect.stringMatching(/^HOST_JWKS_URL: got "http:.+, wants .+https/),
    ]);
    expect(problems({ ...HOST, HOST_JWKS_URL: 'http://localhost:4000/keys' })).toEqual([]);
  });
});

describe('Azure Direct Line', () => {
  const BOT = { MicrosoftAppId: 'id', MicrosoftAppPassword: 'p' };
  const KEY = 'azure-secret.that-nobody-may-read';

  test('is Azure’s public one, or the one that is named', () => {
    const endpoint = 'https://directline.botframework.com';
    expect(loadConfig({ ...BOT, DIRECTLINE_SECRET: KEY }).directLine).toEqual({ secret: KEY, endpoint });
    const china = 'https://directline.botframework.azure.cn';
    const named = { ...BOT, DIRECTLINE_SECRET: KEY, DIRECTLINE_ENDPOINT: `${china}/` };
    expect(loadConfig(named).directLine?.endpoint).toBe(china);
  });

  test('half of it is refused by the name that is missing', () => {
    expect(problems({ DIRECTLINE_SECRET: KEY })).toEqual([
      expect.stringMatching(/^MicrosoftAppId: got nothing, wants .+ as DIRECTLINE_SECRET is set/),
    ]);
    expect(problems({ DIRECTLINE_ENDPOINT: 'https://directline.example' })).toEqual([
      expect.stringMatching(/^DIRECTLINE_SECRET: got nothing, wants .+ as DIRECTLINE_ENDPOINT is set/),
    ]);
    const plain = problems({ ...BOT, DIRECTLINE_SECRET: KEY, DIRECTLINE_ENDPOINT: 'http://directline.example' });
    expect(plain).toEqual([expect.stringMatching(/^DIRECTLINE_ENDPOINT: .+https/)]);
    expect(plain.join()).not.toContain(KEY);
  });
});

describe('production', () => {
  test('starts with a secret, a mail server, a public address and web chat only, or an app id', () => {
    expect(loadConfig(PRODUCTION)).toMatchObject({ production: true, demo: false });
    expect(loadConfig({ ...without('WEB_CHAT_ONLY'), MicrosoftAppId: 'id', MicrosoftAppPassword: 'p' })).toBeDefined();
  });

  test.each(['SECRET', 'SMTP_URL', 'PUBLIC_URL'] as const)('refuses to start without %s', (name) => {
    expect(problems(without(name))).toEqual([
      expect.stringMatching(new RegExp(`^${name}: got nothing, production wants`)),
    ]);
  });

  test('refuses to start without an app id unless web chat only is said', () => {
    expect(problems(without('WEB_CHAT_ONLY'))).toEqual([
      expect.stringMatching(/^MicrosoftAppId: .*WEB_CHAT_ONLY=true/),
    ]);
    expect(problems({ ...PRODUCTION, WEB_CHAT_ONLY: 'false' })).toHaveLength(1);
  });

  test('refuses to start with demo on', () => {
    expect(problems({ ...PRODUCTION, DEMO: 'true' })).toEqual([expect.stringMatching(/^DEMO: got true/)]);
  });

  test('a secret that is too short is told once, as such', () => {
    expect(problems({ ...PRODUCTION, SECRET: 'short' })).toEqual([expect.stringMatching(/^SECRET: .*does not fit/)]);
  });
});

describe('where others than this machine can come', () => {
  const NAMES = ['SMTP_URL', 'MicrosoftAppId', 'DEMO'];
  test.each([
    ['HOST', { HOST: '0.0.0.0' }],
    ['HOST', { HOST: '::' }],
    ['HOST', { HOST: '192.168.1.7' }],
    ['HOST', { HOST: 'fapiao.internal' }],
    ['PUBLIC_URL', { PUBLIC_URL: 'https://fapiao.example.cn' }],
    ['PUBLIC_URL', { PUBLIC_URL: 'http://127.0.0.1.evil.example' }],
    ['HOST', { HOST: '0.0.0.0', PUBLIC_URL: 'http://localhost:3978' }],
  ])(
    '%s: no demo, no dev inbox and no unproven caller; each with the setting to change (ASVS 5.0 13.4.2)',
    (name, env) => {
      const told = problems(env);
      expect(told.map((line) => line.split(':')[0])).toEqual(NAMES);
      for (const line of told) expect(line).toContain(`${name} lets others in and wants`);
      expect(problems({ ...env, DEMO: 'true' }).map((line) => line.split(':')[0])).toEqual(NAMES);
      const safe = { ...env, DEMO: 'false', SMTP_URL: 'smtp://mail.example', WEB_CHAT_ONLY: 'true' };
      expect(loadConfig(safe)).toMatchObject({ local: false });
      expect(servesMessages(loadConfig(safe))).toBe(false);
      const bot = { MicrosoftAppId: 'id', MicrosoftAppPassword: 'p' };
      expect(servesMessages(loadConfig({ ...safe, ...bot, WEB_CHAT_ONLY: '' }))).toBe(true);
    },
  );

  test.each([{}, { HOST: 'localhost' }, { HOST: '::1' }, { HOST: '127.0.0.5', PUBLIC_URL: 'http://localhost:8080' }])(
    '%j is this machine alone: all of it may be there',
    (env) => {
      expect(loadConfig(env)).toMatchObject({ local: true, demo: true });
      expect(servesMessages(loadConfig(env))).toBe(true);
      expect(servesMessages(loadConfig({ ...env, WEB_CHAT_ONLY: 'true' }))).toBe(false);
    },
  );
});

test('no secret is ever in what is told', () => {
  const wrong = {
    SECRET: 'hush-1',
    SECRET_PREVIOUS: 'hush-2',
    SMTP_URL: 'http://user:hush-3@mail.example',
    MicrosoftAppPassword: 'hush-4',
    HOST_JWT_SECRET: 'hush-5',
    DIRECTLINE_SECRET: 'hush-6',
    MicrosoftAppType: 'wrong',
    NODE_ENV: 'production',
    DEMO: 'true',
  };
  const told = problems(wrong);
  expect(told.length).toBeGreaterThan(3);
  expect(told.join('\n')).not.toContain('hush');
});

test('a calendar of further years is read; another shape is told', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fapiao-config-'));
  const file = join(folder, 'calendar.json');
  try {
    writeFileSync(file, '{"2027":{"off":["2027-01-01"],"work":[]}}');
    expect(loadConfig({ CALENDAR_FILE: file }).business.calendarOverlay).toEqual({
      2027: { off: ['2027-01-01'], work: [] },
    });
    writeFileSync(file, '{"2027":{"off":["1 January"]}}');
    expect(problems({ CALENDAR_FILE: file })[0]).toMatch(/^CALENDAR_FILE: /);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('account holders sign in at / unless that is switched off, with the demo and with an admin centre too', () => {
  expect(loadConfig({ BILLS_PAGE: 'false' }).billsPage).toBe(false);
  expect(loadConfig({ DEMO: 'false' }).billsPage).toBe(true);
  const host = { HOST_JWT_SECRET: SECRET, HOST_JWT_ISSUER: 'a', HOST_JWT_AUDIENCE: 'b' };
  expect(loadConfig(host).billsPage).toBe(true);
});

test('files go into a container of Azure where one is named, whole or not at all', () => {
  const url = 'https://fapiao.blob.core.chinacloudapi.cn/files';
  expect(loadConfig({}).files).toBeUndefined();
  expect(loadConfig({ FILES_CONTAINER_URL: url, FILES_KEY: 'a2V5' }).files).toEqual({ containerUrl: url, key: 'a2V5' });
  for (const wrong of ['https://fapiao.blob.core.chinacloudapi.cn', `${url}?sig=x`, `${url}/more/of/it`, 'files'])
    expect(problems({ FILES_CONTAINER_URL: wrong })[0]).toMatch(/^FILES_CONTAINER_URL: /);
  expect(problems({ FILES_KEY: 'a2V5' })[0]).toMatch(/^FILES_CONTAINER_URL: got nothing/);
  expect(problems({ FILES_CONTAINER_URL: url, FILES_KEY: 'not base64, but hush' }).join()).not.toContain('hush');
});
