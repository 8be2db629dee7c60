// What can be done with the open conversation, each with its key; what needs a word is asked just below.
import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import type {
  ConversationAct,
  ConversationActRequest,
  ConversationDetail,
  DeskOpen,
} from '../../../domain/handoff-view';
import { useKeys } from '../keys';
import { Key } from '../shell/key';
import { useWords } from '../words';
import type { Wish } from './acting';
import { type AskedAct, Ask } from './ask';

const KEYS: Partial<Record<ConversationAct, string>> = {
  back: 'b',
  transfer: 't',
  end: 'e',
  claim: 'a',
  'step-in': 'a',
};
/** In the order in which they stand. */
const SHOWN: readonly (AskedAct | 'claim' | 'step-in')[] = ['claim', 'step-in', 'back', 'transfer', 'end'];
/** What takes it: the main thing to do where it is not one's own. */
export const TAKES = ['claim', 'step-in'] as const;
export const takingKey = 'a';

const isAsked = (act: ConversationAct): act is AskedAct => act === 'back' || act === 'transfer' || act === 'end';

interface ActsProps {
  detail: ConversationDetail;
  desk: DeskOpen | undefined;
  acting: { run: (wish: Omit<Wish, 'id'>) => void; pending: boolean };
  /** Words that were not sent. */
  unsent: boolean;
}

export function Acts({ detail: { can, row }, desk, acting: { run, pending }, unsent }: ActsProps) {
  const t = useWords();
  const [asked, setAsked] = useState<AskedAct>();
  const shown = SHOWN.filter((act) => can.includes(act));
  const press = (act: ConversationAct) => (isAsked(act) ? setAsked(act) : run({ act }));
  const bindings = shown.flatMap((act) => (KEYS[act] ? [[KEYS[act], () => press(act)]] : []));
  const open = asked && can.includes(asked) ? asked : undefined;
  useKeys(Object.fromEntries(bindings), { while: !open });
  return (
    <>
      {shown.map((act) => (
        <Button
          key={act}
          size="small"
          appearance={TAKES.some((one) => one === act) ? 'primary' : 'subtle'}
          disabledFocusable={pending}
          aria-expanded={isAsked(act) ? act === open : undefined}
          onClick={() => press(act)}
        >
          {t(act === 'claim' && row.state === 'agent' ? 'conversations.acts.takeOver' : `conversations.acts.${act}`)}{' '}
          {KEYS[act] && <Key name={KEYS[act]} />}
        </Button>
      ))}
      {open && (
        <Ask
          key={open}
          act={open}
          desk={desk}
          unsent={unsent}
          pending={pending}
          close={() => setAsked(undefined)}
          send={(data: ConversationActRequest) => {
            setAsked(undefined);
            run({ act: open, data });
          }}
        />
      )}
    </>
  );
}
