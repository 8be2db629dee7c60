// Words a mail of the outbox and sends it; what its server refuses for good is told where the person can see it.
import { markRefused } from '../../services/account/refused';
import type { Deps } from '../../services/shared/deps';
import type { RowOf } from '../../services/shared/outbox';
import type { Stored } from '../../storage/store';
import { nameOf, placesOf } from '../process/log';
import { type Enclosure, enclosedIn } from './enclosed';
import type { Mailer } from './mail';
import { wordMail } from './mail-templates';
import type { DispatchLog, Result } from './result';

export interface MailSending {
  deps: Deps;
  mailer: Mailer;
  log: DispatchLog;
  /** There is one more mail to send. */
  wake: () => void;
}

/** The mail's words, or those of an apology with the phone number where they can't be put together. */
function worded(
  { deps, log }: MailSending,
  row: Stored<RowOf<'mail'>>,
  enclosed: Enclosure,
): { words: ReturnType<typeof wordMail>; whole: boolean } {
  try {
    return { words: wordMail({ ...deps, enclosed }, row.body), whole: true };
  } catch (error) {
    const fields = { row: row.id, template: row.body.name, code: nameOf(error), at: placesOf(error) };
    log.error(fields, 'a mail could not be worded; an apology goes instead');
    return { words: wordMail(deps, row.body, 'unworded'), whole: false };
  }
}

export async function sendMail(sending: MailSending, row: Stored<RowOf<'mail'>>): Promise<Result> {
  const { deps, mailer, log, wake } = sending;
  let enclosed: Enclosure;
  try {
    enclosed = await enclosedIn(deps, row.body, mailer.attaches);
  } catch (error) {
    log.warn({ row: row.id, template: row.body.name, code: nameOf(error) }, 'the files of a mail could not be read');
    return { done: 'again', why: 'files' };
  }
  const { words, whole } = worded(sending, row, enclosed);
  if (!words) return { done: 'again', why: 'noTemplate' };
  const { target: to, locale, name } = row.body;
  const sent = await mailer.send({ id: row.id, to, locale, ...words, attachments: enclosed.attachments });
  // An apology went: the row is kept for whoever looks into it.
  if (sent.result === 'sent' && !whole) return { done: 'refused', why: 'unworded' };
  if (sent.result === 'sent') {
    log.info({ row: row.id, template: name }, mailer.did);
    return { done: 'over' };
  }
  if (sent.result === 'later') return { done: 'again', why: sent.why };
  log.warn({ row: row.id, template: name, why: sent.why }, 'a mail was refused for good');
  await markRefused(deps, row, sent.why);
  wake();
  return { done: 'refused', why: sent.why };
}
