// The fields of a buyer, in the order of an invoice: what labels announce, forms ask and a kind of fapiao needs.
export const BUYER_FIELDS = ['name', 'taxId', 'address', 'phone', 'bank', 'account'] as const;
export type BuyerField = (typeof BUYER_FIELDS)[number];
