// How long documents are kept: the numbers that configuration may change, told to customers on the privacy page.

export interface Periods {
  /** Each message so long after it was sent, what a conversation remembers so long after its last turn. Wishes for a person too. */
  transcriptDays: number;
  /** Mails that could not be sent, and those of the dev inbox. */
  mailDays: number;
  /** The longest for anything with a purpose of its own that ends sooner: links, codes, registrations, limits, outcomes. */
  technicalDays: number;
  /** Applications, fapiao numbers, orders and bills after their last change. */
  fapiaoYears: number;
}

/**
 * Ten years for fapiao: the longest that PRC tax law asks of a seller (Rules on the Tax Administration Law, article 29;
 * Measures on Invoices, article 28, five years for the fapiao themselves).
 */
export const PERIODS: Periods = { transcriptDays: 180, mailDays: 30, technicalDays: 30, fapiaoYears: 10 };
