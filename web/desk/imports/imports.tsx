// Orders from a file: chosen or dropped, looked at, imported.
import { Button, ProgressBar, Select } from '@fluentui/react-components';
import { ArrowDownloadRegular } from '@fluentui/react-icons/svg/arrow-download';
import { ArrowImportRegular } from '@fluentui/react-icons/svg/arrow-import';
import { useRef } from 'react';
import { useWords, type Words } from '../words';
import { Found } from './found';
import { type DayOrder, type Importing, useImporting } from './importing';
import { download, refusedCsv } from './refused-file';
import { ReadRows, RefusedRows } from './rows';

const TYPES = '.csv,.txt,.tsv,.json,.xlsx';
const COUNTS = ['created', 'updated', 'unchanged', 'refused'] as const;
const ORDERS = ['dayFirst', 'monthFirst'] as const;

export function Imports() {
  const t = useWords();
  const { now, look, again, confirm, forget } = useImporting();
  const { step, file, found } = now;
  const busy = step === 'looking' || step === 'importing';
  return (
    <section className="room import" tabIndex={0} aria-label={t('rail.import')}>
      {step === 'choose' && <Choose look={look} />}
      {now.trouble && (
        <div className="row trouble-row" role="alert">
          <p className="trouble">{troubleOf(now, t)}</p>
          {file && (
            <Button size="small" onClick={() => (now.trouble?.while === 'importing' ? confirm() : again())}>
              {t('import.retry')}
            </Button>
          )}
        </div>
      )}
      {busy && <Busy now={now} />}
      {(step === 'looked' || step === 'done') && found && (
        <>
          <h1>{file?.name}</h1>
          <Found found={found} />
          <Sums now={now} />
          {step === 'done' && !now.trouble && <p role="status">{t('import.done')}</p>}
          <Actions now={now} confirm={confirm} forget={forget} look={look} />
          {step === 'looked' && <ReadRows found={found} rows={now.read} />}
          <RefusedRows rows={now.refused} />
        </>
      )}
    </section>
  );
}

function troubleOf({ trouble }: Importing, t: Words): string {
  if (trouble?.refusal) return trouble.refusal.message;
  return t(trouble?.while === 'importing' ? 'import.brokeOff' : 'import.lookBroke');
}

function Choose({ look }: { look: (file: File) => void }) {
  const t = useWords();
  const field = useRef<HTMLInputElement>(null);
  const take = (files: FileList | null | undefined) => {
    const file = files?.[0];
    if (file) look(file);
  };
  return (
    <div
      className="drop-zone"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        take(event.dataTransfer.files);
      }}
    >
      <ArrowImportRegular aria-hidden fontSize={28} />
      <p>
        {t('import.drop')}{' '}
        <button type="button" className="plain brand" onClick={() => field.current?.click()}>
          {t('import.choose')}
        </button>
      </p>
      <p className="quiet">{t('import.formats')}</p>
      <p className="quiet">{t('import.needed')}</p>
      <input
        ref={field}
        type="file"
        hidden
        accept={TYPES}
        aria-label={t('import.choose')}
        onChange={({ target }) => {
          take(target.files);
          target.value = '';
        }}
      />
    </div>
  );
}

function Busy({ now: { step, file, found, rows } }: { now: Importing }) {
  const t = useWords();
  const of = found?.rows ?? 0;
  return (
    <div className="busy" role="status">
      <p>{t(step === 'looking' ? 'import.looking' : 'import.importing', { name: file?.name ?? '' })}</p>
      <ProgressBar {...(of ? { value: Math.min(rows, of), max: of } : {})} aria-label={file?.name ?? ''} />
      <p className="quiet num">
        {of
          ? t('import.progress', { rows: rows.toLocaleString('en-US'), of: of.toLocaleString('en-US') })
          : t('import.sending')}
      </p>
    </div>
  );
}

function Sums({ now: { counts } }: { now: Importing }) {
  const t = useWords();
  if (!counts) return null;
  return (
    <dl className="sums">
      {COUNTS.map((name) => (
        <div key={name} className={counts[name] ? name : 'none'}>
          <dt>{t(`import.counts.${name}`)}</dt>
          <dd className="num">{counts[name].toLocaleString('en-US')}</dd>
        </div>
      ))}
    </dl>
  );
}

interface ActionsProps {
  now: Importing;
  confirm: () => void;
  forget: () => void;
  look: (file: File, dates?: DayOrder) => void;
}

function Actions({ now, confirm, forget, look }: ActionsProps) {
  const t = useWords();
  const { step, file, dates, counts, refused, found } = now;
  const good = counts ? counts.created + counts.updated : 0;
  const asks = dates !== undefined || refused.some(({ code }) => code === 'dateAmbiguous');
  return (
    <div className="row import-actions">
      {step === 'looked' && good > 0 && (
        <Button appearance="primary" onClick={confirm}>
          {t('import.confirm', { count: good.toLocaleString('en-US') })}
        </Button>
      )}
      {step === 'looked' && counts && !good && <span className="soft">{t('import.nothing')}</span>}
      <Button onClick={forget}>{t('import.other')}</Button>
      {refused.length > 0 && (
        <Button
          icon={<ArrowDownloadRegular />}
          onClick={() =>
            download(`${t('import.fileName', { name: file?.name ?? '' })}.csv`, refusedCsv(found, refused, t))
          }
        >
          {t('import.download')}
        </Button>
      )}
      {step === 'looked' && asks && file && (
        <label className="row">
          <span className="soft">{t('import.dates.label')}</span>
          <Select
            size="small"
            value={dates ?? ''}
            onChange={(_, { value }) =>
              look(
                file,
                ORDERS.find((order) => order === value),
              )
            }
          >
            <option value="">{t('import.dates.none')}</option>
            {ORDERS.map((order) => (
              <option key={order} value={order}>
                {t(`import.dates.${order}`)}
              </option>
            ))}
          </Select>
        </label>
      )}
    </div>
  );
}
