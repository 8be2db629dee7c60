// Somebody in a personal chat of Teams: what they send reaches the bot as Teams shapes it, and what they see is what Teams shows.
import { type Answered, deliver } from '../support/channel';
import { type Button, buttonsOf, valuesOf, wordsOf } from './card';
import type { Json, Kept } from './kept';
import type { Teams } from './server';

export interface PersonOptions {
  /** Where the bot is. */
  base: string;
  locale?: string;
  /** Tells people apart. */
  name?: string;
}

export interface TeamsPerson {
  conversation: string;
  /** The activity, delivered; it is kept where it is a message. */
  send(activity: Json): Promise<Answered>;
  say(text: string, more?: Json): Promise<Answered>;
  /** The bot is installed: Teams tells so twice. */
  install(): Promise<Answered[]>;
  /** Presses the newest button of this title; `typed` goes into the inputs beside it. */
  press(title: string, typed?: Record<string, string>, on?: Kept): Promise<Answered>;
  /** The same activity as before once more. */
  redeliver(): Promise<Answered>;
  /** The suggested actions that are shown: three, of the last message, not beside a card. */
  chips(): string[];
  /** Buttons of cards, newest card first. */
  buttons(): Button[];
  /** What the conversation holds for everybody and for ever. */
  history(): string[];
  /** The same as this client shows it: with cards that answered its presses. */
  screen(): string[];
  /** Teams is opened anew: what invokes answered is forgotten. */
  reopen(): void;
}

const ADAPTIVE = 'application/vnd.microsoft.card.adaptive';
const SHOWN_CHIPS = 3;

const cardsOf = (activity: Json): Json[] =>
  ((activity.attachments ?? []) as Json[])
    .filter(({ contentType }) => contentType === ADAPTIVE)
    .map((one) => one.content as Json);

export function teamsPerson(teams: Teams, { base, locale = 'en-US', name = 'lihua' }: PersonOptions): TeamsPerson {
  const conversation = `a:1personal-${name}`;
  const place = teams.conversation(conversation);
  const answers = new Map<string, Json>();
  let last: Json = {};

  const frame = (): Json => ({
    id: teams.nextId(),
    timestamp: new Date().toISOString(),
    channelId: 'msteams',
    serviceUrl: teams.serviceUrl,
    from: { id: `29:1${name}`, name: 'Li Hua', aadObjectId: `00000000-0000-0000-0000-${name}` },
    recipient: { id: '28:bot', name: 'Fapiao assistant' },
    conversation: { id: conversation, conversationType: 'personal', tenantId: 'tenant-of-teams' },
    channelData: { tenant: { id: 'tenant-of-teams' } },
    entities: [{ type: 'clientInfo', locale, country: 'CN', platform: 'Web', timezone: 'Asia/Shanghai' }],
    locale,
  });
  const send = (activity: Json): Promise<Answered> => {
    last = activity;
    if (activity.type === 'message') place.keep('person', activity);
    return deliver(base, activity);
  };
  const say = (text: string, more: Json = {}) =>
    send({ ...frame(), type: 'message', textFormat: 'plain', text, ...more });
  const bots = () => place.kept.filter(({ from }) => from === 'bot');

  async function press(title: string, typed: Record<string, string> = {}, on?: Kept): Promise<Answered> {
    for (const kept of on ? [on] : bots().toReversed()) {
      const button = cardsOf(kept.activity)
        .flatMap((card) => buttonsOf(card))
        .find((one) => one.title === title);
      if (!button) continue;
      const { action } = button;
      const data = { ...(action.data as Json), ...valuesOf(button, typed) };
      const back = data.msteams as { type?: string; value?: string } | undefined;
      if (back?.type === 'imBack') return say(String(back.value));
      if (action.type === 'Action.Submit') return say('', { value: data, replyToId: kept.id, text: undefined });
      if (action.type !== 'Action.Execute') throw new Error(`"${title}" is ${String(action.type)}`);
      const value = { action: { type: action.type, title, verb: action.verb, data }, trigger: 'manual' };
      const answered = await send({
        ...frame(),
        type: 'invoke',
        name: 'adaptiveCard/action',
        value,
        replyToId: kept.id,
      });
      if (answered.body.type === ADAPTIVE) answers.set(kept.id, answered.body.value as Json);
      return answered;
    }
    throw new Error(`there is no button "${title}" in\n${words().join('\n')}`);
  }

  const words = (shown?: ReadonlyMap<string, Json>): string[] =>
    place.kept.map(({ id, from, activity }) => {
      const answer = shown?.get(id);
      const cards = answer ? [answer] : cardsOf(activity);
      const text = typeof activity.text === 'string' ? [activity.text] : [];
      return `${from}: ${[...text, ...cards.flatMap(wordsOf)].join(' | ')}`;
    });

  return {
    conversation,
    send: (activity) => send({ ...frame(), ...activity }),
    say,
    install: () =>
      Promise.all([
        send({ ...frame(), type: 'conversationUpdate', membersAdded: [{ id: '28:bot' }] }),
        send({ ...frame(), type: 'installationUpdate', action: 'add' }),
      ]),
    press,
    redeliver: () => deliver(base, last),
    chips() {
      const newest = place.kept.at(-1);
      if (!newest || cardsOf(newest.activity).length) return [];
      const actions = (newest.activity.suggestedActions as { actions?: { title: string }[] } | undefined)?.actions;
      return (actions ?? []).slice(0, SHOWN_CHIPS).map(({ title }) => title);
    },
    buttons: () =>
      bots()
        .toReversed()
        .flatMap(({ activity }) => cardsOf(activity).flatMap((card) => buttonsOf(card))),
    history: () => words(),
    screen: () => words(answers),
    reopen: () => answers.clear(),
  };
}
