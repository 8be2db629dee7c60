// What a fapiao needs: kinds, buyers, mandatory fields, and when title and payer count as the same.
import type { Instant } from './result';
import type { TaxId } from './taxid';

export type Medium = 'digital' | 'paper';
export type FapiaoType = 'normal' | 'special';
/** Medium and type as the one choice that people make. */
export type Kind = `${Medium}-${FapiaoType}`;
export const KINDS: readonly Kind[] = ['digital-normal', 'digital-special', 'paper-normal', 'paper-special'];

export const mediumOf = (kind: Kind): Medium => kind.split('-')[0] as Medium;
export const typeOf = (kind: Kind): FapiaoType => kind.split('-')[1] as FapiaoType;

/** `foreign`: a company outside mainland China (name only, normal only). */
export type BuyerKind = 'enterprise' | 'institution' | 'individual' | 'foreign';

export interface Buyer {
  kind: BuyerKind;
  name: string;
  taxId?: TaxId;
  address?: string;
  phone?: string;
  bank?: string;
  account?: string;
}

export type BuyerField = 'name' | 'taxId' | 'address' | 'phone' | 'bank' | 'account';

export type DeliveryMethod = 'email' | 'yunda' | 'sf' | 'pickup';

/** Where the fapiao goes. E-mail: `emails`. Courier: recipient, mobile, address. Pickup: who comes, and their phone. */
export interface Delivery {
  method: DeliveryMethod;
  emails?: string[];
  recipient?: string;
  mobile?: string;
  address?: string;
  postcode?: string;
}

/** One fapiao for each bill (the default), or one over all of them. */
export type Grouping = 'each' | 'together';

/** A fapiao that was issued. Digital: a 20-digit number. Older paper ones have a code and an 8-digit number. */
export interface Fapiao {
  number: string;
  code?: string;
  amount: number;
  bills: string[];
  issuedAt: Instant;
}
