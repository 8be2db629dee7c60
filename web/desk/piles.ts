// The piles in the order of the tabs, and what may be done in a row of each with one key.
import type { Pile } from '../../domain/desk';
import type { DeskAct } from '../../domain/desk-view';

export type { Pile };

/** Demands every pile, and only once. */
const ORDER: Record<Pile, DeskAct> = {
  issueDigital: 'issue',
  issuePaper: 'issue',
  send: 'deliver',
  mail: 'mail',
  handOut: 'deliver',
  returns: 'note',
  stock: 'start',
};
export const PILES = Object.keys(ORDER) as [Pile, ...Pile[]];

/** What a pile is there for. */
export const mainAct = (pile: Pile | undefined): DeskAct | undefined => pile && ORDER[pile];
