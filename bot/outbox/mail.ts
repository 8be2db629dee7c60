// Sends mail: over SMTP, or into the dev inbox of the store when no server is set. Never throws, never logs an address.
import { createTransport } from 'nodemailer';
import type { Instant } from '../../domain/result';
import type { Locale } from '../../locales/list';
import { type Mail, record } from '../../storage/records';
import type { Store } from '../../storage/store';
import type { FileType } from '../../domain/desk-view';
import { MEDIA_TYPES } from '../http/file-answer';
import { isAddress, parseSender } from './sender';

export interface Message {
  /** The outbox row's id: the Message-ID is made from it, so that a mail that went out twice is recognised as one. */
  id: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  locale: Locale;
  attachments?: readonly Attachment[];
}

export interface Attachment {
  name: string;
  type: FileType;
  bytes: Buffer;
}

/**
 * `refused`: the server said for good that this address or this mail does not go. `later`: anything else; try again.
 * `why` is a code for logs and holds nothing personal: `550`, `ETIMEDOUT`.
 */
export type Sent = { result: 'sent' } | { result: 'refused' | 'later'; why: string };

export interface Mailer {
  /** What became of a mail that it took, for the log. */
  did: 'a mail was sent' | 'a mail lies in the dev inbox';
  /** The dev inbox has no room for files: there a mail has links. */
  attaches: boolean;
  send(message: Message): Promise<Sent>;
  /** Closes the pool's connections. */
  close(): void;
}

/** Where the dev inbox lies in the store. */
export const DEV_INBOX = 'devinbox';
/** How many mails the pool sends at once. */
export const AT_ONCE = 4;

export interface MailerOptions {
  /** `smtp://user:password@host:587`, `smtps://…`; undefined = the dev inbox. */
  smtpUrl?: string;
  from: string;
  store: Store;
  now: () => Instant;
  connectMs?: number;
  /** Silence of the server. */
  socketMs?: number;
  /** For a whole mail, however busy the server seems: shorter than a lease is renewed (lease.ts). */
  wholeMs?: number;
}

/** Makes the mailer that the configuration asks for. Throws when `from` is no address. */
export function createMailer(options: MailerOptions): Mailer {
  return options.smtpUrl ? smtpMailer({ ...options, smtpUrl: options.smtpUrl }) : inboxMailer(options);
}

function smtpMailer(options: MailerOptions & { smtpUrl: string }): Mailer {
  const { smtpUrl, connectMs = 10_000, socketMs = 20_000, wholeMs = 120_000 } = options;
  const from = parseSender(options.from);
  const domain = from.address.split('@')[1] as string;
  const transport = createTransport({
    url: smtpUrl,
    pool: true,
    maxConnections: AT_ONCE,
    maxMessages: 100,
    connectionTimeout: connectMs,
    greetingTimeout: connectMs,
    dnsTimeout: connectMs,
    socketTimeout: socketMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    did: 'a mail was sent',
    attaches: true,
    async send({ id, to, subject, text, html, locale, attachments = [] }) {
      if (!isAddress(to)) return { result: 'refused', why: 'address' };
      try {
        const sending = transport.sendMail({
          from,
          // ASVS 5.0 1.3.11: an object, never a string: a string is parsed as a list of addresses.
          to: { name: '', address: to },
          subject: subject.replace(/\p{Cc}+/gu, ' '),
          text,
          html,
          attachments: attachments.map(({ name, type, bytes }) => ({
            filename: name,
            contentType: MEDIA_TYPES[type],
            content: bytes,
          })),
          messageId: `<${id.replace(/[^A-Za-z0-9.-]/g, '-')}@${domain}>`,
          headers: {
            'Auto-Submitted': 'auto-generated',
            'X-Auto-Response-Suppress': 'All',
            'Content-Language': locale,
          },
        });
        await within(wholeMs, sending);
        return { result: 'sent' };
      } catch (error) {
        return failure(error);
      }
    },
    close: () => transport.close(),
  };
}

/** A server that answers a little now and then holds nobody for ever. The mail may still go: its Message-ID is stable. */
async function within(ms: number, sending: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(Object.assign(new Error('too slow'), { code: 'ETOOSLOW' })), ms);
  });
  sending.catch(() => undefined);
  try {
    await Promise.race([sending, late]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * For good is what the server says about this recipient or this mail; a wrong password or sender is ours to mend
 * meanwhile. RFC 5321 4.2.1: a mail that was refused after DATA is not sent again as it is.
 */
function failure(error: unknown): Sent {
  const { responseCode, command, code, response } = error as Record<string, unknown>;
  const permanent = typeof responseCode === 'number' && responseCode >= 500 && responseCode < 600;
  const why = String(responseCode ?? code ?? 'unknown');
  const text = String(response ?? '');
  // RFC 3463: 5.7.0 and 5.7.8 want another sign-in, 5.3.4 is a mail too large, 5.6.7 an address that needs SMTPUTF8.
  const ofThisMail =
    command === 'RCPT TO' ||
    (command === 'DATA' && !/\b5\.7\.[08]\b/.test(text) && responseCode !== 530) ||
    (command === 'MAIL FROM' && (responseCode === 552 || /\b5\.(?:3\.4|6\.7)\b/.test(text)));
  return { result: permanent && ofThisMail ? 'refused' : 'later', why };
}

function inboxMailer({ store, now }: MailerOptions): Mailer {
  return {
    did: 'a mail lies in the dev inbox',
    attaches: false,
    async send({ id, to, subject, text, html }) {
      if (!isAddress(to)) return { result: 'refused', why: 'address' };
      const body: Mail = { to, subject, text, html, sentAt: now() };
      const doc = record('mail', { pk: DEV_INBOX, id: `mail:${id}` }, body, {
        lists: { mails: `${body.sentAt}#${id}` },
      });
      try {
        // Already there = sent before the process could say so.
        await store.commit(DEV_INBOX, [{ op: 'create', doc }]);
        return { result: 'sent' };
      } catch {
        return { result: 'later', why: 'store' };
      }
    },
    close: () => undefined,
  };
}
