// A small but real turn for channel tests: commits rows to the store, answers each text with an echo, runs each dedupe once.
import { createHash } from 'node:crypto';
import type { Inbound, LogItem, TurnResult, Turns } from '../../bot/turn/inbound';
import { bodyOf, keys, record, seqPlace } from '../../storage/records';
import type { Store } from '../../storage/store';

/** What the test's renderer makes of the echo: its text, or a fixture that the text names. */
export function echoRender(fixtures: Record<string, object> = {}) {
  return (reply: { text: { values?: Record<string, unknown> }[] }): object => {
    const text = String(reply.text[0]?.values?.text ?? '');
    return fixtures[text.replace(/^echo: /, '')] ?? { type: 'message', textFormat: 'markdown', text };
  };
}

export function createEchoTurns(store: Store): Turns {
  return {
    async deliver(inbound): Promise<TurnResult> {
      for (;;) {
        const result = await tryOnce(store, inbound);
        if (result) return result;
      }
    },
  };
}

async function tryOnce(store: Store, inbound: Inbound): Promise<TurnResult | undefined> {
  const headerKey = keys.header(inbound.conversation);
  const turnKey = keys.turn(inbound.conversation, createHash('sha256').update(inbound.dedupe).digest('hex'));
  const header = await store.get(headerKey);
  const from = header ? bodyOf('header', header).nextSeq : 0;
  const items = itemsOf(inbound, from);
  const to = from + items.length - 1;
  const turn = record(
    'turn',
    turnKey,
    { attempt: inbound.dedupe, from, to, items, commands: [] },
    { lists: { log: seqPlace(to) } },
  );
  const next = record('header', headerKey, {
    state: {},
    nextSeq: to + 1,
    channel: inbound.channel,
    pending: [],
    delivered: [],
  });
  const committed = await store.commit(headerKey.pk, [
    { op: 'create', doc: turn },
    header ? { op: 'replace', doc: next, etag: header.etag } : { op: 'create', doc: next },
  ]);
  if (committed.ok) return { items, row: turnKey.id, delivered: false, repeated: false };
  const stored = await store.get(turnKey);
  if (!stored) return undefined;
  return {
    items: bodyOf('turn', stored).items as unknown as LogItem[],
    row: turnKey.id,
    delivered: true,
    repeated: true,
  };
}

function itemsOf({ input, person, receivedAt: at, clientActivityId, locale }: Inbound, from: number): LogItem[] {
  const own: LogItem[] = [];
  const mark = clientActivityId ? { clientActivityId } : {};
  if (input.kind === 'text') own.push({ seq: from, author: 'user', at, from: person, text: input.text, ...mark });
  if (input.kind === 'card') {
    const { form, action, slot, values } = input;
    own.push({
      seq: from,
      author: 'user',
      at,
      from: person,
      value: { fapiao: { form, action, slot }, ...values },
      ...mark,
    });
  }
  const text =
    input.kind === 'text' ? `echo: ${input.text}` : input.kind === 'card' ? JSON.stringify(input) : 'welcome';
  const reply = { text: [{ key: 'chat:title' as const, values: { text } }] };
  const spoken = locale?.startsWith('zh') ? 'zh-CN' : locale?.startsWith('nl') ? 'nl-NL' : 'en-US';
  return [...own, { seq: from + own.length, author: 'bot', at, locale: spoken, reply }];
}
