// What the server writes into the page.

export interface PageConfig {
  locale: string;
  textUrls: Record<string, string>;
  names: Record<string, string>;
  tokenUrl: string;
  issueUrl: string;
  inboxUrl: string;
  chatUrl: string;
  phone: string;
  /** Office hours by language. */
  hours: Record<string, string>;
  /** At most so many bills at once. */
  maxBills: number;
}
