// Who acts: used by every command, event and permission.
import type { Instant } from './result';

/** The account that a chat is linked to. Void when `epoch` differs from the account's, or after `until`. */
export interface AccountLink {
  customer: string;
  account: string;
  epoch: number;
  until: Instant;
}

export type Actor =
  /** Without a conversation: on a page. `person`: `channel|id`, where a channel says who speaks. `device`: what a browser keeps (services/account/devices.ts). */
  | { role: 'guest'; conversation?: string; person?: string; ip?: string; device?: string }
  | { role: 'customer'; conversation?: string; person?: string; ip?: string; link: AccountLink }
  /** `service`: no person, but the issuing service that plugs in (services/issuing). */
  | { role: 'staff'; name: string; service?: boolean }
  | { role: 'system'; job: string };
