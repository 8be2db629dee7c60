// What an activity asks of its conversation: a message, a press, a welcome, that the bot is there no more, or nothing.
import type { Input } from '../../../dialogs/flows/flow';
import { billsFrom, inputFrom, messageFrom, shortened } from '../directline/activity';
import { unread } from '../unread';
import { executeShape, type Incoming } from './activity';
import { saysAll, wordsOf } from './words';

/** `edited`: an earlier message says something else now. `gone`, `back`: the bot was taken away, or is there again. */
export type Asks =
  | { what: 'input'; input: Input }
  | { what: 'edited'; input: Input }
  | { what: 'gone' | 'back' | 'nothing' | 'unknownInvoke' };

const nothing: Asks = { what: 'nothing' };

/** A message always asks something: a person waits. */
export function asksOf(activity: Incoming): Asks {
  const { type, name, value, channelData } = activity;
  if (type === 'message') return { what: 'input', input: messageOf(activity) };
  if (type === 'messageUpdate')
    return channelData?.eventType === 'editMessage' ? { what: 'edited', input: messageOf(activity) } : nothing;
  if (type === 'invoke') return invoked(activity);
  if (type === 'conversationUpdate') return membersChanged(activity);
  if (type === 'installationUpdate') return installed(activity);
  const bills = type === 'event' ? billsFrom(name, value) : undefined;
  return bills ? { what: 'input', input: bills } : nothing;
}

const messageOf = (activity: Incoming): Input => {
  const { value, attachments } = activity;
  const words = wordsOf(activity);
  const said = inputFrom(words, value) ?? (saysAll(activity) ? unread(attachments ?? []) : undefined);
  return shortened(said ?? messageFrom(words, value, attachments ?? []) ?? unread([]));
};

function invoked({ name, value }: Incoming): Asks {
  // The thumbs under a message: taken, and nothing is asked.
  if (name === 'message/submitAction') return nothing;
  const data = name === 'adaptiveCard/action' ? executeShape.safeParse(value) : undefined;
  const input = data?.success ? inputFrom('', data.data.action.data) : undefined;
  return input ? { what: 'input', input: shortened(input) } : { what: 'unknownInvoke' };
}

/** In Teams the bot greets once, where it was added itself: whoever else joins a team is not spoken to. */
function membersChanged({ channelId, recipient, membersAdded, membersRemoved }: Incoming): Asks {
  const isBot = (member: { id: string }) => member.id === recipient?.id;
  const teams = channelId === 'msteams';
  if (membersAdded?.some((member) => isBot(member) === teams)) return { what: 'input', input: { kind: 'joined' } };
  return teams && membersRemoved?.some(isBot) ? { what: 'gone' } : nothing;
}

/** `add-upgrade`, `remove-upgrade`: another version of the app, and nothing changes for anybody. */
function installed({ action }: Incoming): Asks {
  if (action === 'add') return { what: 'input', input: { kind: 'joined' } };
  if (action === 'add-upgrade') return { what: 'back' };
  return action === 'remove' ? { what: 'gone' } : nothing;
}
