// The way from a person to what is kept of them: list `people`, by account and by address, in places that name nobody.
import { keys, record } from '../../storage/records';
import type { Write } from '../../storage/store';
import type { Deps } from '../shared/deps';
import { foldEmail } from '../account/logins';

/** A person known by an address; who has an account is known by its id as well. */
export const personOf = ({ secrets }: Pick<Deps, 'secrets'>, email: string): string =>
  secrets.fingerprint('person', foldEmail(email));

export const tracePlace = (person: string, id: string): string => `${person}#${id}`;

/** That a conversation was a person's: signed in there, or only their address was typed. Written with its turn. */
export function visitWrite(deps: Pick<Deps, 'now'>, conversation: string, person: string, signedIn: boolean): Write {
  const body = { conversation, signedIn, at: deps.now() };
  const lists = { people: tracePlace(person, `visit:${conversation}`) };
  return { op: 'put', doc: record('visit', keys.visit(conversation, person), body, { lists }) };
}
