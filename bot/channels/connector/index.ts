// /api/messages: Teams, Azure Direct Line, Emulator. The SDK proves who calls; the turn and the answers are ours.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Instant } from '../../../domain/result';
import type { NotYet } from '../../../services/shared/outbox';
import { answer, readJson, type Refusal, refuse } from '../../http/json';
import { createLimiter } from '../../http/limiter';
import type { Routes } from '../../http/routes';
import { nameOf } from '../../process/log';
import type { Inbound, TurnResult } from '../../turn/inbound';
import { refusalOf } from '../refusals';
import { type Incoming, incoming } from './activity';
import { asksOf } from './asks';
import { createConnectorClient } from './client';
import { edited, reach } from './events';
import { CredentialRefused } from './fault';
import { flooded } from './flooded';
import { flush } from './flush';
import type { Identity } from './identity';
import { inboundOf } from './inbound';
import { mayAnswer } from './local-service';
import { respond } from './respond';
import { sendResult } from './send';
import type { ConnectorOptions, ConnectorState } from './state';

export interface Connector {
  /** Gets a token as answers need one; undefined without an app id. Throws what the identity provider says. */
  tryIdentity?: () => Promise<unknown>;
  mount(routes: Routes): void;
  /** Sends a turn's replies into a conversation that did not just write. Throws what the channel says of replies that it never takes. */
  send(inbound: Inbound, result: TurnResult): Promise<void>;
  /** Sends replies that were not taken before; answers when to try again. */
  flush(conversation: string, since: Instant): Promise<NotYet | undefined>;
}

/** The SDK and the Azure packages under it take half a second and 60 MB: loaded only where there is an app id. */
const loadIdentity = (settings: Record<string, string>): Identity =>
  (require('./identity') as typeof import('./identity')).createIdentity(settings);

const unauthorized: Refusal = { status: 401, code: 'Unauthorized', message: 'The caller could not be proven.' };
const foreignService: Refusal = {
  status: 403,
  code: 'ServiceUrlNotAllowed',
  message: 'Without an app id only local clients are served. Set MicrosoftAppId to serve channels.',
};

export function createConnector(options: ConnectorOptions): Connector {
  const { settings, now, log } = options;
  const identity = settings.MicrosoftAppId ? loadIdentity(settings) : undefined;
  const state: ConnectorState = {
    ...options,
    identity,
    client: createConnectorClient(async (renew) => identity?.token(renew), { localOnly: !identity }),
    sending: new Map(),
    flushing: new Map(),
    told: createLimiter({ count: 1, seconds: 10, nowMs: () => Date.parse(now()) }),
  };
  return {
    ...(identity ? { tryIdentity: () => tryIdentity(state, identity) } : {}),
    mount(routes) {
      routes.route('POST', '/api/messages', async (req, res) => {
        try {
          await receive(state, req, res);
        } catch (error) {
          log.warn({ code: nameOf(error) }, 'messages: a turn failed');
          refuse(res, refusalOf(error));
        }
      });
    },
    async send(inbound, result) {
      const sending = await sendResult(state, inbound, result);
      if (sending.how === 'refused') throw sending.error;
    },
    flush: (conversation, since) => flush(state, conversation, since),
  };
}

/** A token is had, and no connector has refused it since. */
async function tryIdentity(state: ConnectorState, identity: Identity): Promise<void> {
  await identity.token();
  if (state.credential) throw new CredentialRefused();
}

async function receive(state: ConnectorState, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const { identity, log } = state;
  const read = await readJson(req);
  if (!read.ok) return refuse(res, read.refusal);
  const parsed = incoming(read.value);
  if (!parsed.ok) return refuse(res, parsed.refusal);
  const activity = parsed.value;
  if (identity) {
    try {
      await identity.prove(activity, req.headers.authorization ?? '');
    } catch (error) {
      log.warn({ code: nameOf(error) }, 'messages: a caller could not be proven');
      return refuse(res, unauthorized);
    }
  } else if (!(await mayAnswer(req, activity.serviceUrl))) {
    // ASVS 5.0 1.3.6: without a proven caller the service URL is free text; answering it would be request forgery.
    return refuse(res, foreignService);
  }
  const asks = asksOf(activity);
  if (asks.what === 'unknownInvoke')
    return answer(res, 501, { error: { code: 'NotImplemented', message: 'This invoke is not known.' } });
  if (asks.what === 'input') return play(state, res, activity, inboundOf(activity, asks.input, state));
  if (asks.what === 'edited') return play(state, res, activity, await edited(state, activity, asks.input));
  if (asks.what !== 'nothing') await reach(state, activity, asks.what);
  answer(res, 200, {});
}

async function play(state: ConnectorState, res: ServerResponse, activity: Incoming, inbound: Inbound): Promise<void> {
  const { floods, turns } = state;
  const { input } = inbound;
  const { conversation, channel, person } = inbound;
  const wait =
    input.kind === 'joined'
      ? floods.join()
      : await floods.message({ conversation, person: `${channel}|${person}` }, activity.text?.length ?? 0);
  if (wait) return flooded(state, res, { activity, conversation, wait });
  const result = await turns.deliver(inbound);
  // Installed again: what was kept while nothing reached the conversation is sent.
  if (input.kind === 'joined' && result.repeated) await turns.owed.regain(inbound);
  await respond(state, res, { activity, inbound, result });
}
