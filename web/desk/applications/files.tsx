// The files of one fapiao: those that are there, a place to drop more, and what in an XML differs from the application.
import { CheckmarkRegular } from '@fluentui/react-icons/svg/checkmark';
import { ErrorCircleRegular } from '@fluentui/react-icons/svg/error-circle';
import { useRef } from 'react';
import type { DeskApplication, DeskFapiao } from '../../../domain/desk-view';
import { yuan } from '../format';
import { useKeys } from '../keys';
import { useMay } from '../session';
import { Key } from '../shell/key';
import { Table } from '../table';
import { useWords } from '../words';
import { type RefusedFile, useAdding } from './adding';

const TYPES = '.pdf,.ofd,.xml';

interface FilesProps {
  application: DeskApplication;
  fapiao: DeskFapiao;
  /** The key chooses files for the first that has none. */
  keyed: boolean;
}

export function Files({ application: { number }, fapiao, keyed }: FilesProps) {
  const t = useWords();
  const may = useMay('applications.act');
  const field = useRef<HTMLInputElement>(null);
  const { add, pending, refused } = useAdding(number, fapiao.number);
  const choose = () => field.current?.click();
  useKeys({ f: choose }, { while: may && keyed });
  return (
    <div
      className="files"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        if (may) add([...event.dataTransfer.files]);
      }}
    >
      {fapiao.files.map(({ id, type, name }) => (
        <a key={id} className="file" download={name} href={`/desk/api/files/${number}/${id}`}>
          {type.toUpperCase()} <CheckmarkRegular aria-hidden className="checked" />
        </a>
      ))}
      {may && (
        <span className="drop">
          {t(pending ? 'files.sending' : 'files.drop')}{' '}
          <button type="button" className="plain brand" onClick={choose}>
            {t('files.choose')}
          </button>
          {keyed && <Key name="f" />}
          <input
            ref={field}
            type="file"
            hidden
            multiple
            accept={TYPES}
            aria-label={t('files.choose')}
            onChange={({ target }) => {
              add([...(target.files ?? [])]);
              target.value = '';
            }}
          />
        </span>
      )}
      {refused.map((one) => (
        <Refusal key={one.name} refused={one} />
      ))}
    </div>
  );
}

function Refusal({ refused: { name, answer } }: { refused: RefusedFile }) {
  const t = useWords();
  return (
    <div className="differs" role="alert">
      <p>
        <ErrorCircleRegular aria-hidden /> <b>{name}</b>{' '}
        {answer?.differences ? t('files.differs') : (answer?.error.message ?? t('trouble.unreachable'))}
      </p>
      {answer?.differences && (
        <Table
          columns={[
            { heading: t('files.what') },
            { heading: t('files.wanted'), className: 'num' },
            { heading: t('files.found'), className: 'num' },
          ]}
          rows={answer.differences.map(({ field, wanted, found }) => ({
            key: field,
            cells: [
              t(`files.fields.${field}`),
              shown(field, wanted),
              <Marked text={shown(field, found)} other={shown(field, wanted)} />,
            ],
          }))}
        />
      )}
    </div>
  );
}

/** Amounts come in fen. */
const shown = (field: string, value: string | number | undefined): string =>
  value === undefined ? '—' : field === 'amount' ? yuan(Number(value)) : String(value);

/** The characters that are not those of the other text. */
function Marked({ text, other }: { text: string; other: string }) {
  return [...text].map((character, at) =>
    character === [...other][at] ? character : <mark key={`${at}${character}`}>{character}</mark>,
  );
}
