// Whether the XML of a fapiao says what the application wants: a wrong title or tax id leaves no house unseen.
import type { FileDifference } from '../../domain/file-difference';
import type { Fapiao } from '../../domain/fapiao';
import { foldName } from '../../domain/names';
import { normalise } from '../../domain/taxid';
import type { Application } from '../../storage/records';
import type { EInvoice } from './einvoice-xml';

/** What the tax bureau's system puts behind the name of a natural person. */
const PERSON = '(个人)';

/** In the order in which they are looked at; empty: it is the one. */
export function differencesOf(
  { buyer }: Pick<Application, 'buyer'>,
  fapiao: Pick<Fapiao, 'number' | 'code' | 'amount'>,
  said: EInvoice,
): FileDifference[] {
  const number = (one: { number: string; code?: string | undefined }) => `${one.code ?? ''} ${one.number}`.trim();
  const wantedName = foldName(buyer.name);
  const foundName = foldName(said.buyer ?? '');
  const named =
    foundName === wantedName || (buyer.kind === 'individual' && foundName === foldName(`${buyer.name}${PERSON}`));
  const all: (FileDifference & { same: boolean })[] = [
    { field: 'number', wanted: number(fapiao), found: number(said), same: number(fapiao) === number(said) },
    { field: 'buyer', wanted: buyer.name, found: said.buyer, same: named },
    {
      field: 'taxId',
      wanted: buyer.taxId,
      found: said.taxId,
      same: normalise(buyer.taxId ?? '') === normalise(said.taxId ?? ''),
    },
    { field: 'amount', wanted: fapiao.amount, found: said.amount, same: fapiao.amount === said.amount },
  ];
  return all.filter(({ same }) => !same).map(({ field, wanted, found }) => ({ field, wanted, found }));
}
