// The files of a fapiao: as links of a reply, and by mail once more.
import type { FileItem } from '../../domain/bill-view';
import { findEmail } from '../../domain/contact';
import { say } from '../../locales/text';
import type { Outcome } from '../../services/commands';
import { advance } from '../form/asking';
import { type Play, reasonText, tell } from '../form/context';
import { type Reply, reply } from '../reply';

export const fileLinks = (files: readonly FileItem[]): Pick<Reply, 'links'> =>
  files.length
    ? {
        links: files.map(({ fapiao, type, url }) => ({
          title: say('progress:own.file', { fapiao, type: type.toUpperCase() }),
          url,
        })),
      }
    : {};

/** To the address in the text, else to those of the delivery. The links come with the answer. */
export function sendFilesAgain({ state, ctx, commands }: Play, number: string, text: string): void {
  const id = ctx.newId();
  const email = findEmail(text);
  state.waiting = { id, what: 'files' };
  commands.push({ id, body: { type: 'sendFiles', number, emails: email ? [email] : [], locale: state.locale } });
}

export async function onFilesSent(play: Play, outcome: Outcome): Promise<void> {
  if (!outcome.ok) tell(play, reply(reasonText(outcome.reason)));
  else if (outcome.type === 'filesSent') {
    const { number, emails } = outcome;
    const text = [say('progress:own.filesSent', { number, emails: { items: emails } })];
    tell(play, { text, ...fileLinks(await play.ctx.query.files(number)) });
  }
  if (play.state.form) await advance(play, { again: true });
}
