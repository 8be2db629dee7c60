// A digital fapiao that is handed over: files in the mail to every address, links in chat and mail that open for their account alone, and honest words without files.
import { unzipSync } from 'fflate';
import { createFiles } from '../../../bot/pdf/files';
import { createPrinter } from '../../../bot/pdf/printer';
import type { FileItem } from '../../../domain/bill-view';
import { applicationInScope, scopeOf } from '../../../services/application/host-scope';
import { createCore } from '../../../bot/process/core';
import type { Input } from '../../../dialogs/flows/flow';
import { DAY } from '../../../domain/time';
import { linksOf } from '../../../services/application/file-links';
import { findApplication } from '../../../services/application/applications';
import { addFile, filesOf } from '../../../services/application/files';
import { createQuery } from '../../../services/query';
import { bodyOf, keys } from '../../../storage/records';
import { createWorld, type World } from '../../support/fapiao-world';
import { ofd, pdf } from '../../support/fapiao-files';
import { deliver, FAPIAO, issued, xmlOf } from '../../support/issued';
import { type PagesServer, startPages } from '../../support/pages-server';
import { smtpTest, type SmtpTest } from '../../support/smtp';

const CLERK = { id: 's1', name: 'Li Lei' };
const log = { debug() {}, info() {}, warn() {}, error() {} };

let world: World;
let smtp: SmtpTest;
let core: ReturnType<typeof createCore>;
let pages: PagesServer;
let number: string;
let link: Awaited<ReturnType<typeof issued>>['link'];
beforeEach(async () => {
  world = await createWorld();
  smtp = await smtpTest();
  core = createCore(world.deps, { botFramework: {}, mailFrom: 'F <f@x.example>', smtpUrl: smtp.url }, log as never);
  pages = await startPages(world.deps);
  ({ number, link } = await issued(world.deps));
});
afterEach(async () => {
  await core.dispatcher.stop();
  core.mailer.close();
  await pages.close();
  await smtp.close();
  await world.temp.remove();
});

const add = async (bytes: Uint8Array, name: string) => {
  const added = await addFile(world.deps, CLERK, { number, fapiao: FAPIAO, name, bytes });
  if (!added.ok) throw new Error(added.reason.code);
};
const mails = async () => {
  await deliver(world.deps, number);
  await core.dispatcher.drain();
  return smtp.received.map(({ envelope, mail }) => ({ to: envelope.to[0] ?? '', mail }));
};
const application = async () => {
  const found = await findApplication(world.deps, number);
  if (!found) throw new Error('no application');
  return found.body;
};
const links = async () => linksOf(world.deps, await application(), await filesOf(world.deps, await application()));
const get = (url: string) => fetch(url.replace(world.deps.publicUrl, pages.base));

test('every address gets every file, byte by byte and named, in one mail', async () => {
  const files = { 'fapiao.pdf': pdf('发票'), 'fapiao.ofd': ofd(), 'fapiao.xml': xmlOf() };
  for (const [name, bytes] of Object.entries(files)) await add(bytes, name);
  const all = await mails();
  expect(all.map(({ to }) => to).toSorted()).toEqual(['account-1@qinghe.example', 'lihua@qinghe.example']);
  for (const { mail } of all) {
    expect(mail.subject).toBe(`Application ${number}: sent by e-mail`);
    const attached = mail.attachments.map(({ filename, mimeType, content }) => [
      filename,
      mimeType,
      Buffer.from(content as ArrayBuffer),
    ]);
    expect(attached).toEqual(
      expect.arrayContaining([
        ['fapiao.pdf', 'application/pdf', files['fapiao.pdf']],
        ['fapiao.ofd', 'application/ofd', files['fapiao.ofd']],
        ['fapiao.xml', 'application/xml', files['fapiao.xml']],
      ]),
    );
  }
});

test('without files the mail and the chat tell the number, and do not say that a fapiao was sent', async () => {
  const all = await mails();
  expect(all).toHaveLength(2);
  for (const { mail } of all) {
    expect(mail.subject).toBe(`Application ${number}: fapiao number`);
    expect(mail.text).toContain('No file is attached');
    expect(mail.text).toContain(FAPIAO);
    expect(mail.attachments).toEqual([]);
  }
});

test('what is too large for a mail goes as links', async () => {
  const large = (text: string) => Buffer.concat([pdf(text), Buffer.alloc(9 * 1024 * 1024, 32), Buffer.from('%%EOF')]);
  await add(large('a'), 'a.pdf');
  await add(ofd({ 'Doc_0/picture': world.deps.random(9 * 1024 * 1024) }), 'a.ofd');
  const [first] = await mails();
  expect(first?.mail.attachments).toEqual([]);
  const [url = ''] = /http\S+\/file\?\S+/.exec(first?.mail.text ?? '') ?? [];
  expect((await get(url)).status).toBe(200);
});

test('a file that cannot be read holds its mail back; the mail never says what it does not carry', async () => {
  await add(pdf(), 'a.pdf');
  const [row] = await filesOf(world.deps, await application());
  for await (const { name } of world.deps.blobs.all()) await world.deps.blobs.delete(name);
  expect(await mails()).toEqual([]);
  await world.deps.store.commit(keys.customer(link.customer), [
    { op: 'delete', id: keys.file(link.customer, number, FAPIAO, row?.type ?? 'pdf').id },
  ]);
  await add(pdf(), 'a.pdf');
  world.temp.setNow(new Date(Date.parse(world.temp.now()) + DAY).toISOString());
  await core.dispatcher.drain();
  expect(smtp.received.map(({ mail }) => mail.attachments.length)).toEqual([1, 1]);
});

describe('in the chat', () => {
  let said = 0;
  /** What the chat shows: texts by their keys, and the links. */
  const tell = async (input: Input, conversation = 'web:1') => {
    const { items } = await core.turns.deliver({
      conversation,
      dedupe: `d${(said += 1)}`,
      input,
      channel: 'directline',
      person: 'p',
      receivedAt: world.temp.now(),
    });
    const replies = items.flatMap((item) => ('reply' in item && item.reply ? [item.reply] : []));
    return {
      keys: replies.flatMap(({ text }) => text.map(({ key }) => key)),
      urls: replies.flatMap(({ links: all = [] }) => all.map(({ url }) => url)),
      all: JSON.stringify(replies),
    };
  };
  const says = (text: string, conversation?: string) => tell({ kind: 'text', text }, conversation);
  beforeEach(async () => {
    await tell({ kind: 'notice', name: 'linked', params: { email: 'account-1@qinghe.example', ...link } });
  });

  test('the notice of a delivery has the links, and they open', async () => {
    await add(pdf(), 'a.pdf');
    await add(xmlOf(), 'a.xml');
    await mails();
    const { docs } = await world.store.list('log', { pk: 'conversation:web:1', limit: 50 });
    const shown = JSON.stringify(docs.map((doc) => bodyOf('turn', doc).items));
    expect(shown).toContain('notices:applicationChanged.deliveredEmail');
    const urls = [...shown.matchAll(/"url":"([^"]+\/file[^"]+)"/g)].map(([, url = '']) => url);
    expect(urls).toHaveLength(2);
    for (const url of urls) expect((await get(url)).status).toBe(200);
  });

  test('"send it again" mails the files once more, shows the links, and takes another address', async () => {
    await add(pdf(), 'a.pdf');
    await mails();
    smtp.received.length = 0;
    const again = await says('send the PDF again');
    expect(again.keys).toEqual(['progress:own.filesSent']);
    expect(again.urls).toHaveLength(1);
    await says('email the fapiao again to boss@qinghe.example');
    await core.dispatcher.drain();
    // Two mails that wait go side by side: no order is promised.
    const sent = smtp.received.map(({ envelope, mail }) => `${envelope.to[0]} ${mail.attachments.length}`);
    expect(sent.toSorted()).toEqual(['boss@qinghe.example 1', 'lihua@qinghe.example 1']);
  });

  test('without files it says so and mails nothing; who is signed out gets neither', async () => {
    await mails();
    smtp.received.length = 0;
    expect((await says('send the PDF again')).keys).toEqual(['progress:own.sentBefore']);
    await add(pdf(), 'a.pdf');
    const stranger = await says('send the PDF again', 'web:stranger');
    expect([stranger.urls.filter((url) => url.includes('/file')), stranger.all.includes(number)]).toEqual([[], false]);
    await core.dispatcher.drain();
    expect(smtp.received).toEqual([]);
  });

  test('twenty mails a day and account, whoever asks', async () => {
    await add(pdf(), 'a.pdf');
    await mails();
    smtp.received.length = 0;
    for (let n = 0; n < 20; n++) expect((await says('send the PDF again')).keys).toEqual(['progress:own.filesSent']);
    expect((await says('send the PDF again')).keys).toEqual(['errors:requestLimited']);
  });
});

describe('a download link', () => {
  beforeEach(() => add(pdf(), '发票.pdf'));

  test('opens the file as a download that nothing runs, without signing in', async () => {
    const [one] = await links();
    const answered = await get(one?.url ?? '');
    expect(answered.status).toBe(200);
    expect(Buffer.from(await answered.arrayBuffer())).toEqual(pdf());
    expect(answered.headers.get('content-disposition')).toContain(
      'attachment; filename="file.pdf"; filename*=UTF-8\'\'%E5',
    );
    expect(answered.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answered.headers.get('content-security-policy')).toContain('sandbox');
    expect(answered.headers.get('cache-control')).toContain('no-store');
  });

  test('ends after seven days, with a sentence that says how to get another', async () => {
    const [one] = await links();
    world.temp.setNow(new Date(Date.parse(world.temp.now()) + 8 * DAY).toISOString());
    const answered = await get(`${one?.url}&lang=en-US`);
    expect(answered.status).toBe(410);
    expect(await answered.text()).toContain('send the fapiao again');
  });

  test.each([
    ['another day', (url: URL) => url.searchParams.set('e', String(Number(url.searchParams.get('e')) + 1))],
    ['another application', (url: URL) => url.searchParams.set('n', 'FP-2611-9999')],
    ['another file', (url: URL) => url.searchParams.set('f', 'a'.repeat(64))],
    ['no signature', (url: URL) => url.searchParams.delete('s')],
    ['a signature of something else', (url: URL) => url.searchParams.set('s', world.deps.secrets.sign('x', 'y'))],
  ])('with %s opens nothing (ASVS 5.0 8.2.2)', async (_name, change) => {
    const [one] = await links();
    const url = new URL(one?.url ?? '');
    change(url);
    expect((await get(url.href)).status).toBe(410);
  });

  test('opens nothing once the order is no longer the account’s, or the file was removed', async () => {
    const [one] = await links();
    const doc = await world.deps.store.get(keys.account(link.customer, link.account));
    if (!doc) throw new Error('no account');
    const { etag, ...rest } = doc;
    const closed = { ...rest, body: { ...bodyOf('account', doc), orders: [] } };
    await world.deps.store.commit(doc.pk, [{ op: 'replace', doc: closed, etag }]);
    expect((await get(one?.url ?? '')).status).toBe(410);
  });

  test('is on the Bills page and in the ZIP of whoever applied, and of nobody else of the tenant', async () => {
    const seen = async (email: string) => {
      const user = { subject: 's', email, name: 'n', tenant: 'none', orders: ['ORDER-1'] };
      const scope = await scopeOf(world.deps, user as never);
      return applicationInScope(world.deps, user as never, scope, number);
    };
    expect((await seen('colleague@qinghe.example'))?.number).toBe(number);
    expect((await seen('colleague@qinghe.example'))?.files).toBeUndefined();
    const own = await seen('account-1@qinghe.example');
    expect(own?.files?.map(({ name, type }) => [name, type])).toEqual([['发票.pdf', 'pdf']]);
    // The same all day: a page that waits for a change is not woken by a new signature.
    world.temp.setNow(new Date(Date.parse(world.temp.now()) + 1_000).toISOString());
    expect((await seen('account-1@qinghe.example'))?.files).toEqual(own?.files);
    const printer = createPrinter({ now: world.deps.now });
    try {
      const open = async ({ name, url }: FileItem) => ({
        name,
        type: 'application/pdf',
        body: Buffer.from(await (await get(url)).arrayBuffer()),
      });
      const applications = own ? [own] : [];
      const zip = await createFiles(world.deps, printer).bundle({ bills: [], applications, open }, 'en-US');
      expect(Buffer.from(unzipSync(zip.body)['发票.pdf'] ?? [])).toEqual(pdf());
    } finally {
      await printer.close();
    }
  });

  test('is in the queries of its account only', async () => {
    const asked = (as: typeof link | undefined) =>
      createQuery(world.deps, { conversation: 'c', link: as }).files(number);
    expect(await asked(link)).toHaveLength(1);
    expect(await asked(undefined)).toEqual([]);
    expect(await asked({ ...link, epoch: 2 })).toEqual([]);
    expect(await asked({ ...link, account: 'another' })).toEqual([]);
  });
});
