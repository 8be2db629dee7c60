// What comes in through the embedded Direct Line becomes a turn, and the conversation's sockets are told.
import type { IncomingMessage } from 'node:http';
import type { Input } from '../../../dialogs/flows/flow';
import type { Instant } from '../../../domain/result';
import type { LogItem, Turns } from '../../turn/inbound';
import type { IpOf } from './guard';
import { conversationKey } from './log';
import type { Claims } from './token';

export interface Delivery {
  dedupe: string;
  input: Input;
  clientActivityId?: string | undefined;
  locale?: string | null | undefined;
}

export type Deliver = (claims: Claims, req: IncomingMessage, what: Delivery) => Promise<LogItem[]>;

/** The first turn of a conversation: its welcome. Again it changes nothing. */
export const joined = (locale?: string | null): Delivery => ({ dedupe: 'joined', input: { kind: 'joined' }, locale });

export interface DeliverOptions {
  turns: Turns;
  ipOf: IpOf;
  now: () => Instant;
  notify: (conversationId: string) => void;
}

export const createDeliver =
  ({ turns, ipOf, now, notify }: DeliverOptions): Deliver =>
  async (claims, req, { dedupe, input, ...what }) => {
    const locale = what.locale ?? claims.locale;
    const ip = ipOf(req);
    try {
      const result = await turns.deliver({
        conversation: conversationKey(claims.conversationId),
        channel: 'directline',
        person: claims.user,
        tokenEpoch: claims.tokenEpoch,
        receivedAt: now(),
        dedupe,
        input,
        ...(locale ? { locale } : {}),
        ...(what.clientActivityId ? { clientActivityId: what.clientActivityId } : {}),
        ...(ip ? { ip } : {}),
      });
      return result.items;
    } finally {
      notify(claims.conversationId);
    }
  };
