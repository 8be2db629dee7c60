// What the server writes into the page.

export interface PageConfig {
  locale: string;
  textUrls: Record<string, string>;
  names: Record<string, string>;
  /** Whoever holds an account, by this browser's session; or anybody, in the demo. */
  way: 'account' | 'demo';
  tokenUrl: string;
  signInUrl: string;
  signOutUrl: string;
  accountUrl: string;
  issueUrl: string;
  inboxUrl: string;
  chatUrl: string;
  phone: string;
  /** Office hours by language. */
  hours: Record<string, string>;
  /** At most so many bills at once. */
  maxBills: number;
}
