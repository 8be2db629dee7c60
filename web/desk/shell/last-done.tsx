// What was done last: said once, and to be taken back until somebody is told of it.
import { Button } from '@fluentui/react-components';
import { ArrowUndoRegular } from '@fluentui/react-icons/svg/arrow-undo';
import { CheckmarkCircleRegular } from '@fluentui/react-icons/svg/checkmark-circle';
import { ErrorCircleRegular } from '@fluentui/react-icons/svg/error-circle';
import { useEffect, useState } from 'react';
import { useTakeBack } from '../applications/acting';
import { useKeys } from '../keys';
import { useSaid } from '../say';
import { setDone, useDone } from '../undo';
import { useWords } from '../words';
import { Key } from './key';

/** Whole seconds until then, counted down; 0 when it is over. */
function useLeft(until: string | undefined): number {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    if (!until) return undefined;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, [until]);
  return until ? Math.max(0, Math.ceil((Date.parse(until) - now) / 1000)) : 0;
}

export function LastDone() {
  const t = useWords();
  const done = useDone();
  const said = useSaid();
  const left = useLeft(done?.until);
  const takeBack = useTakeBack();
  const can = done !== undefined && left > 0;
  const undo = () => done && takeBack(done);
  useKeys({ u: undo }, { while: can });
  useEffect(() => {
    if (done && left === 0) setDone(undefined);
  }, [done, left]);
  return (
    <div className="last" role="status" data-on={can || said ? '' : undefined} data-tone={said?.tone}>
      {can ? (
        <>
          <CheckmarkCircleRegular aria-hidden />
          <span>
            <b>{done.number}</b> {t(`did.${done.act}`)}
            <span aria-hidden>{t('undo.left', { seconds: left })}</span>
          </span>
          <Button size="small" appearance="subtle" icon={<ArrowUndoRegular />} onClick={undo}>
            {t('undo.undo')} <Key name="u" />
          </Button>
        </>
      ) : (
        said && (
          <>
            {said.tone === 'refused' ? <ErrorCircleRegular aria-hidden /> : <CheckmarkCircleRegular aria-hidden />}
            <span>{said.text}</span>
          </>
        )
      )}
    </div>
  );
}
