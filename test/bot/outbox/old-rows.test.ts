// Rows that an earlier version left in an existing store are delivered like new ones.
import { keys } from '../../../storage/records';
import { mailRow } from '../../../services/shared/outbox';
import { stateOf } from '../../../bot/turn/parts';
import { bodyOf } from '../../../storage/records';
import { changeWith, oldNotice, rowAs } from '../../support/changes';
import { activity, type Channel, deliver, openChannel, wordsOf } from '../../support/channel';
import { eventually } from '../../support/eventually';
import { seedAccount } from '../../support/fapiao-world';
import { runApp, type RunningApp } from '../../support/running-app';
import { type SmtpTest, smtpTest } from '../../support/smtp';
import { tempCosmos } from '../../support/temp-cosmos';

let smtp: SmtpTest;
let channel: Channel;
let running: RunningApp;
let remove: () => Promise<void>;

const CHANGE = { ...changeWith({ state: 'mailed', event: 'mail', medium: 'paper', method: 'sf', carrier: 'sf' }) };
const OLD = { ...CHANGE, waybill: 'SF1234567890123', customer: undefined, account: undefined };
/** The key and the values that version 1 chose when the row was written. */
const WORDS = { text: 'applicationChanged.mailedSf', values: { number: 'of the old words' } };

describe.each(['SQLite', 'Cosmos DB'])('on %s', (name) => {
  beforeEach(async () => {
    smtp = await smtpTest();
    channel = await openChannel();
    const temp = name === 'SQLite' ? undefined : await tempCosmos({ consistency: 'Strong' });
    const store = await temp?.open();
    running = await runApp({
      env: { SMTP_URL: smtp.url, MAIL_FROM: 'no-reply@fapiao.example' },
      ...(store ? { wrap: (deps) => ({ ...deps, store }) } : {}),
    });
    remove = async () => temp?.remove();
  });
  afterEach(async () => {
    await running.close();
    await channel.close();
    await smtp.close();
    await remove();
  });

  test('a mail and a notice of version 1 say what happened, in the words of today', async () => {
    const { deps } = running;
    const link = await seedAccount(deps, { customer: 'tenant-1', id: 'account-1', orders: ['ORDER-1'] });
    await deliver(running.base, activity(channel.serviceUrl, 'hello', { conversation: { id: 'chat' } }));
    const header = await deps.store.get(keys.header('emulator||chat'));
    if (!header) throw new Error('no conversation');
    const { etag, ...doc } = header;
    const body = { ...bodyOf('header', header), state: { ...stateOf(bodyOf('header', header)), link } };
    await deps.store.commit(doc.pk, [{ op: 'replace', doc: { ...doc, body }, etag }]);
    channel.posts.length = 0;
    const mail = mailRow(deps, { customer: 'tenant-1', locale: 'en-US', name: 'activated', to: 'a@b.example' });
    await deps.store.commit(keys.customer('tenant-1'), [
      rowAs(mail, 1, { name: 'applicationChanged', params: OLD }),
      oldNotice(deps, 'tenant-1', 'emulator||chat', { ...OLD, customer: 'tenant-1', account: 'account-1', ...WORDS }),
    ]);
    deps.wake();
    await eventually('the mail came', () => smtp.received.length === 1);
    expect(smtp.received[0]?.mail.text).toContain('SF1234567890123');
    await eventually('the chat was told', () => channel.posts.length > 0);
    const said = wordsOf(channel.posts.map(({ body: post }) => post));
    expect(said).toContain('SF1234567890123');
    expect(said).toContain('FP-2611-0001');
    expect(said).not.toContain('of the old words');
    await eventually('nothing is left', async () => (await deps.store.list('due', { limit: 1 })).docs.length === 0);
  });
});
