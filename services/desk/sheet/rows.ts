// An application as rows of a sheet, one for each fapiao: all that whoever issues it needs, in the language of whoever asked.
import type { ApplicationState } from '../../../domain/application';
import { untilOf } from '../../../domain/desk';
import type { DeliveryMethod, Kind } from '../../../domain/fapiao';
import { type Fen, sum, yuan } from '../../../domain/money';
import { chinaDay } from '../../../domain/time';
import type { SheetColumn } from '../../../domain/worklist';
import type { Application } from '../../../storage/records';
import { fapiaosNeeded } from '../../application/fapiaos';
import { fapiaoLabel } from '../../application/notices';

/** A cell is text, whatever stands in it, or an amount. */
export type SheetCell = string | { fen: Fen };
export type SheetRow = Record<SheetColumn, SheetCell>;

/** What a sheet says besides what customers wrote. */
export interface SheetWords {
  column(name: SheetColumn): string;
  state(state: ApplicationState): string;
  kind(kind: Kind): string;
  method(method: DeliveryMethod): string;
  item: string;
  yes: string;
  /** Of the workbook's only sheet. */
  name: string;
}

/** The bills of each fapiao that an application needs, or has. */
export function billsByFapiao(a: Pick<Application, 'grouping' | 'bills' | 'fapiaos'>): Application['bills'][] {
  const { bills, fapiaos, grouping } = a;
  if (fapiaos.length) return fapiaos.map((one) => bills.filter(({ bill }) => one.bills.includes(bill)));
  return grouping === 'together' ? [bills] : bills.map((one) => [one]);
}

export function sheetRows(a: Application, words: SheetWords): SheetRow[] {
  const { buyer, delivery, shipment, fapiaos } = a;
  const needed = fapiaosNeeded(a);
  return billsByFapiao(a).map((bills, at) => {
    const fapiao = fapiaos[at];
    return {
      number: a.number,
      nth: `${at + 1}/${needed}`,
      fapiao: fapiao ? fapiaoLabel(fapiao) : '',
      waybill: shipment?.waybill ?? '',
      state: words.state(a.state),
      kind: words.kind(a.kind),
      title: buyer.name,
      taxId: buyer.taxId ?? '',
      address: buyer.address ?? '',
      phone: buyer.phone ?? '',
      bank: buyer.bank ?? '',
      account: buyer.account ?? '',
      bills: bills.map(({ bill }) => bill).join(', '),
      amounts: bills.map(({ amount }) => yuan(amount)).join(', '),
      total: { fen: sum(bills.map(({ amount }) => amount)) },
      item: words.item,
      remark: a.remark ?? '',
      certificate: a.certificate ? words.yes : '',
      method: words.method(delivery.method),
      emails: (delivery.emails ?? []).join(', '),
      recipient: delivery.recipient ?? '',
      mobile: delivery.mobile ?? '',
      shipTo: delivery.address ?? '',
      due: chinaDay(untilOf(a)),
      submitted: chinaDay(a.submittedAt),
    };
  });
}
