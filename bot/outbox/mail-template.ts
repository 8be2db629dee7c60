// What a mail is worded with: the row, the business, and how links and buttons are made.
import type { Business } from '../../domain/business';
import type { Text } from '../../locales';
import type { RowOf } from '../../services/shared/outbox';
import type { Secrets } from '../../services/shared/secret';
import type { Enclosure } from './enclosed';
import type { Block } from './mail-layout';

export interface MailContext {
  secrets: Pick<Secrets, 'link'>;
  business: Business;
  publicUrl: string;
  /** What of a digital fapiao goes with it; nothing where it is not said. */
  enclosed?: Pick<Enclosure, 'how' | 'links'>;
}

/** The mails that a row may ask for. */
export type MailName = RowOf<'mail'>['name'];

/** What a template is given; `url` makes an address of ours, with the row's one-time token as `t` when `token`. */
export interface Template<Name extends MailName = MailName> {
  row: RowOf<'mail', Name>;
  context: MailContext;
  t: (text: Text) => string;
  url: (path: string, options?: { token: boolean }) => string;
  /** A button with the plain address under it. */
  button: (label: Text, url: string) => Block;
}
