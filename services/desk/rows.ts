// An application as a line of the desk's list, and as the text that open work is searched in.
import { cityOf } from '../../domain/city';
import { heldBy, OPEN_APPLICATIONS, openPlace, pileOf, untilOf } from '../../domain/desk';
import { foldSearch } from '../../domain/desk-search';
import type { DeskRow } from '../../domain/desk-view';
import type { Instant } from '../../domain/result';
import { maskTaxId, normalise } from '../../domain/taxid';
import { isPersonNumber, usccValid } from '../../domain/uscc-checks';
import { bodyOf } from '../../storage/records';
import type { Stored } from '../../storage/store';
import { fapiaosNeeded } from '../application/fapiaos';
import type { Board, BoardOf } from './board';
import type { BoardCard } from './board-state';
import { hashOf } from '../shared/once';

/** What writes bring back of the document that the screen showed: a store's ETag may hold what a header can't. */
export const tagOf = ({ etag }: Pick<Stored, 'etag'>): string => Buffer.from(etag).toString('base64url');

/** A private person's: an identity number. */
export function isPersonal(taxId: string): boolean {
  const id = normalise(taxId);
  return isPersonNumber(id) && !usccValid(id);
}

/** `late` and the claim that counts are as of `now`. */
export function rowOf(doc: Stored, now: Instant): DeskRow {
  const a = bodyOf('application', doc);
  const { number, state, kind, delivery, buyer, amount, submittedAt } = a;
  const pile = pileOf(a);
  const until = untilOf(a);
  const claim = heldBy(a.claim, now);
  const city = delivery.address ? cityOf(delivery.address) : undefined;
  return {
    number,
    etag: tagOf(doc),
    ...(pile ? { pile } : {}),
    until,
    late: pile !== undefined && now > until,
    state,
    kind,
    method: delivery.method,
    title: buyer.name,
    // ASVS 5.0 14.2.6: an identity number shows its end only, until it is revealed.
    ...(buyer.taxId ? { taxId: isPersonal(buyer.taxId) ? maskTaxId(buyer.taxId) : buyer.taxId } : {}),
    amount,
    needed: fapiaosNeeded(a),
    ...(city ? { city } : {}),
    submittedAt,
    ...(claim ? { claim: { staff: claim.staff, name: claim.name, at: claim.at } } : {}),
  };
}

/** A row with what is not shown: where it stands among open work, and what it is found by. */
export interface Card extends BoardCard {
  row: DeskRow;
  /** Folded; its parts are apart by line breaks. */
  text: string;
}

export function cardOf(doc: Stored, now: Instant): Card {
  const { number, delivery, buyer, bills, fapiaos, shipment, payer } = bodyOf('application', doc);
  const row = rowOf(doc, now);
  const parts = [
    number,
    buyer.name,
    buyer.taxId ?? '',
    payer,
    ...(delivery.emails ?? []),
    ...bills.flatMap(({ bill, order }) => [bill, order]),
    ...fapiaos.map((fapiao) => fapiao.number),
    shipment?.waybill ?? '',
  ];
  const text = parts.map(foldSearch).join('\n');
  return { row, place: openPlace(row.until, number), pk: doc.pk, id: doc.id, etag: doc.etag, text };
}

/** Stands for a customer where their name is nobody's business. */
export const referenceOf = (pk: string): string => hashOf(pk).slice(0, 16);

/** The board of open applications. */
export const APPLICATIONS: BoardOf<Card> = {
  prefix: OPEN_APPLICATIONS,
  partitions: 'customer:',
  cardOf,
  nameOf: ({ row }) => row.number,
};

export type ApplicationBoard = Board<Card>;
