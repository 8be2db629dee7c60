// What the connector's channel works with.
import type { Locale } from '../../../locales';
import type { Floods } from '../../http/floods';
import type { Limiter } from '../../http/limiter';
import type { RenderedActivity } from '../../render';
import type { LogItem } from '../../turn/inbound';
import type { TurnRunner } from '../../turn/turn';
import type { ConnectorClient } from './client';
import type { Identity } from './identity';

export interface ConnectorOptions {
  floods: Floods;
  turns: TurnRunner;
  /** The Bot Framework settings by their official names. Without MicrosoftAppId only this machine's programs are (local-service.ts). */
  settings: Record<string, string>;
  render: (
    items: readonly LogItem[],
    options: { locale?: Locale; cards: boolean; teams: boolean },
  ) => RenderedActivity | undefined;
  now: () => string;
  newId: () => string;
  log: { warn(fields: object, message: string): void };
}

/** The options, and what this process knows besides. */
export interface ConnectorState extends ConnectorOptions {
  /** Undefined without an app id. */
  identity: Identity | undefined;
  client: ConnectorClient;
  /** Answers on their way, by conversation and row: whether they arrived. Other processes can't know of them. */
  sending: Map<string, Promise<boolean>>;
  /** Conversations that were told just now that it is too much. */
  told: Limiter;
}
