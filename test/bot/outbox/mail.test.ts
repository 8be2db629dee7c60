// Mails over a real SMTP server, as a mail program reads them.
import { createMailer, type Mailer } from '../../../bot/outbox/mail';
import { isAddress, parseSender } from '../../../bot/outbox/sender';
import { TEMPLATE_NAMES, wordMail } from '../../../bot/outbox/mail-templates';
import { BUSINESS_DEFAULTS } from '../../../domain/business';
import { LOCALES } from '../../../locales';
import type { RowOf } from '../../../services/shared/outbox';
import { bodyOf, type Outbox } from '../../../storage/records';
import { type SmtpTest, smtpTest } from '../../support/smtp';
import { type TempStore, tempStore } from '../../support/temp-store';

const FROM = 'Fapiao 发票 <no-reply@fapiao.example>';
const message = {
  id: 'outbox:4c1f',
  to: 'lihua@qinghe.example',
  subject: '请激活您的发票账户',
  text: '您好：\n',
  html: '<p>您好：</p>',
  locale: 'zh-CN',
} as const;

let temp: TempStore;
let smtp: SmtpTest;
let mailer: Mailer | undefined;
beforeEach(async () => {
  temp = tempStore();
  smtp = await smtpTest();
});
afterEach(async () => {
  mailer?.close();
  await smtp.close();
  await temp.remove();
});

async function overSmtp(
  url = smtp.url,
  times: { connectMs?: number; socketMs?: number; wholeMs?: number } = {},
): Promise<Mailer> {
  mailer = createMailer({ smtpUrl: url, from: FROM, store: await temp.open(), now: temp.now, ...times });
  return mailer;
}

test('a mail arrives with both parts, UTF-8, sender, language, and a Message-ID made from its row', async () => {
  const sender = await overSmtp();
  expect(await sender.send(message)).toEqual({ result: 'sent' });
  expect(await sender.send(message)).toEqual({ result: 'sent' });
  const [first, second] = smtp.received;
  expect(first?.envelope).toEqual({ from: 'no-reply@fapiao.example', to: [message.to] });
  expect(first?.mail.from).toMatchObject({ name: 'Fapiao 发票', address: 'no-reply@fapiao.example' });
  expect(first?.mail.subject).toBe(message.subject);
  expect(first?.mail.text?.trim()).toBe('您好：');
  expect(first?.mail.html?.trim()).toBe(message.html);
  expect(first?.mail.messageId).toBe('<outbox-4c1f@fapiao.example>');
  expect(second?.mail.messageId).toBe(first?.mail.messageId);
  const headers = Object.fromEntries((first?.mail.headers ?? []).map(({ key, value }) => [key, value]));
  expect(headers).toMatchObject({ 'auto-submitted': 'auto-generated', 'content-language': 'zh-CN' });
});

test('nothing in an address or a subject adds a recipient or a header', async () => {
  const sender = await overSmtp();
  for (const to of [
    'b@x.example\r\nBcc: evil@x.example',
    'a@x.example, evil@x.example',
    'group: evil@x.example;',
    'Evil <evil@x.example>',
    '"a b"@x.example',
    'no address',
    '',
  ]) {
    expect(isAddress(to)).toBe(false);
    expect(await sender.send({ ...message, to })).toEqual({ result: 'refused', why: 'address' });
  }
  await sender.send({ ...message, subject: 'Hello\r\nBcc: evil@x.example' });
  expect(smtp.received).toHaveLength(1);
  expect(smtp.received[0]?.envelope.to).toEqual([message.to]);
  expect(smtp.received[0]?.raw).not.toMatch(/^bcc:/im);
});

test('5xx about the recipient or the mail is for good; all else is for later', async () => {
  const sender = await overSmtp();
  smtp.refuse.rcpt = { code: 550, text: 'no such user' };
  expect(await sender.send(message)).toEqual({ result: 'refused', why: '550' });
  smtp.refuse.rcpt = { code: 451, text: 'greylisted' };
  expect(await sender.send(message)).toEqual({ result: 'later', why: '451' });
  smtp.refuse.rcpt = undefined;
  smtp.refuse.data = { code: 554, text: '5.7.1 looks like spam' };
  expect(await sender.send(message)).toEqual({ result: 'refused', why: '554' });
  smtp.refuse.data = { code: 530, text: '5.7.0 must issue a STARTTLS command first' };
  expect(await sender.send(message)).toEqual({ result: 'later', why: '530' });
  smtp.refuse.data = { code: 550, text: '5.1.1 mailbox unknown' };
  expect(await sender.send(message)).toEqual({ result: 'refused', why: '550' });
  smtp.refuse.data = undefined;
  smtp.refuse.mail = { code: 550, text: '5.7.1 sender rejected' };
  expect(await sender.send(message)).toEqual({ result: 'later', why: '550' });
  smtp.refuse.mail = { code: 552, text: '5.3.4 message too big for system' };
  expect(await sender.send(message)).toEqual({ result: 'refused', why: '552' });
});

test('a server that does not answer, or is not there, is given up in time and tried later', async () => {
  smtp.hold();
  const slow = await overSmtp(smtp.url, { socketMs: 300 });
  expect(await slow.send(message)).toMatchObject({ result: 'later', why: 'ETIMEDOUT' });
  slow.close();
  const dripping = await overSmtp(smtp.url, { wholeMs: 300 });
  expect(await dripping.send(message)).toEqual({ result: 'later', why: 'ETOOSLOW' });
  dripping.close();
  const gone = await overSmtp('smtp://127.0.0.1:9');
  expect(await gone.send(message)).toMatchObject({ result: 'later' });
  smtp.release();
});

test('MAIL_FROM is an address with or without a name; anything else stops the start', () => {
  expect(parseSender('a@b.example')).toEqual({ name: '', address: 'a@b.example' });
  expect(parseSender('"Fapiao" <a@b.example>')).toEqual({ name: 'Fapiao', address: 'a@b.example' });
  for (const wrong of ['', 'Fapiao', 'a@b.example, c@d.example', 'X <a b@c>', 'X\r\nBcc: y <a@b.example>']) {
    expect(() => parseSender(wrong)).toThrow('MAIL_FROM');
  }
});

test('without a server mails lie in the dev inbox, each once, newest first', async () => {
  const store = await temp.open();
  const inbox = createMailer({ from: FROM, store, now: temp.now });
  await inbox.send(message);
  await inbox.send(message);
  temp.setNow('2026-11-20T08:00:01.000Z');
  await inbox.send({ ...message, id: 'outbox:5', subject: 'later' });
  const { docs } = await store.list('mails', { pk: 'devinbox', desc: true, limit: 10 });
  expect(docs.map((doc) => bodyOf('mail', doc).subject)).toEqual(['later', message.subject]);
});

describe('wording', () => {
  const context = {
    business: BUSINESS_DEFAULTS,
    publicUrl: 'https://fapiao.example',
    secrets: { link: (purpose: string, nonce: string) => ({ token: `${purpose}-${nonce}-token`, hash: 'hash' }) },
  };
  const row = (name: string, params: object = {}, locale: Outbox['locale'] = 'en-US') =>
    ({
      to: 'mail',
      name,
      locale,
      target: 'lihua@qinghe.example',
      params,
      attempts: 0,
      createdAt: '2026-11-20T08:00:00.000Z',
      link: { purpose: 'p', nonce: 'n' },
    }) as unknown as RowOf<'mail'>;
  const STATES = [
    'submitted',
    'scheduled',
    'processing',
    'outOfStock',
    'rejected',
    'cancelled',
    'issued',
    'mailed',
    'readyForPickup',
    'delivered',
    'unheardOf',
  ];
  const FULL = {
    number: 'FP-2611-0127',
    dueAt: '2026-11-24T16:00:00.000Z',
    expectedAt: '2026-12-01T16:00:00.000Z',
    expiresAt: '2026-11-21T08:00:00.000Z',
    scheduledFor: '2026-11-23T02:00:00.000Z',
    reason: 'The title is not registered',
    fapiaos: ['26310000000012345678'],
    carrier: 'sf',
    waybill: 'SF1234567890123',
    method: 'sf',
    email: 'w***@qinghe.example',
    order: 'ORD-1',
    asker: 'w***@qinghe.example',
    text: 'What a clerk wrote.',
    asked: 'What somebody asked.',
  };
  const all = [
    ...TEMPLATE_NAMES.filter((name) => name !== 'applicationChanged').map((name) => [name, FULL] as const),
    ...STATES.map((state) => ['applicationChanged', { ...FULL, state }] as const),
  ];

  test.each(LOCALES)(
    '%s: every mail is worded in full, with a short subject, the phone and readable links',
    (locale) => {
      for (const [name, params] of all) {
        const mail = wordMail(context, row(name, params, locale));
        if (!mail) throw new Error(name);
        expect([...mail.subject].length).toBeLessThanOrEqual(60);
        expect(mail.text).toContain(BUSINESS_DEFAULTS.phone);
        expect(mail.html).toContain(`<html lang="${locale}" dir="ltr">`);
        for (const part of [mail.subject, mail.text, mail.html])
          expect(part).not.toMatch(/mail:|\{\{|undefined|\[object/);
        const links = [...mail.html.matchAll(/href="([^"]+)"/g)].map(
          (match) => match[1]?.replaceAll('&amp;', '&') ?? '',
        );
        for (const link of links) {
          expect(link.startsWith('https://fapiao.example/')).toBe(true);
          expect(mail.text).toContain(link);
        }
      }
    },
  );

  test('the activation mail has the link, until when it works, and "not me"; it names no order and no company', () => {
    const mail = wordMail(context, row('activation', { ...FULL, order: 'ORD-1', payer: '青禾' }));
    expect(mail?.text).toContain('https://fapiao.example/activate?lang=en-US&t=p-n-token');
    expect(mail?.text).toContain('https://fapiao.example/notme?lang=en-US&t=p-n-token');
    expect(mail?.text).toMatch(/21 Nov|Nov 21/);
    expect(mail?.text).not.toMatch(/ORD-1|青禾/);
  });

  test('a mail about an application has the facts of its state', () => {
    const words = (params: object) => wordMail(context, row('applicationChanged', { ...FULL, ...params }))?.text ?? '';
    expect(words({ state: 'submitted' })).toMatch(/Nov 24|24 Nov/);
    expect(words({ state: 'mailed' })).toContain('SF1234567890123');
    expect(words({ state: 'rejected' })).toContain('The title is not registered');
    expect(words({ state: 'readyForPickup' })).toContain(BUSINESS_DEFAULTS.branchAddressZh);
    expect(words({ state: 'issued', method: 'email' })).toContain('e-mail addresses');
    expect(words({ state: 'issued', fapiaos: ['26310000000012345678'] })).toContain('26310000000012345678');
  });

  test('values are text in the HTML part, whatever they hold', () => {
    const evil = '<img src=x>&"';
    const asked = wordMail(context, row('holderAsked', { asker: evil }));
    const refused = wordMail(context, row('applicationChanged', { number: evil, state: 'rejected', reason: evil }));
    const answered = wordMail(context, row('requestAnswered', { text: evil, asked: evil }));
    for (const mail of [asked, refused, answered]) {
      expect(mail?.html).not.toContain('<img');
      expect(mail?.html).toContain('&lt;img src=x&gt;&amp;&quot;');
      expect(mail?.text).toContain(evil);
    }
  });

  test('a template that does not exist is no mail', () => {
    for (const name of ['nothing', 'constructor', '__proto__']) expect(wordMail(context, row(name))).toBeUndefined();
  });
});
