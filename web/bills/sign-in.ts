// Signing in, and what is shown then.
import { followAddress } from './address';
import { begin } from './list';
import type { PageState } from './page-state';
import { NobodySignedIn } from './session';

/** Whoever is signed in at the server sees the bills; who is not is led to where one signs in, or clicks in the demo. */
export async function signIn(page: PageState): Promise<void> {
  const { t } = page.words;
  const { way, signInUrl } = page.config;
  try {
    const { token, user } = await page.session.signIn();
    page.chat.user(token);
    page.top.signedIn(user.email);
  } catch (error) {
    if (way === 'account' && error instanceof NobodySignedIn) return location.assign(signInUrl);
    if (way === 'account') return page.panel.show(navigator.onLine ? 'failed' : 'offline');
    return page.panel.trouble(t('demo.failed'));
  }
  // Over again for the list: the old token may be what ended it.
  begin(page, true);
  followAddress(page);
}
