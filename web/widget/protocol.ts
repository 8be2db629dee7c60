// Direct Line 3.0 as the browser sees it: the parts of activities that we show and send.

export interface CardAction {
  type: string;
  title?: string;
  value?: unknown;
}

export interface Attachment {
  contentType: string;
  content?: unknown;
  name?: string;
  contentUrl?: string;
}

export interface Activity {
  type: string;
  id?: string;
  timestamp?: string;
  from?: { id: string; role?: string; name?: string };
  text?: string;
  textFormat?: string;
  locale?: string;
  value?: unknown;
  attachments?: Attachment[];
  suggestedActions?: { actions: CardAction[] };
  channelData?: { clientActivityID?: string };
}

export interface ActivitySet {
  activities: Activity[];
  watermark?: string;
}

/** What a person sends: a text, or a card's value. */
export interface Outgoing {
  id: string;
  at: string;
  text?: string;
  value?: unknown;
}

/** What is known about an outgoing message. `refused` is final: the server's reason is a status. */
export type SendState = 'waiting' | 'sent' | 'refused';

export type Connection = 'connecting' | 'online' | 'offline';

/** A fetch that has failed, with the seconds to wait where the server named them. */
export class HttpError extends Error {
  constructor(
    readonly status: number,
    readonly retryAfter?: number,
  ) {
    super(`HTTP ${status}`);
  }
}
