// Erases a conversation: its tokens are void and its sockets end first, then everything that was said goes.
import { freshState } from '../../dialogs/state';
import type { EraseConversation } from '../../services/privacy/erase';
import type { Deps } from '../../services/shared/deps';
import { findOrder } from '../../services/account/orders';
import { everyIn } from '../../storage/every';
import { bodyOf, type Header, keys } from '../../storage/records';
import type { Stored, Write } from '../../storage/store';
import { commandsOf, stateOf } from '../turn/parts';
import { revokeTokens } from '../turn/revoke';

const PAGE = 50;
const EMBEDDED = 'directline:';

export function createEraseConversation(deps: Deps): EraseConversation {
  const { store } = deps;

  async function remove(pk: string, ids: readonly string[]): Promise<void> {
    for (const id of ids) if (await store.get({ pk, id })) await store.commit(pk, [{ op: 'delete', id }]);
  }

  /** Nothing of the person, but the mark that old tokens are void: without it whoever has one could go on in their name. */
  async function blank(conversation: string): Promise<void> {
    const key = keys.header(conversation);
    for (;;) {
      const stored = await store.get(key);
      if (!stored) return;
      if (!conversation.startsWith(EMBEDDED)) {
        if ((await store.commit(key.pk, [{ op: 'delete', id: key.id, etag: stored.etag }])).ok) return;
        continue;
      }
      const header = bodyOf('header', stored);
      const { channel, nextSeq, tokenEpoch } = header;
      const body: Header = {
        state: { ...freshState(stateOf(header)?.locale ?? 'en-US'), welcomed: true },
        nextSeq,
        channel,
        pending: [],
        delivered: [],
        tokenEpoch,
      };
      const { etag, lists: _, ...doc } = stored;
      if ((await store.commit(key.pk, [{ op: 'replace', doc: { ...doc, body }, etag }])).ok) return;
    }
  }

  /** What the commands of a turn left behind: their outcomes, and a wish for a person. */
  async function eraseOutcomes(pk: string, turn: Stored, customers: readonly string[]): Promise<void> {
    const commands = commandsOf(bodyOf('turn', turn));
    // A registration's outcome lies with the order's customer.
    const orders = commands.flatMap((command) => ('order' in command ? [command.order] : []));
    const found = await Promise.all(orders.map((order) => findOrder(deps, order)));
    const theirs = found.flatMap((order) => (order ? [order.pk] : []));
    const ids = commands.flatMap(({ id }) => [`done:${id}`, `noted:${id}`, `request:${id}`]);
    for (const home of new Set([pk, ...customers, ...theirs])) await remove(home, ids);
  }

  const isMark = (turn: Stored): boolean => bodyOf('turn', turn).items.every((item) => 'revoked' in item);

  return async (conversation, customers) => {
    const { pk } = keys.header(conversation);
    const stored = await store.get(keys.header(conversation));
    if (stored && conversation.startsWith(EMBEDDED))
      await revokeTokens(deps, conversation, bodyOf('header', stored).tokenEpoch ?? 0);
    await blank(conversation);
    let after: string | undefined;
    do {
      const page = await store.list('log', { pk, limit: PAGE, ...(after ? { after } : {}) });
      const said = page.docs.filter((doc) => !isMark(doc));
      for (const doc of said) await eraseOutcomes(pk, doc, customers);
      // What was not understood lies beside its turn.
      await remove(
        pk,
        said.map(({ id }) => id.replace(/^turn:/, 'missed:')),
      );
      const writes = said.map((doc): Write => ({ op: 'delete', id: doc.id, etag: doc.etag }));
      if (writes.length && !(await store.commit(pk, writes)).ok)
        await remove(
          pk,
          said.map(({ id }) => id),
        );
      after = page.next;
    } while (after);
    await remove(pk, ['signin', 'registration']);
    // What colleagues noted about it.
    for await (const note of everyIn(store, 'notes', { pk })) await remove(pk, [note.id]);
  };
}
