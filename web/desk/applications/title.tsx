// Title and tax id: the largest on the screen, since they are what gets copied and must be right.
import { Button } from '@fluentui/react-components';
import { CheckmarkCircleRegular } from '@fluentui/react-icons/svg/checkmark-circle';
import { CopyRegular } from '@fluentui/react-icons/svg/copy';
import { WarningRegular } from '@fluentui/react-icons/svg/warning';
import type { DeskApplication } from '../../../domain/desk-view';
import { inFours } from '../format';
import { useKeys } from '../keys';
import { say } from '../say';
import { Key } from '../shell/key';
import { useWords } from '../words';

export function TitleAndTaxId({ application: { title, taxId, warnings } }: { application: DeskApplication }) {
  const t = useWords();
  const copy = (text: string, what: string) =>
    void navigator.clipboard.writeText(text).then(() => say(t('copy.done', { what: t(what) })));
  const copyTitle = () => copy(title, 'fields.name');
  const copyTaxId = () => taxId && copy(taxId, 'fields.taxId');
  useKeys({ c: copyTitle, C: copyTaxId });
  const doubted = warnings.includes('taxIdUnchecked');
  return (
    <dl className="big">
      <dt>{t('fields.name')}</dt>
      <dd>
        <span className="value">{title}</span>
        <CopyButton label={t('copy.title')} name="c" copy={copyTitle} />
      </dd>
      <dt>{t('fields.taxId')}</dt>
      <dd className="num">
        <span className="value">
          {taxId ? (
            inFours(taxId).map((four, at) => <span key={`${at}${four}`}>{four}</span>)
          ) : (
            <span className="soft">{t('detail.noTaxId')}</span>
          )}
          {taxId && (
            <small className={doubted ? 'doubted' : 'checked'}>
              {doubted ? <WarningRegular aria-hidden /> : <CheckmarkCircleRegular aria-hidden />}{' '}
              {t(doubted ? 'detail.taxIdDoubted' : 'detail.taxIdChecked')}
            </small>
          )}
        </span>
        {taxId && <CopyButton label={t('copy.taxId')} name="C" copy={copyTaxId} />}
      </dd>
    </dl>
  );
}

const CopyButton = ({ label, name, copy }: { label: string; name: string; copy: () => unknown }) => (
  <span className="copy">
    <Button size="small" appearance="subtle" icon={<CopyRegular />} aria-label={label} title={label} onClick={copy} />
    <Key name={name} />
  </span>
);
