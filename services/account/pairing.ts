// Linking the chat that began a registration: the activation page shows three numbers, the chat shows one of them.
import type { Account } from '../../storage/records';
import { afterUse, findAccountLink, newAccountLink } from './account-links';
import { changed, linkTo } from './accounts';
import type { Deps } from '../shared/deps';
import { type Answer, no, settle } from '../shared/once';
import { chatRow } from '../shared/outbox';
import { later, MINUTE } from '../../domain/time';

/** ASVS 5.0 6.5.5: ten minutes. */
export const PAIRING_MS = 10 * MINUTE;

export interface PairingOffer {
  token: string;
  /** Three different two-digit numbers, ascending. */
  choices: number[];
}

interface Pairing {
  conversation: string;
  pair: string;
  choices: number[];
}

/** Made from the activation's token, so that the same click twice is offered the same single try. */
const nonceOf = (deps: Deps, activation: string) => deps.secrets.hash(`pairing ${activation}`);

export async function offerPairing(
  deps: Deps,
  account: Account,
  {
    activation,
    conversation,
    pair,
    decoys,
  }: { activation: string; conversation: string; pair: string; decoys: string[] },
): Promise<{ offer: PairingOffer; links: Account['links'] }> {
  const choices = [pair, ...decoys].map(Number).sort((a, b) => a - b);
  const { token, links } = await newAccountLink(deps, account, 'pairing', {
    expiresAt: later(deps.now(), PAIRING_MS),
    data: JSON.stringify({ conversation, pair, choices } satisfies Pairing),
    nonce: nonceOf(deps, activation),
  });
  return { offer: { token, choices }, links };
}

/** The offer that an activation made, while it stands. */
export function offeredPairing(deps: Deps, { links }: Account, activation: string): PairingOffer | undefined {
  const { token, hash } = deps.secrets.link('pairing', nonceOf(deps, activation));
  const known = links.pairing;
  if (known?.hash !== hash || known.used || known.expiresAt <= deps.now()) return undefined;
  return { token, choices: read(known.data).choices };
}

const read = (data: string | undefined) => JSON.parse(data ?? '{}') as Pairing;

/**
 * The one try: the right number links the chat (outbox row `linked`), a wrong one ends the pairing; the person then
 * signs in from the chat. Reasons: pairingWrong, pairingOver (tried, expired, unknown).
 */
export async function pickNumber(
  deps: Deps,
  { pairing, choice }: { pairing: string; choice: number },
): Promise<Answer> {
  const first = await findAccountLink(deps, pairing, 'pairing');
  if (!first.ok) return no('pairingOver');
  return settle<Answer>(deps, first.account.pk, async () => {
    const found = await findAccountLink(deps, pairing, 'pairing');
    if (!found.ok) return { writes: [], answer: no('pairingOver') };
    const { account, data } = found;
    const { conversation, pair } = read(data);
    const right = String(choice) === pair;
    if (found.used) {
      // The same right press twice: it is linked. Otherwise the try is over (ASVS 5.0 6.5.1: once).
      return { writes: [], answer: right && found.did === 'right' ? { ok: true } : no('pairingOver') };
    }
    const { customer, email, locale } = account.body;
    const links = afterUse(
      account.body.links,
      'pairing',
      ['activation', 'resetPassword', 'confirmEmail', 'undoEmail'],
      right ? 'right' : 'wrong',
    );
    const use = changed(account, { links });
    if (!right) return { writes: [use], answer: no('pairingWrong') };
    const { account: id, epoch, until } = linkTo(deps, account.body);
    const params = { customer, account: id, epoch, until, email };
    return {
      writes: [use, chatRow(deps, { customer, name: 'linked', locale, params, conversation })],
      answer: { ok: true },
    };
  });
}
