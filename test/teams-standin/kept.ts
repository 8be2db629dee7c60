// What a Teams conversation keeps: the activities of both sides with their ids, and what became of them.
export type Json = Record<string, unknown>;

export interface Kept {
  id: string;
  from: 'bot' | 'person';
  activity: Json;
  /** How often it was replaced by a PUT. */
  updates: number;
}

/** A PUT or POST as Teams refuses it. */
export interface Refused {
  status: number;
  code: string;
}

/** More is not taken. */
const BYTES = 80 * 1024;
const tooLarge: Refused = { status: 413, code: 'MessageSizeTooBig' };
const gone: Refused = { status: 404, code: 'ActivityNotFoundInConversation' };
const foreign: Refused = { status: 403, code: 'ForbiddenOperationException' };
const empty: Refused = { status: 400, code: 'BadSyntax' };

const attachmentsOf = (activity: Json): Json[] => (activity.attachments ?? []) as Json[];
const problemOf = (activity: Json): Refused | undefined => {
  if (Buffer.byteLength(JSON.stringify(activity)) > BYTES) return tooLarge;
  return !activity.text && !attachmentsOf(activity).length ? empty : undefined;
};

/** One conversation. `nextId` is never the same twice. */
export class Conversation {
  readonly kept: Kept[] = [];

  constructor(private readonly nextId: () => string) {}

  /** A text beside an attachment becomes two messages, and then no id is told. */
  post(activity: Json): { id?: string } | Refused {
    const problem = problemOf(activity);
    if (problem) return problem;
    const { text, attachments, ...frame } = activity;
    const parts =
      text && attachmentsOf(activity).length
        ? [
            { ...frame, text },
            { ...frame, attachments },
          ]
        : [activity];
    const ids = parts.map((part) => this.keep('bot', part).id);
    return ids.length === 1 ? { id: ids[0] as string } : {};
  }

  /** Replaces what the bot sent before. */
  put(id: string, activity: Json): { id: string } | Refused {
    const known = this.kept.find((one) => one.id === id);
    if (!known) return gone;
    if (known.from !== 'bot') return foreign;
    const problem = problemOf(activity);
    if (problem) return problem;
    known.activity = activity;
    known.updates += 1;
    return { id };
  }

  keep(from: Kept['from'], activity: Json): Kept {
    const one = { id: typeof activity.id === 'string' ? activity.id : this.nextId(), from, activity, updates: 0 };
    this.kept.push(one);
    return one;
  }
}
