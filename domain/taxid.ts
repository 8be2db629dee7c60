// Taxpayer ids: the unified social credit code (GB 32100-2015) and its older forms.
export type TaxId = string;
