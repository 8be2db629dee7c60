// What the connector's channel works with.
import type { NotYet } from '../../../services/shared/outbox';
import type { Floods } from '../../http/floods';
import type { Limiter } from '../../http/limiter';
import type { Renderer } from '../../render/renderer';
import type { TurnRunner } from '../../turn/turn';
import type { ConnectorClient } from './client';
import type { Identity } from './identity';

export interface ConnectorOptions {
  floods: Floods;
  turns: TurnRunner;
  /** The Bot Framework settings by their official names. Without MicrosoftAppId only this machine's programs are (local-service.ts). */
  settings: Record<string, string>;
  renderer: Pick<Renderer, 'turn' | 'done'>;
  now: () => string;
  newId: () => string;
  log: { warn(fields: object, message: string): void; error(fields: object, message: string): void };
}

/** The options, and what this process knows besides. */
export interface ConnectorState extends ConnectorOptions {
  /** Undefined without an app id. */
  identity: Identity | undefined;
  client: ConnectorClient;
  /** Answers on their way, by conversation and row: what becomes of them. Other processes can't know of them. */
  sending: Map<string, Promise<Sending>>;
  /** Conversations whose owed replies are on their way: the outbox may ask again before they are out. */
  flushing: Map<string, Promise<NotYet | undefined>>;
  /** Conversations that were told just now that it is too much. */
  told: Limiter;
  /** A connector does not take the bot's token: why, as long as none takes it again. */
  credential?: string | undefined;
}

/** What became of a row's replies: out, with the outbox, nowhere until somebody writes, or not taken as they are. */
export type Sending =
  | { how: 'sent' | 'unreachable' }
  | { how: 'waits'; why: string; waitMs: number }
  | { how: 'refused'; error: unknown };
