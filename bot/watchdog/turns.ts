// Tells the watchdog which turn is at work, also where several take turns between their queries.
import type { Query } from '../../services/queries';
import { keys } from '../../storage/records';
import type { Inbound } from '../turn/inbound';
import { rowId } from '../turn/row';
import type { Watch } from './index';

export interface TurnWatch {
  /** From here on until something else is entered, a loop that stands stands because of this turn. */
  enter(inbound: Inbound, row?: string): void;
  /** The same queries; after each, others may have been at work in between. */
  watched(inbound: Inbound, asked: Query): Query;
}

export function watchTurns(watch: Watch): TurnWatch {
  const enter = (inbound: Inbound, row = rowId(inbound.dedupe)): void => {
    const { conversation, input, reference } = inbound;
    const entry = input.kind === 'notice' ? 'notice' : reference === undefined ? 'web chat' : '/api/messages';
    watch.enter({ entry, row, key: keys.header(conversation) });
  };

  const watched = (inbound: Inbound, asked: Query): Query =>
    new Proxy(asked, {
      get(target, name) {
        const ask: unknown = Reflect.get(target, name);
        if (typeof ask !== 'function') return ask;
        return (...given: unknown[]): unknown => {
          const answer: unknown = Reflect.apply(ask, target, given);
          // What is answered at once stays so: nobody was at work in between.
          if (!(answer instanceof Promise)) return answer;
          return answer.then((value: unknown) => {
            enter(inbound);
            return value;
          });
        };
      },
    });

  return { enter, watched };
}
