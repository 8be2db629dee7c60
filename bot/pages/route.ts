// What a page's handler gets and gives: no web framework's types.
import type { Locale } from '../../locales/list';
import type { Sender } from '../http/caller';

export interface PageRequest {
  query: Record<string, string>;
  /** The posted fields; empty on GET. */
  form: Record<string, string>;
  /** The language that was asked for by `?lang=`: it wins over the record's own. */
  lang?: Locale;
  /** The nearest language of Accept-Language, where nothing else is known. */
  locale: Locale;
  /** The client's address, for limits only. */
  ip: string;
  headers: Sender;
  /** What this browser keeps of accounts that signed in on it (services/account/devices.ts). */
  device?: string;
  /** All cookies, as they came. */
  cookie?: string;
}

export interface PageResponse {
  status: number;
  headers: Record<string, string | string[]>;
  body: string;
  /** Instead of `body`: a file. */
  bytes?: Uint8Array;
}

export interface Route {
  method: 'GET' | 'POST';
  /** An exact path, without parameters. */
  path: string;
  handle(request: PageRequest): Promise<PageResponse>;
}
