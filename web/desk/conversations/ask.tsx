// What handing on, giving back and ending must know, asked in place; what was written and not sent is pointed at first.
import { Field, Select, Textarea } from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import type { ConversationActRequest, DeskOpen } from '../../../domain/handoff-view';
import { useKeys } from '../keys';
import { useMe } from '../session';
import { useWords } from '../words';
import { FormButtons } from '../form-buttons';

export type AskedAct = 'back' | 'transfer' | 'end';

interface AskProps {
  act: AskedAct;
  desk: DeskOpen | undefined;
  unsent: boolean;
  pending: boolean;
  send: (data: ConversationActRequest) => void;
  close: () => void;
}

export function Ask({ act, desk, unsent, pending, send, close }: AskProps) {
  const t = useWords();
  const form = useRef<HTMLFormElement>(null);
  const [data, setData] = useState<ConversationActRequest>({});
  useKeys({ Escape: close }, { always: true });
  useEffect(() => form.current?.querySelector<HTMLElement>('select, textarea, button[type=submit]')?.focus(), []);
  const set = (change: ConversationActRequest) => setData((before) => ({ ...before, ...change }));
  return (
    <form
      ref={form}
      className="ask"
      aria-label={t(`conversations.acts.${act}`)}
      onSubmit={(event) => {
        event.preventDefault();
        send(data);
      }}
    >
      <p>{t(`conversations.asks.${act}`)}</p>
      {unsent && <p className="doubted">{t('conversations.unsent')}</p>}
      {act === 'transfer' && <Transfer data={data} set={set} desk={desk} />}
      {act === 'end' && (
        <Sentence label={t('conversations.lastWords')} value={data.text ?? ''} change={(text) => set({ text })} />
      )}
      <FormButtons send={t(`conversations.acts.${act}`)} pending={pending} close={close} />
    </form>
  );
}

interface Filled {
  data: ConversationActRequest;
  set: (change: ConversationActRequest) => void;
  desk: DeskOpen | undefined;
}

function Transfer({ data, set, desk }: Filled) {
  const t = useWords();
  const me = useMe().id;
  const here = desk?.agents.filter(({ id }) => id !== me) ?? [];
  return (
    <>
      <Field label={t('conversations.transferTo')} size="small">
        <Select value={data.to ?? ''} onChange={(_, { value }) => set({ to: value })}>
          <option value="">{t('conversations.anybody')}</option>
          {here.map(({ id, name, talking, away }) => (
            <option key={id} value={id}>
              {t(away ? 'conversations.agentAway' : 'conversations.agentHere', { name, count: talking })}
            </option>
          ))}
        </Select>
      </Field>
      <Sentence label={t('conversations.transferNote')} value={data.note ?? ''} change={(note) => set({ note })} />
    </>
  );
}

function Sentence({ label, value, change }: { label: string; value: string; change: (text: string) => void }) {
  return (
    <Field label={label} size="small">
      <Textarea rows={2} maxLength={1000} value={value} onChange={(_, given) => change(given.value)} />
    </Field>
  );
}
