// A real SMTP server at a free port for tests: keeps what it accepts, and refuses or dawdles as it is told.
import type { AddressInfo } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';

export interface Received {
  envelope: { from: string; to: string[] };
  raw: string;
  mail: Email;
}

export interface SmtpTest {
  url: string;
  received: Received[];
  /** What MAIL, RCPT and DATA answer; undefined accepts. */
  refuse: {
    mail?: { code: number; text: string };
    rcpt?: { code: number; text: string };
    data?: { code: number; text: string };
  };
  /** How often RCPT was refused; `onRefusal` is called before the client hears it. */
  refusals: number;
  onRefusal: () => void;
  /** Asked before a mail counts and before its answer; throwing answers 451 instead. */
  onMail: (when: 'before' | 'after') => void;
  /** DATA is answered only after `release()`. */
  hold(): void;
  release(): void;
  /** Resolves when so many mails wait for `release`. */
  held(count: number): Promise<void>;
  close(): Promise<void>;
}

export async function smtpTest(): Promise<SmtpTest> {
  const received: Received[] = [];
  const refuse: SmtpTest['refuse'] = {};
  let holding = false;
  let waiting: (() => void)[] = [];
  let watchers: (() => void)[] = [];
  const answer = ({ code, text }: { code: number; text: string }) =>
    Object.assign(new Error(text), { responseCode: code });

  const server = new SMTPServer({
    authOptional: true,
    // Mailers keep their connections for the next mail: whoever closes the server has no more of them.
    closeTimeout: 1,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onMailFrom: (_address, _session, done) => done(refuse.mail ? answer(refuse.mail) : null),
    onRcptTo(_address, _session, done) {
      if (!refuse.rcpt) return done(null);
      test.refusals += 1;
      test.onRefusal();
      done(answer(refuse.rcpt));
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const raw = Buffer.concat(chunks);
        const { mailFrom, rcptTo } = session.envelope;
        const envelope = { from: mailFrom ? mailFrom.address : '', to: rcptTo.map(({ address }) => address) };
        const accept = () => {
          if (refuse.data) return done(answer(refuse.data));
          void PostalMime.parse(raw).then((mail) => {
            try {
              test.onMail('before');
              received.push({ envelope, raw: raw.toString('utf8'), mail });
              test.onMail('after');
              done(null);
            } catch {
              done(answer({ code: 451, text: 'cut off' }));
            }
          });
        };
        if (!holding) return accept();
        waiting.push(accept);
        for (const look of watchers) look();
      });
    },
  });
  // A client that gives up in the middle is what some tests are about.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  const test: SmtpTest = {
    onMail: () => undefined,
    refusals: 0,
    onRefusal: () => undefined,
    url: `smtp://127.0.0.1:${port}`,
    received,
    refuse,
    hold: () => {
      holding = true;
    },
    release() {
      holding = false;
      for (const accept of waiting) accept();
      waiting = [];
    },
    held: (count) =>
      new Promise((resolve) => {
        const look = () => {
          if (waiting.length < count) return;
          watchers = watchers.filter((other) => other !== look);
          resolve();
        };
        watchers.push(look);
        look();
      }),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return test;
}
