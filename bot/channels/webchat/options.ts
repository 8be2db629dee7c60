// What the routes of a chat page work with.
import type { Floods } from '../../http/floods';
import type { Broker } from '../directline/azure';
import type { Deliver } from '../directline/deliver';
import type { Guard, IpOf } from '../directline/guard';
import type { Claims, Tokens } from '../directline/token';
import type { ChatPlace, Flooding, HostSignIn } from './user';

/** `place`: a conversation of Azure's that the bot has heard of. */
export interface AzureChat {
  broker: Broker;
  place(conversationId: string): Promise<ChatPlace | undefined>;
}

export interface WebchatOptions {
  guard: Guard;
  tokens: Tokens;
  deliver: Deliver;
  newId: () => string;
  nowMs: () => number;
  ipOf: IpOf;
  floods: Floods;
  /** Seconds to wait before a conversation is told anything more. */
  flooding: Flooding;
  host?: HostSignIn;
  /** Azure's conversations instead of ours. */
  azure?: AzureChat;
  revoke: (claims: Claims) => Promise<void>;
}
