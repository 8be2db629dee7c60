// What a mail is worded with: the row, the business, and how links and buttons are made.
import type { Business } from '../../domain/business';
import type { Text } from '../../locales';
import type { Outbox } from '../../storage/records';
import type { Secrets } from '../../services/shared/secret';
import type { Block } from './mail-layout';

export interface MailContext {
  secrets: Pick<Secrets, 'link'>;
  business: Business;
  publicUrl: string;
}

/** What a template is given; `url` makes an address of ours, with the row's one-time token as `t` when `token`. */
export interface Template {
  row: Outbox;
  context: MailContext;
  t: (text: Text) => string;
  url: (path: string, options?: { token: boolean }) => string;
  /** A button with the plain address under it. */
  button: (label: Text, url: string) => Block;
}
