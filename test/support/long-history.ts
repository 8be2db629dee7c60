// Puts a long conversation into the store: as many messages as wanted, without saying them one by one.
import type { Locator } from 'playwright-core';
import { bodyOf, keys, record, seqPlace } from '../../storage/records';
import type { Store } from '../../storage/store';

/** Adds pairs of what was said and what was answered (`said 7`, `echo: said 7`) to a conversation that has begun, a pair each `everyMs`. */
export async function addHistory(
  store: Store,
  conversation: string,
  pairs: number,
  { start = Date.parse('2026-11-01T00:00:00Z'), everyMs = 600_000 } = {},
): Promise<void> {
  const key = keys.header(conversation);
  const header = await store.get(key);
  if (!header) throw new Error(`no conversation ${conversation}`);
  const body = bodyOf('header', header);
  const TURN = 50;
  const writes = [];
  let seq = body.nextSeq;
  for (let first = 0; first < pairs; first += TURN) {
    const from = seq;
    const items = [];
    for (let n = first; n < Math.min(pairs, first + TURN); n += 1) {
      const at = new Date(start + n * everyMs).toISOString();
      const text = `said ${n}`;
      items.push({ seq: seq++, author: 'user' as const, at, from: 'dl_someone', text });
      const reply = { text: [{ key: 'chat:title', values: { text: `echo: ${text}` } }] };
      items.push({ seq: seq++, author: 'bot' as const, at, locale: 'en-US', reply });
    }
    const to = seq - 1;
    const turn = { attempt: `seed-${from}`, from, to, items, commands: [] };
    const place = { lists: { log: seqPlace(to) } };
    writes.push({ op: 'create' as const, doc: record('turn', keys.turn(conversation, `seed-${from}`), turn, place) });
  }
  const next = record('header', key, { ...body, nextSeq: seq });
  const done = await store.commit(key.pk, [...writes, { op: 'replace', doc: next, etag: header.etag }]);
  if (!done.ok) throw new Error(`the history was not written: ${done.why}`);
}

/** Scrolls a conversation up until its first message of all, the welcome, is there. */
export const scrollUp = (log: Locator): Promise<void> =>
  log.evaluate(async (list) => {
    while (list.querySelector('.message .bubble')?.textContent !== 'welcome') {
      list.scrollTop = 0;
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
  });
