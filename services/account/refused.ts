// A mail that the mail server refused for good: noted where it matters, and told at once in the chat that waits for it.
import { keys } from '../../storage/records';
import type { Stored } from '../../storage/store';
import type { Deps } from '../shared/deps';
import { findLink } from './links';
import { settle } from '../shared/once';
import { chatRow, type RowOf } from '../shared/outbox';
import { pendingAt, pendingDoc } from './pending';

export type RefusedMail = Pick<Stored<RowOf<'mail'>>, 'pk' | 'id' | 'body'>;

/**
 * Told are the conversation that began a registration (also by its resends), and the one in which an application was made.
 * Not told: who forgot a password or changes an address on a page, since no chat is known that may hear of it
 * (ASVS 5.0 6.3.8). Only the server's own refusal is known: a mail that bounces later looks like one that arrived. The same
 * refusal again, after a crash, tells nothing twice. `why` is a code.
 */
export async function markRefused(deps: Deps, row: RefusedMail, why: string): Promise<void> {
  if (row.body.link?.purpose === 'activation') await registration(deps, row, why);
  else if (row.body.name === 'applicationChanged') await application(deps, row, row.body);
}

/** The same for an address that has an account: nobody sees a difference. */
async function registration(deps: Deps, { id, body: { link: made, locale } }: RefusedMail, why: string): Promise<void> {
  const { token, hash } = deps.secrets.link('activation', made?.nonce ?? '');
  const link = await findLink(deps, token, 'activation');
  if (!link) return;
  const { customer, holder } = link;
  await settle(deps, keys.customer(customer), async () => {
    const pending = await pendingAt(deps, customer, holder);
    if (pending?.body.tokenHash !== hash || pending.body.refused !== undefined)
      return { writes: [], answer: undefined };
    const { conversation, email } = pending.body;
    const doc = pendingDoc(customer, { ...pending.body, refused: why.slice(0, 200) });
    const told = { customer, id: noticeId(id), name: 'mailRefused', locale, params: { email } } as const;
    return {
      writes: [
        { op: 'replace', doc, etag: pending.etag },
        ...(conversation ? [chatRow(deps, { ...told, conversation })] : []),
      ],
      answer: undefined,
    };
  });
}

async function application(
  deps: Deps,
  { pk, id }: RefusedMail,
  body: RowOf<'mail', 'applicationChanged'>,
): Promise<void> {
  const { conversation, account, number } = body.params;
  if (conversation === undefined) return;
  const params = { account, number, email: body.target };
  const notice = chatRow(deps, {
    pk,
    id: noticeId(id),
    name: 'mailRefused',
    locale: body.locale,
    params,
    conversation,
  });
  // There already: written before a crash. Sent already and gone: its turn is found by the same id.
  await deps.store.commit(pk, [notice]);
}

const noticeId = (row: string): string => `${row}:refused`;
