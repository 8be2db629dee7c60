// Configuration: the environment, checked once at start; every message names the variable, what it got and what it wants.
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { BUSINESS_DEFAULTS, type Business } from '../../domain/business';
import { INTAKE, INTAKE_SECRETS, importKeysOf } from './intake';
import { PRIVACY, privacyOf } from './privacy';
import { trimOf } from '../../domain/text';
import { EMBEDDING, EMBEDDING_SECRETS, embeddingOf, embeddingProblems } from './embedding';
import type { DirectLineSettings, HostSettings } from './embedding';
import { exposedProblems, isLocalOnly, missingInProduction } from './exposed';
import type { AzureBlobSettings } from '../../storage/blobs/settings';
import type { CosmosSettings } from '../../storage/cosmos/settings';
import { DIGEST, digestOf } from './digest';
import type { DigestSettings } from '../../services/desk/digest';
import { ISSUING, ISSUING_SECRETS, issuingOf, issuingProblems, type IssuingSettings } from './issuing';
import { STORE_SECRETS, STORES, storeProblems, storesOf } from './stores';
import { isSender } from '../outbox/sender';

const flag = z.stringbool();
const url = z.url({ protocol: /^https?$/ }).transform((text) => trimOf(text, undefined, /\//));
const whole = (min: number, max: number) => z.coerce.number().int().min(min).max(max);
const d = BUSINESS_DEFAULTS;
const parts = (list: string): string[] =>
  list
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean);
/** Compared as texts later: with a path or a closing slash none would ever fit. */
const areOrigins = (list: string): boolean =>
  parts(list).every((one) => one === '*' || (URL.canParse(one) && new URL(one).origin === one));

/** Every variable with what it wants, in words. docs/configuration.md has the same names. */
const VARIABLES = {
  PORT: [whole(0, 65_535).default(3978), 'a whole number from 0 (any that is free) to 65535'],
  HOST: [z.string().default('127.0.0.1'), 'an address to listen on, for example 0.0.0.0'],
  DATA_DIR: [z.string().default('./data'), 'a folder'],
  PUBLIC_URL: [url.optional(), 'the address that people open, for example https://fapiao.example.cn'],
  NODE_ENV: [z.enum(['development', 'test', 'production']).default('development'), 'development, test or production'],
  SECRET: [z.string().min(32).optional(), 'at least 32 random characters'],
  SECRET_PREVIOUS: [z.string().min(32).optional(), 'the secret before, while it is being changed'],
  TRUST_PROXY: [whole(0, 10).default(0), 'how many proxies stand in front (0 to 10)'],
  ALLOWED_ORIGINS: [
    z.string().refine(areOrigins).default(''),
    'origins of other sites that may talk to the bot (https://a.example), separated by commas, or *',
  ],
  ...STORES,
  SMTP_URL: [z.url({ protocol: /^smtps?$/ }).optional(), 'smtp://user:password@host:port or smtps://…'],
  MAIL_FROM: [
    z.string().refine(isSender).default('Fapiao <no-reply@fapiao.localhost>'),
    'an address, or Name <address>',
  ],
  DEMO: [flag.optional(), 'true or false'],
  BILLS_PAGE: [flag.optional(), 'true or false'],
  WEB_CHAT_ONLY: [flag.default(false), 'true or false'],
  LOG_LEVEL: [
    z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
    'debug, info, warn, error or silent',
  ],
  WATCHDOG_SECONDS: [whole(1, 600).default(10), 'seconds that the event loop may stand'],
  SYNC_HOURS: [whole(0, 720).default(d.syncHours), 'hours from payment until a bill opens'],
  ACTIVATION_HOURS: [whole(1, 168).default(d.activationHours), 'hours that an activation link lives'],
  WORKING_DAYS: [whole(1, 30).default(d.workingDays), 'working days until issue'],
  SUPPORT_PHONE: [z.string().default(d.phone), 'a phone number'],
  SUPPORT_HOURS: [z.string().default(d.phoneHours), 'for example 09:00-18:00'],
  BRANCH_ADDRESS_ZH: [z.string().default(d.branchAddressZh), 'an address'],
  BRANCH_ADDRESS_EN: [z.string().default(d.branchAddressEn), 'an address'],
  BRANCH_PHONE: [z.string().default(d.branchPhone), 'a phone number'],
  BRANCH_CONTACT: [z.string().optional(), 'a name'],
  SELLER_NAME: [z.string().optional(), 'the registered name of the seller'],
  DIGITAL: [flag.default(d.digital), 'true or false'],
  PAPER: [flag.default(d.paper), 'true or false'],
  COURIER_DAYS_MIN: [whole(0, 60).default(d.courierDaysMin), 'days'],
  COURIER_DAYS_MAX: [whole(0, 60).default(d.courierDaysMax), 'days'],
  CALENDAR_FILE: [z.string().optional(), 'a JSON file {"2027":{"off":["2027-01-01"],"work":[]}}'],
  ADMIN_CENTRE_URL: [url.default(d.adminCentreUrl), 'an http(s) address'],
  SUPPORT_URL: [url.default(d.supportUrl), 'an http(s) address'],
  VERIFY_URL: [url.default(d.verifyUrl), 'an http(s) address'],
  ...PRIVACY,
  ...EMBEDDING,
  ...INTAKE,
  ...ISSUING,
  ...DIGEST,
  MicrosoftAppId: [z.string().optional(), 'the app id of the bot registration'],
  MicrosoftAppPassword: [z.string().optional(), 'its password'],
  // The SDK takes any other text for MultiTenant without a word.
  MicrosoftAppType: [
    z.enum(['MultiTenant', 'SingleTenant', 'UserAssignedMsi']).optional(),
    'MultiTenant, SingleTenant or UserAssignedMsi',
  ],
  MicrosoftAppTenantId: [z.string().optional(), 'a tenant id'],
  ChannelService: [z.string().optional(), 'empty, or https://botframework.azure.us'],
  ValidateAuthority: [z.string().optional(), 'true or false'],
  OAuthUrl: [z.string().optional(), 'an address'],
  ToChannelFromBotLoginUrl: [z.string().optional(), 'an address'],
  ToChannelFromBotOAuthScope: [z.string().optional(), 'an address'],
  ToBotFromChannelTokenIssuer: [z.string().optional(), 'an address'],
  ToBotFromChannelOpenIdMetadataUrl: [z.string().optional(), 'an address'],
  ToBotFromEmulatorOpenIdMetadataUrl: [z.string().optional(), 'an address'],
} as const satisfies Record<string, readonly [z.ZodType, string]>;

type Env = { [K in keyof typeof VARIABLES]: z.infer<(typeof VARIABLES)[K][0]> };
const SECRET_NAMES = new Set([
  'SECRET',
  'SECRET_PREVIOUS',
  'MicrosoftAppPassword',
  'SMTP_URL',
  ...EMBEDDING_SECRETS,
  ...INTAKE_SECRETS,
  ...STORE_SECRETS,
  ...ISSUING_SECRETS,
]);

export interface Config {
  port: number;
  host: string;
  dataDir: string;
  /** Set: the production store. */
  cosmos?: CosmosSettings;
  /** Set: files lie there, not in the data directory. */
  files?: AzureBlobSettings;
  publicUrl: string;
  production: boolean;
  secret?: string;
  previousSecret?: string;
  trustProxy: number;
  allowedOrigins: string[];
  /** The admin centre whose tokens sign people in. */
  hostTokens?: HostSettings;
  /** Azure's Direct Line instead of the embedded one. */
  directLine?: DirectLineSettings;
  /** Keys of machines that bring orders; none: no machine may. */
  importKeys: string[];
  /** A service outside that issues, in either direction. */
  issuing?: IssuingSettings;
  /** Who at the service centre is told of new applications by mail. */
  digest?: DigestSettings;
  smtpUrl?: string;
  mailFrom: string;
  demo: boolean;
  /** Nobody but this machine reaches it, and it is no production: what only developers need may be there. */
  local: boolean;
  /** No callers but the web chat's. */
  webChatOnly: boolean;
  /** Account holders sign in at `/` and have their Bills & payments page there. */
  billsPage: boolean;
  logLevel: Env['LOG_LEVEL'];
  /** So long the event loop may stand before the process is ended. */
  watchdogMs: number;
  business: Business;
  /** The Bot Framework settings that are set, by their official names. */
  botFramework: Record<string, string>;
}

/** The configuration can't be used: `problems` has a line for each variable. */
export class ConfigError extends Error {
  override name = 'ConfigError';
  constructor(readonly problems: string[]) {
    super(`The configuration can't be used:\n${problems.map((line) => `  ${line}`).join('\n')}`);
  }
}

/** Reads and checks the environment. Throws ConfigError. An empty variable counts as unset. */
export function loadConfig(env: NodeJS.ProcessEnv): Config {
  const problems: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, [shape, wants]] of Object.entries(VARIABLES)) {
    const given = env[name] || undefined;
    const parsed = shape.safeParse(given);
    if (parsed.success) values[name] = parsed.data;
    else
      problems.push(
        `${name}: got ${SECRET_NAMES.has(name) ? 'something that does not fit' : JSON.stringify(given)}, wants ${wants}`,
      );
  }
  const set = values as Env;
  const production = set.NODE_ENV === 'production';
  const demo = set.DEMO ?? !production;
  // Only of values that fit: one line a variable.
  if (!problems.length) problems.push(...contradictions(set));
  if (production) problems.push(...missingInProduction(env));
  // A variable that was given and does not fit has its line already.
  const doors = { ...set, SMTP_URL: set.SMTP_URL ?? env.SMTP_URL };
  problems.push(...exposedProblems(doors, { production, demo }));
  const embedding = embeddingOf(set);
  const overlay = set.CALENDAR_FILE ? readOverlay(set.CALENDAR_FILE, problems) : {};
  if (problems.length) throw new ConfigError(problems);
  return {
    port: set.PORT,
    host: set.HOST,
    dataDir: set.DATA_DIR,
    ...storesOf(set),
    publicUrl: set.PUBLIC_URL ?? `http://localhost:${set.PORT}`,
    production,
    ...(set.SECRET ? { secret: set.SECRET } : {}),
    ...(set.SECRET_PREVIOUS ? { previousSecret: set.SECRET_PREVIOUS } : {}),
    trustProxy: set.TRUST_PROXY,
    allowedOrigins: parts(set.ALLOWED_ORIGINS),
    ...embedding,
    importKeys: importKeysOf(set),
    ...issuingOf(set),
    ...digestOf(set),
    ...(set.SMTP_URL ? { smtpUrl: set.SMTP_URL } : {}),
    mailFrom: set.MAIL_FROM,
    demo,
    local: !production && isLocalOnly(set),
    webChatOnly: set.WEB_CHAT_ONLY,
    billsPage: set.BILLS_PAGE ?? true,
    logLevel: set.LOG_LEVEL,
    watchdogMs: set.WATCHDOG_SECONDS * 1_000,
    business: businessOf(set, overlay),
    botFramework: Object.fromEntries(
      Object.entries(set).filter(([name, value]) => BOT_FRAMEWORK.has(name) && typeof value === 'string') as [
        string,
        string,
      ][],
    ),
  };
}

const BOT_FRAMEWORK = new Set(Object.keys(VARIABLES).filter((name) => /^[A-Z][a-z]|^OAuth/.test(name)));

/** The SDK's settings of another cloud: it takes all of them or none, and fails with some at the first message. */
const CLOUD = [
  'OAuthUrl',
  'ToChannelFromBotLoginUrl',
  'ToChannelFromBotOAuthScope',
  'ToBotFromChannelTokenIssuer',
  'ToBotFromChannelOpenIdMetadataUrl',
  'ToBotFromEmulatorOpenIdMetadataUrl',
] as const;

/** Values that fit alone and not together. */
function contradictions(set: Env): string[] {
  const problems: string[] = [];
  const given = CLOUD.filter((name) => set[name]);
  if (given.length) {
    for (const name of CLOUD)
      if (!set[name]) problems.push(`${name}: got nothing, wants an address as ${given[0]} is set`);
  } else if (set.ChannelService && set.ChannelService !== 'https://botframework.azure.us') {
    problems.push(`ChannelService: got ${JSON.stringify(set.ChannelService)}, wants ${VARIABLES.ChannelService[1]}`);
  }
  if (set.MicrosoftAppType && set.MicrosoftAppType !== 'MultiTenant' && !set.MicrosoftAppTenantId) {
    problems.push(
      `MicrosoftAppTenantId: got nothing, wants a tenant id as MicrosoftAppType is ${set.MicrosoftAppType}`,
    );
  }
  if (set.MicrosoftAppId && !set.MicrosoftAppPassword && set.MicrosoftAppType !== 'UserAssignedMsi') {
    problems.push('MicrosoftAppPassword: got nothing, wants the password that belongs to MicrosoftAppId');
  }
  if (set.COURIER_DAYS_MIN > set.COURIER_DAYS_MAX) {
    problems.push(
      `COURIER_DAYS_MIN: got ${set.COURIER_DAYS_MIN}, wants at most COURIER_DAYS_MAX (${set.COURIER_DAYS_MAX})`,
    );
  }
  return [...problems, ...storeProblems(set), ...embeddingProblems(set), ...issuingProblems(set)];
}

const overlayShape = z.record(
  z.string().regex(/^\d{4}$/),
  z.object({ off: z.array(z.iso.date()), work: z.array(z.iso.date()) }),
);

function readOverlay(file: string, problems: string[]): Business['calendarOverlay'] {
  try {
    return overlayShape.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    problems.push(`CALENDAR_FILE: got ${JSON.stringify(file)}, wants ${VARIABLES.CALENDAR_FILE[1]}`);
    return {};
  }
}

const businessOf = (set: Env, calendarOverlay: Business['calendarOverlay']): Business => ({
  ...BUSINESS_DEFAULTS,
  syncHours: set.SYNC_HOURS,
  activationHours: set.ACTIVATION_HOURS,
  workingDays: set.WORKING_DAYS,
  phone: set.SUPPORT_PHONE,
  phoneHours: set.SUPPORT_HOURS,
  branchAddressZh: set.BRANCH_ADDRESS_ZH,
  branchAddressEn: set.BRANCH_ADDRESS_EN,
  branchPhone: set.BRANCH_PHONE,
  ...(set.BRANCH_CONTACT ? { branchContact: set.BRANCH_CONTACT } : {}),
  ...(set.SELLER_NAME ? { seller: set.SELLER_NAME } : {}),
  digital: set.DIGITAL,
  paper: set.PAPER,
  courierDaysMin: set.COURIER_DAYS_MIN,
  courierDaysMax: set.COURIER_DAYS_MAX,
  calendarOverlay,
  adminCentreUrl: set.ADMIN_CENTRE_URL,
  supportUrl: set.SUPPORT_URL,
  verifyUrl: set.VERIFY_URL,
  ...privacyOf(set),
});
