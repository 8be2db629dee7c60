// Who may call the embedded Direct Line: origin, token and epoch are checked, and what breaks becomes an answer.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { bodyOf, type Header, keys } from '../../../storage/records';
import type { Store } from '../../../storage/store';
import { nameOf } from '../../process/log';
import { isRevoked } from '../../turn/revoke';
import { baseOf, bearer, cors } from '../../http/caller';
import { refuse } from '../../http/json';
import type { Handler, Params } from '../../http/routes';
import { conversationKey } from './log';
import type { Claims, Tokens } from './token';
import { badToken, expired, foreignSite, gone, noToken, refusalOf, revoked } from '../refusals';

/** `header`: of the conversation, where there is one already. */
export type Caller = { base: string; claims: Claims; header?: Header };
export type Act = (caller: Caller, req: IncomingMessage, res: ServerResponse) => Promise<void> | void;

export interface Guard {
  /** A token of the conversation that the path names, not revoked. */
  guarded(act: Act): Handler;
  /** The same without reading: for what becomes a turn, which reads the header and compares the epoch anyway. */
  unread(act: Act): Handler;
  /** Origin only. */
  open(act: (base: string, req: IncomingMessage, res: ServerResponse, params: Params) => Promise<void>): Handler;
  headerOf(claims: Claims): Promise<Header | undefined>;
}

export interface GuardOptions {
  store: Store;
  tokens: Tokens;
  publicUrl: string;
  allowedOrigins: readonly string[];
  log: { warn(fields: object, message: string): void };
}

export function createGuard({ store, tokens, publicUrl, allowedOrigins, log }: GuardOptions): Guard {
  async function headerOf(claims: Claims): Promise<Header | undefined> {
    const stored = await store.get(keys.header(conversationKey(claims.conversationId)));
    return stored && bodyOf('header', stored);
  }

  const open: Guard['open'] = (act) => async (req, res, params) => {
    const base = baseOf(req, publicUrl);
    if (!cors(req, res, base, allowedOrigins)) return refuse(res, foreignSite);
    try {
      await act(base, req, res, params);
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal !== revoked) log.warn({ error: nameOf(error) }, 'direct line: a request failed');
      if (!res.headersSent) refuse(res, refusal);
    }
  };

  const checked = (act: Act, reads: boolean): Handler =>
    open(async (base, req, res, params) => {
      const token = bearer(req);
      if (!token) return refuse(res, noToken);
      const read = await tokens.check(token, 'directline');
      if (!read.ok) return refuse(res, read.why === 'expired' ? expired : badToken);
      const { claims } = read;
      const wanted = params.id;
      // ASVS 5.0 8.2.2: a token opens its own conversation only; another one's existence is not told.
      if (wanted !== undefined && wanted !== claims.conversationId) return refuse(res, gone);
      const header = reads ? await headerOf(claims) : undefined;
      if (isRevoked(header, claims.tokenEpoch)) return refuse(res, revoked);
      await act({ base, claims, header }, req, res);
    });

  return { guarded: (act) => checked(act, true), unread: (act) => checked(act, false), open, headerOf };
}

/** The client's address; how many proxies are believed is the server's business. */
export type IpOf = (req: IncomingMessage) => string | undefined;
