// Wire type of the desk: what an XML says that its application does not.

/** Where the XML of a fapiao says something else than its application. Amounts in fen; undefined: it is not said. */
export interface FileDifference {
  field: 'number' | 'buyer' | 'taxId' | 'amount';
  wanted?: string | number | undefined;
  found?: string | number | undefined;
}
