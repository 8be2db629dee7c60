// Whom a conversation is with, as an agent must know it: the account that is signed in there, its orders and applications.
import type { CustomerSummary } from '../../domain/handoff-view';
import type { AccountLink } from '../../domain/people';
import { accountOf } from '../account/accounts';
import { applicationsOf } from '../application/applications';
import type { Deps } from '../shared/deps';

/** Undefined: nobody is signed in there any more. What is of other accounts, or was taken from this one, stays unseen. */
export async function customerOf(deps: Deps, link: AccountLink | undefined): Promise<CustomerSummary | undefined> {
  const account = link && (await accountOf(deps, link));
  if (!account) return undefined;
  const { email, orders } = account.body;
  const applications = (await applicationsOf(deps, account.body)).map((one) => {
    const { number, state, buyer, amount, submittedAt } = one;
    return { number, state, title: buyer.name, amount, submittedAt };
  });
  return { email, orders, applications };
}
