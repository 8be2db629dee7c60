// The end: within 10 s, also while the mail server holds a mail for ever; nothing of it is lost.
import { mailRow } from '../../../services/shared/outbox';
import { runApp } from '../../support/running-app';
import { smtpTest } from '../../support/smtp';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

test('a mail server that hangs does not hold the end, and its mail is sent by the next process', async () => {
  const smtp = await smtpTest();
  const dataDir = mkdtempSync(join(tmpdir(), 'fapiao-stop-'));
  try {
    smtp.hold();
    const first = await runApp({ dataDir, env: { SMTP_URL: smtp.url } });
    const { deps } = first;
    const write = mailRow(deps, {
      customer: 'c',
      name: 'passwordChanged',
      locale: 'en-US',
      to: 'li.hua@qinghe.example',
    });
    if (write.op !== 'create') throw new Error('no new row');
    await deps.store.commit('customer:c', [write]);
    deps.wake();
    await smtp.held(1);
    await first.close();
    // It did not wait until the mailer gave up by itself, which is logged, and keeps the mail as well.
    expect(first.lines.filter(({ fields }) => fields.what === 'mail')).toEqual([]);
    const second = await runApp({ dataDir, env: { SMTP_URL: smtp.url } });
    expect((await second.deps.store.get(write.doc))?.lists).toHaveProperty('due');
    expect(smtp.received).toEqual([]);
    smtp.release();
    await second.close();
  } finally {
    await smtp.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
});
