// A message that was not understood is kept beside its turn, without what names a person, for whoever writes phrases.
import type { Missed } from '../../dialogs/form/context';
import { keys, record } from '../../storage/records';
import type { Write } from '../../storage/store';
import type { Inbound } from './inbound';

/** Nothing for most turns. In list `missed` by its time. */
export function missedOf({ conversation, receivedAt: at }: Inbound, row: string, missed: Missed | undefined): Write[] {
  if (!missed) return [];
  const doc = record('missed', keys.missed(conversation, row), { ...missed, at }, { lists: { missed: at } });
  return [{ op: 'create', doc }];
}
