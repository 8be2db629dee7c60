// An admin centre for tests: its own keys, tokens signed with them, and a JWKS server that counts how often it is asked.
import { constants, createHmac, generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export const ISSUER = 'https://portal.example.cn';
export const AUDIENCE = 'fapiao';
export const SECRET = 'a-secret-shared-with-the-admin-centre-0815';

type Pair = { publicKey: KeyObject; privateKey: KeyObject };
const pairs = new Map<string, Pair>();
/** A key pair by name; made once, as RSA takes its time. */
export function pairOf(name: string, type: 'rsa' | 'ec' = 'rsa'): Pair {
  const known = pairs.get(name);
  if (known) return known;
  const made =
    type === 'rsa'
      ? generateKeyPairSync('rsa', { modulusLength: 2048 })
      : generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  pairs.set(name, made);
  return made;
}

export interface Minted {
  /** Merged over good claims; undefined removes one. */
  claims?: Record<string, unknown>;
  kid?: string;
  algorithm?: string;
  key?: KeyObject | string;
}

/** A token as the admin centre signs it, good unless something is changed. `nowMs` is the clock of the test. */
export function mint(
  { claims = {}, kid = 'rsa-1', algorithm = 'RS256', key }: Minted = {},
  nowMs = Date.now(),
): string {
  const now = Math.floor(nowMs / 1000);
  const good: Record<string, unknown> = {
    iss: ISSUER,
    aud: AUDIENCE,
    sub: 'subject-1',
    email: 'lihua@qinghe.example',
    tenant: 'tenant-1',
    jti: randomUUID(),
    iat: now,
    exp: now + 600,
    ...claims,
  };
  const payload = Object.fromEntries(Object.entries(good).filter(([, value]) => value !== undefined));
  const header = { alg: algorithm, typ: 'JWT', ...(kid ? { kid } : {}) };
  return signed(header, payload, key ?? pairOf(kid).privateKey);
}

/** A token with this header and payload, signed as the header says: by node alone, not by the library that reads it. */
export function signed(header: { alg: string }, payload: object, key: KeyObject | string): string {
  const text = forge(header, payload).slice(0, -1);
  return `${text}.${signatureOf(header.alg, text, key).toString('base64url')}`;
}

function signatureOf(alg: string, text: string, key: KeyObject | string): Buffer {
  const hash = `sha${alg.slice(2)}`;
  if (alg.startsWith('HS')) return createHmac(hash, key).update(text).digest();
  if (typeof key === 'string') throw new Error('a secret signs HS256 only');
  if (alg.startsWith('ES')) return sign(hash, Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' });
  const pss = alg.startsWith('PS') ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 } : {};
  return sign(hash, Buffer.from(text), { key, ...pss });
}

/** What a token says, whoever signed it. */
export const payloadOf = (token: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')) as Record<string, unknown>;

/** A token with any header and payload, and any signature. */
export const forge = (header: object, payload: object, signature = ''): string =>
  [header, payload].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.') + `.${signature}`;

export interface JwksServer {
  url: string;
  /** How often it was asked. */
  asked: number;
  /** What it answers; changed by tests. */
  keys: object[];
  status: number;
  /** Does not answer until `release`, which answers 500. */
  silent: boolean;
  release(): void;
  close(): Promise<void>;
}

export const jwkOf = (kid: string, type: 'rsa' | 'ec' = 'rsa', more: object = {}): object => ({
  ...pairOf(kid, type).publicKey.export({ format: 'jwk' }),
  kid,
  use: 'sig',
  ...more,
});

export async function startJwks(keys: object[] = [jwkOf('rsa-1')]): Promise<JwksServer> {
  const held: ServerResponse[] = [];
  const http = createServer((_req, res) => {
    state.asked += 1;
    if (state.silent) return void held.push(res);
    res.writeHead(state.status, { 'Content-Type': 'application/json', Location: '/elsewhere' });
    res.end(JSON.stringify({ keys: state.keys }));
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const state: JwksServer = {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}/keys`,
    asked: 0,
    keys,
    status: 200,
    silent: false,
    release() {
      state.silent = false;
      for (const res of held.splice(0)) {
        res.writeHead(500).end();
      }
    },
    close: () =>
      new Promise((resolve) => {
        http.closeAllConnections();
        http.close(() => resolve());
      }),
  };
  return state;
}
