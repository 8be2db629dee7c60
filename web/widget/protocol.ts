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
  /** `openForm`: after this message; '' where none is open. `line`: what happened to the hand-off to a person; `agent`: whose name it is. */
  channelData?: { clientActivityID?: string; openForm?: string; line?: string; agent?: string };
}

export interface ActivitySet {
  activities: Activity[];
  watermark?: string;
}

/** What a person does: a text, a card's value, or an event (`fapiao/bills`) that the page made of a press. */
export interface Content {
  text?: string;
  value?: unknown;
  event?: string;
}

/** Content on its way; the id makes that it counts once, however often it is sent. */
export interface Outgoing extends Content {
  id: string;
  at: string;
}

/** What is known about an outgoing message. `refused` is final: the server's reason is a status. */
export type SendState = 'waiting' | 'sent' | 'refused';

export type Connection = 'connecting' | 'online' | 'offline';

/** Why a conversation is not the one of a moment ago: it ended, was left, is another person's, or was signed out of. */
export type Ending = 'ended' | 'new' | 'other' | 'out';

/** A fetch that has failed, with the seconds to wait where the server named them. */
export class HttpError extends Error {
  constructor(
    readonly status: number,
    readonly retryAfter?: number,
    readonly code?: string,
  ) {
    super(`HTTP ${status}`);
  }
}

/** Who wrote it: clients of other servers leave the role out, then only our own id tells. */
export const byBot = (activity: Activity, userId?: string): boolean =>
  activity.from?.role ? activity.from.role === 'bot' : activity.from?.id !== userId;

/** Somebody has signed out of the conversation, in a place that this tab has not heard of. */
export const isRevoked = (error: unknown): boolean => error instanceof HttpError && error.code === 'TokenRevoked';

/** There is no way back into the conversation by this token. */
export const isGone = (error: unknown): boolean =>
  error instanceof HttpError && (error.status === 401 || error.status === 403 || error.status === 404);

/** Another person may come next: nothing of this one goes on. */
export const isLeaving = (why: Ending): boolean => why === 'out' || why === 'other';
