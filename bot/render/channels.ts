// What each channel can show, as one table: everything that is drawn differently somewhere is a column of it.

export interface Shows {
  /** Adaptive Cards. Without them everything is complete plain text. */
  cards: boolean;
  /** So many suggested actions under a text; more become buttons of a card. None where there are no cards: the text lists them. */
  chips: number;
  /** A button of a card is an invoke that is answered (Action.Execute); elsewhere only Action.Submit works. */
  execute: boolean;
  /** A text and a card are sent apart: together they would arrive as two and without an id. */
  apart: boolean;
  /** A card that was pressed can be replaced by its done state. */
  updates: boolean;
  /** So much of an input's placeholder is seen; a longer hint is text. */
  placeholder: number;
  /** Buttons stand in sets of the card's body, so many in a row, and a card can be as wide as the window; 0: at its end. */
  buttonsInARow: number;
  /** The card's language has two letters, and the message a text for its notification. */
  notifies: boolean;
  /** A larger activity is refused: what is larger is sent as text. */
  bytes: number;
}

/** SMS, e-mail and the like. */
export const TEXT_ONLY: Shows = {
  cards: false,
  chips: 0,
  execute: false,
  apart: false,
  updates: false,
  placeholder: 0,
  buttonsInARow: 0,
  notifies: false,
  bytes: Number.POSITIVE_INFINITY,
};

/** Direct Line, embedded or Azure's, and whatever else shows cards. */
export const WEB: Shows = { ...TEXT_ONLY, cards: true, chips: 10, placeholder: Number.POSITIVE_INFINITY };

/**
 * Microsoft Teams. Of suggested actions the first three are shown, and none beside an attachment; at most six buttons stand
 * in a row; an activity has at most 80 KB, of which addresses and the envelope take some.
 */
export const TEAMS: Shows = {
  cards: true,
  chips: 3,
  execute: true,
  apart: true,
  updates: true,
  placeholder: 40,
  buttonsInARow: 5,
  notifies: true,
  bytes: 72 * 1024,
};

const CHANNELS: Record<string, Shows> = {
  msteams: TEAMS,
  sms: TEXT_ONLY,
  email: TEXT_ONLY,
  line: TEXT_ONLY,
  telegram: TEXT_ONLY,
  'twilio-sms': TEXT_ONLY,
  wechat: TEXT_ONLY,
  text: TEXT_ONLY,
};

/** Of a channel by its id. */
export const showsOf = (channelId: string): Shows =>
  Object.hasOwn(CHANNELS, channelId) ? (CHANNELS[channelId] ?? WEB) : WEB;
