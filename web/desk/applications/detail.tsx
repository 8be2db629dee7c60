// The application that is open: what was confirmed, what to look out for, its fapiao, and what can be done with it.
import { Spinner } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import type { DeskApplication, DeskRow } from '../../../domain/desk-view';
import { Avatar } from '../avatar';
import { day, untilClock, yuan } from '../format';
import { useMe } from '../session';
import { Trouble } from '../trouble';
import { whoIs } from '../who';
import { useWords } from '../words';
import { Actions } from './actions';
import { Bills } from './bills';
import { Facts } from './facts';
import { Fapiaos } from './fapiaos';
import { useIssuing } from './issuing';
import { applicationQuery } from './queries';
import { Records } from './records';
import { TitleAndTaxId } from './title';
import { Warnings } from './warnings';

export function Detail({ number, rows }: { number: string | undefined; rows: readonly DeskRow[] }) {
  const t = useWords();
  const { data, error } = useQuery({ ...applicationQuery(number ?? ''), enabled: number !== undefined });
  if (!number)
    return <section className="det none">{rows.length > 0 && <p className="quiet">{t('detail.choose')}</p>}</section>;
  if (!data) {
    return (
      <section className="det none">{error ? <Trouble error={error} /> : <Spinner label={t('loading')} />}</section>
    );
  }
  return (
    <Shown key={data.number} application={data} at={rows.findIndex((row) => row.number === number)} of={rows.length} />
  );
}

function Shown({ application, at, of }: { application: DeskApplication; at: number; of: number }) {
  const issuing = useIssuing(application);
  return (
    <section className="det" aria-label={application.number}>
      <Head application={application} />
      <div className="db">
        <TitleAndTaxId application={application} />
        <Warnings application={application} />
        <Facts application={application} />
        <Bills application={application} />
        <Fapiaos application={application} issuing={issuing} />
        <Records application={application} />
      </div>
      <Actions application={application} issuing={issuing} at={at} of={of} />
    </section>
  );
}

function Head({ application }: { application: DeskApplication }) {
  const t = useWords();
  const me = useMe();
  const { number, pile, state, kind, needed, amount, until, late, claim, provisional } = application;
  return (
    <header className="dh">
      <b className="num">{number}</b>
      <span className="tag">{t(`states.${state}`)}</span>
      <span>
        {t(`kinds.${kind}`)} · {t('detail.fapiaos', { count: needed })} · <b className="num">¥{yuan(amount)}</b>
      </span>
      {pile && (
        <span className={late ? 'late' : 'soft'}>
          {t('detail.until', { day: day(until), clock: untilClock(until) })}
          {provisional && ` ${t('detail.provisional')}`}
        </span>
      )}
      <span className="grow" />
      {claim && (
        <span className="who">
          <Avatar name={whoIs(claim.name, t)} mine={claim.staff === me.id} />
          {claim.staff === me.id ? t('detail.yours') : whoIs(claim.name, t)}
        </span>
      )}
    </header>
  );
}
