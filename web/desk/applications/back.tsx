// Work comes back in: a sheet that was filled in is looked at first, row by row, then done with the acts of the desk.
import { Button } from '@fluentui/react-components';
import { ArrowUploadRegular } from '@fluentui/react-icons/svg/arrow-upload';
import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { SheetAnswer, SheetItem } from '../../../domain/worklist';
import { send } from '../api';
import { Modal } from '../modal';
import { say } from '../say';
import { useMay } from '../session';
import { Table } from '../table';
import { messageOf } from '../trouble';
import { useWords, type Words } from '../words';
import { useTaking } from './taking';

export function Back() {
  const t = useWords();
  const may = useMay('applications.act');
  const field = useRef<HTMLInputElement>(null);
  const [items, setItems] = useState<readonly SheetItem[]>();
  const look = useMutation({
    mutationFn: (file: File) => send<SheetAnswer>('sheet', file),
    onSuccess: (answer) => setItems(answer.items),
    onError: (error) => say(messageOf(error, t), 'refused'),
  });
  if (!may) return null;
  return (
    <>
      <Button
        size="small"
        appearance="transparent"
        icon={<ArrowUploadRegular />}
        disabledFocusable={look.isPending}
        onClick={() => field.current?.click()}
      >
        {t('back.import')}
      </Button>
      <input
        ref={field}
        type="file"
        hidden
        accept=".xlsx,.csv,.txt"
        aria-label={t('back.choose')}
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          if (file) look.mutate(file);
          target.value = '';
        }}
      />
      {items && <Preview items={items} close={() => setItems(undefined)} />}
    </>
  );
}

const canBeDone = ({ acts, error }: SheetItem): boolean => acts.length > 0 && !error;

function Preview({ items, close }: { items: readonly SheetItem[]; close: () => void }) {
  const t = useWords();
  const { take, pending, results } = useTaking();
  const will = items.filter(canBeDone);
  const refused = items.filter(({ error }) => error).length;
  const over = results !== undefined;
  const left = over || will.length === 0;
  return (
    <Modal
      title={t('back.title')}
      action={left ? t('back.close') : t('back.confirm', { count: will.length })}
      pending={pending}
      send={() => (left ? close() : take(will))}
      close={close}
    >
      <p className="quiet" role="status">
        {over
          ? t('back.finished', { done: will.length - results.size, refused: results.size + refused })
          : t('back.counts', { will: will.length, none: items.length - will.length - refused, refused })}
      </p>
      <div className="back" tabIndex={0} role="region" aria-label={t('back.title')}>
        <Table
          columns={[
            { heading: t('back.lines'), className: 'num' },
            { heading: t('back.number'), className: 'num' },
            { heading: t('list.title') },
            { heading: t('back.what') },
          ]}
          rows={items.map((item) => ({
            key: `${item.number} ${item.lines.join()}`,
            cells: [
              item.lines.join(', '),
              item.number,
              item.title,
              <What key="what" text={results?.get(item.number)} item={item} />,
            ],
          }))}
        />
      </div>
    </Modal>
  );
}

function What({ item, text }: { item: SheetItem; text: string | undefined }) {
  const t = useWords();
  const why = item.error?.message ?? text;
  return why ? <span className="late">{why}</span> : acted(item, t);
}

const acted = ({ acts, fapiaos = [], waybill = '' }: SheetItem, t: Words): string =>
  acts
    .map((act) =>
      act === 'issue'
        ? t('back.issue', { numbers: fapiaos.map(({ number }) => number).join(', ') })
        : t('back.mail', { waybill }),
    )
    .join(' · ') || t('back.nothing');
