// The fapiao, one line each: their numbers, or fields for those that are still missing, with digits counted as one types.
import { Button, Input } from '@fluentui/react-components';
import { CheckmarkRegular } from '@fluentui/react-icons/svg/checkmark';
import type { DeskApplication } from '../../../domain/desk-view';
import { yuan } from '../format';
import { refusalOf } from '../door/refusal';
import { useWords } from '../words';
import { Files } from './files';
import type { Issuing } from './issuing';

export function Fapiaos({ application, issuing }: { application: DeskApplication; issuing: Issuing | undefined }) {
  const t = useWords();
  const { fapiaos, needed, kind } = application;
  const without = fapiaos.findIndex(({ files }) => files.length === 0);
  const form = t(kind.startsWith('digital') ? 'fapiao.digits' : 'fapiao.codeAndNumber');
  return (
    <section className="fapiaos" aria-label={t('detail.fapiao')}>
      <h2>
        {t('detail.fapiao')} <span className="soft">{issuing && form}</span>
      </h2>
      {issuing && <Numbers application={application} issuing={issuing} />}
      {fapiaos.map((one, at) => (
        <div className="fp" key={one.number}>
          <span className="soft num">
            {at + 1}/{needed}
          </span>
          <span className="num">{one.code ? `${one.code} ${one.number}` : one.number}</span>
          {kind.startsWith('digital') ? (
            <Files application={application} fapiao={one} keyed={at === without} />
          ) : (
            <span className="grow" />
          )}
          <span className="num">{yuan(one.amount)}</span>
        </div>
      ))}
      {!issuing && fapiaos.length === 0 && <p className="quiet">{t('fapiao.none')}</p>}
    </section>
  );
}

function Numbers({ application, issuing }: { application: DeskApplication; issuing: Issuing }) {
  const t = useWords();
  const { needed, bills, amount } = application;
  const { texts, change, far, issue, sure, error } = issuing;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        issue();
      }}
    >
      {texts.map((text, at) => {
        const { whole, count } = far(text);
        return (
          <div className="fp" key={bills[at]?.bill ?? at}>
            <span className="soft num">
              {at + 1}/{needed}
            </span>
            <Input
              size="small"
              className="fp-number"
              inputMode="numeric"
              autoComplete="off"
              maxLength={40}
              aria-label={t('fapiao.number', { n: at + 1 })}
              value={text}
              onChange={(_, { value }) => change(at, value)}
              contentAfter={
                whole ? (
                  <CheckmarkRegular aria-label={t('fapiao.whole')} className="checked" />
                ) : (
                  <span className="soft num">{count}</span>
                )
              }
            />
            <span className="grow soft num">{needed > 1 ? bills[at]?.bill : ''}</span>
            <span className="num">{yuan(needed > 1 ? (bills[at]?.amount ?? 0) : amount)}</span>
          </div>
        );
      })}
      <p role="alert" className="form-error">
        {refusalOf(error, t).validationMessage}{' '}
        {sure && (
          <Button size="small" onClick={sure}>
            {t('fapiao.sure')}
          </Button>
        )}
      </p>
      <button type="submit" hidden />
    </form>
  );
}
