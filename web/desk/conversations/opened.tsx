// The conversation that is open: who it is, what was said, where one writes, and beside it all that is known of the customer.
import { Spinner } from '@fluentui/react-components';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ConversationDetail, ConversationRow, DeskOpen } from '../../../domain/handoff-view';
import { clock } from '../format';
import { useMe } from '../session';
import { Trouble } from '../trouble';
import { spoken, useWords } from '../words';
import { useActing } from './acting';
import { Acts, TAKES, takingKey } from './acts';
import { Composer } from './composer';
import { hueOf, Language, nameOf, wordOr } from './customer';
import { talkQuery } from './queries';
import { useWriting } from './sending';
import { Side } from './side';
import { Talk } from './talk';

export function Opened({ id, desk }: { id: string; desk: DeskOpen | undefined }) {
  const t = useWords();
  const client = useQueryClient();
  const { data, error } = useQuery(talkQuery(client, id, spoken()));
  if (data) return <Shown detail={data} desk={desk} />;
  return <section className="cv none">{error ? <Trouble error={error} /> : <Spinner label={t('loading')} />}</section>;
}

function Shown({ detail, desk }: { detail: ConversationDetail; desk: DeskOpen | undefined }) {
  const t = useWords();
  const { row, can } = detail;
  const writing = useWriting(row.id);
  const { mutate, isPending } = useActing();
  const run = (wish: Omit<Parameters<typeof mutate>[0], 'id'>) => mutate({ ...wish, id: row.id });
  const takes = TAKES.find((act) => can.includes(act));
  const first = takes && {
    label: t(`conversations.acts.${takes === 'claim' && row.state === 'agent' ? 'takeOver' : takes}`),
    key: takingKey,
    run: () => run({ act: takes }),
  };
  const writes = can.includes('say') || can.includes('note') || first !== undefined || writing.draft.say !== '';
  return (
    <>
      <section className="cv" aria-label={nameOf(row, t)} data-hue={hueOf(row)}>
        <header className="ch">
          <b className="hue">{nameOf(row, t)}</b>
          <Language locale={row.locale} long />
          <State row={row} />
          <Acts
            key={row.id}
            detail={detail}
            desk={desk}
            acting={{ run, pending: isPending }}
            unsent={writing.draft.say.trim() !== ''}
          />
        </header>
        <Talk key={row.id} detail={detail} going={writing.draft.sending} />
        {writes && <Composer detail={detail} writing={writing} first={first} />}
      </section>
      <Side detail={detail} />
    </>
  );
}

/** `web · yours since 13:49` */
function State({ row }: { row: ConversationRow }) {
  const t = useWords();
  const me = useMe().id;
  const { state, owner, channel, at, since, reserved, ended } = row;
  const values = { name: owner?.name ?? '', clock: clock(state === 'waiting' ? since : at) };
  const what =
    state === 'agent'
      ? t(owner?.id === me ? 'conversations.yoursSince' : 'conversations.theirsSince', values)
      : state === 'waiting'
        ? t(reserved ? 'conversations.waitsFor' : 'conversations.waitsSince', { ...values, name: reserved?.name ?? '' })
        : t(`conversations.ends.${ended ?? 'end'}`);
  const text = `${wordOr(t, 'conversations.channels', channel)} · ${what}`;
  return (
    <span className="soft" title={text}>
      {text}
    </span>
  );
}
