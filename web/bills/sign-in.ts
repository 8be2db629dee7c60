// Signing in, and what is shown then.
import { followAddress } from './address';
import { begin } from './list';
import type { PageState } from './page-state';

export async function signIn(page: PageState): Promise<void> {
  const { t } = page.words;
  try {
    const { token } = await page.session.signIn();
    page.chat.user(token);
  } catch {
    return page.panel.trouble(t('demo.failed'));
  }
  page.top.signedIn(true);
  // Over again for the list: the old token may be what ended it.
  begin(page, true);
  followAddress(page);
}
