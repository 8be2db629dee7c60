// The dev inbox: what a developer and the end-to-end tests read mails from.
import { createMailer } from '../../../bot/outbox/mail';
import { get, type PagesServer, startPages } from '../../support/pages-server';
import { createPeople, type People } from '../../support/people';

let people: People;
let server: PagesServer;
beforeEach(async () => {
  people = await createPeople();
  server = await startPages(people.deps);
});
afterEach(async () => {
  await server.close();
  await people.temp.remove();
});

async function send(id: string, subject: string, body = '<p>Hi</p>'): Promise<void> {
  const mailer = createMailer({ from: 'a@b.example', store: people.deps.store, now: people.now });
  const html = `<html><head><title>x</title></head><body>${body}</body></html>`;
  await mailer.send({ id, to: 'lihua@qinghe.example', subject, text: 'Hi', html, locale: 'en-US' });
  people.pass(1000);
}

test('the JSON lists mails newest first, with all that a test needs', async () => {
  await send('outbox:1', 'first');
  await send('outbox:2', 'second');
  const { body, headers } = await get(`${server.base}/dev/inbox.json`);
  expect(headers.get('content-type')).toContain('application/json');
  const mails = JSON.parse(body);
  expect(mails.map((mail: { subject: string }) => mail.subject)).toEqual(['second', 'first']);
  expect(Object.keys(mails[0]).toSorted()).toEqual(['html', 'id', 'sentAt', 'subject', 'text', 'to']);
});

test('the page lists mails and renews itself; a mail’s HTML stays in a sandbox without scripts', async () => {
  await send('outbox:1', '<b>bold</b>', '<script>alert(1)</script><a href="https://fapiao.example/activate">go</a>');
  const list = await get(`${server.base}/dev/inbox`);
  expect(list.body).toContain('&lt;b&gt;bold&lt;/b&gt;');
  expect(list.body).toContain('http-equiv="refresh"');
  const path = /href="(\/dev\/inbox\/mail[^"]+)"/.exec(list.body)?.[1]?.replaceAll('&amp;', '&') ?? '';
  const one = await get(`${server.base}${path}`);
  expect(one.body).not.toContain('<script');
  expect(one.body).toContain('sandbox="allow-popups allow-popups-to-escape-sandbox"');
  expect(one.body).toContain('srcdoc="&lt;html&gt;&lt;head&gt;&lt;base target=&quot;_blank&quot;&gt;');
  expect(one.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(one.headers.get('content-security-policy')).not.toContain('script-src');
});

test('an empty inbox and an unknown mail are shown in words', async () => {
  expect((await get(`${server.base}/dev/inbox`)).body).toContain('No mail yet');
  expect((await get(`${server.base}/dev/inbox/mail?id=none`)).status).toBe(200);
});
