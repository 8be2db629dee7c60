// An admin centre for tests: its own keys, tokens signed with them, and a JWKS server that counts how often it is asked.
import { generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import jwt from 'jsonwebtoken';

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
  algorithm?: jwt.Algorithm;
  key?: jwt.Secret;
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
  return jwt.sign(payload, key ?? pairOf(kid).privateKey, { algorithm, header });
}

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
      for (const res of held.splice(0)) res.writeHead(500).end();
    },
    close: () =>
      new Promise((resolve) => {
        http.closeAllConnections();
        http.close(() => resolve());
      }),
  };
  return state;
}
