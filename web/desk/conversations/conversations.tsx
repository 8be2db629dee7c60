// The agents' room: who waits, what was said, and all that is known of whoever one talks with.
import { useKeys } from '../keys';
import { go, usePlace } from '../route';
import { say } from '../say';
import { useMay, useMe } from '../session';
import { useWords } from '../words';
import { useActing } from './acting';
import { Lists } from './lists';
import { Opened } from './opened';
import { useConversations } from './shown';
import { isFreeFor } from './views';

export function Conversations() {
  const t = useWords();
  const { open } = usePlace();
  const me = useMe().id;
  const acts = useMay('conversations.act');
  const { lists, desk, error } = useConversations();
  const claiming = useActing(({ id }) => go({ room: 'conversations', open: id }));
  const show = (id: string | undefined) => id !== undefined && go({ room: 'conversations', open: id });
  const step = (by: 1 | -1) => {
    const ids = lists.mine.map(({ id }) => id);
    const at = open === undefined ? -1 : ids.indexOf(open);
    show(ids[at < 0 ? 0 : (at + by + ids.length) % ids.length]);
  };
  useKeys({
    n: acts
      ? () => {
          const next = lists.waiting.find((row) => isFreeFor(row, me, Date.now()));
          if (!next) return say(t(lists.waiting.length ? 'conversations.noneFree' : 'conversations.nobodyWaits'));
          return claiming.isPending || claiming.mutate({ id: next.id, act: 'claim' });
        }
      : undefined,
    ']': () => step(1),
    '[': () => step(-1),
    Escape: () => (open ? go({ open: undefined }) : false),
  });
  return (
    <div className="conv">
      <Lists lists={lists} error={error} open={open} />
      {open ? (
        <Opened key={open} id={open} desk={desk} />
      ) : (
        <section className="cv none">
          <p className="quiet">{t('conversations.choose')}</p>
        </section>
      )}
    </div>
  );
}
