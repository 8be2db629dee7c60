// Small wishes of the apply flow that people say in a word or two.
import type { Grouping } from '../../../domain/fapiao';

// Not \b: to it, é is no letter.
const TOGETHER =
  /^((all )?together|all in one|(alles )?samen|samlet|ensemble|一起开?|一起開)$|(?<!\p{L})(one together|all together|(one|single) (single )?fapiao for all|combined?|samen op één|alles samen|één gezamenlijke|samlet|én samlet|tous ensemble|un seul|regroup(?!ement)\w*)(?!\p{L})|合开|合併|合并|开一张|開一張|合成一张/iu;
const EACH =
  /(?<!\p{L})(one (for )?each|one per bill|separately|separate ones|[eé]én per (rekening|factuur)|apart|elk apart|[eé]n pr\.? regning|hver for sig|un par facture|séparément)(?!\p{L})|一张账单一张|一張帳單一張|分开开|分開開|分别开|各开一张/iu;

export const parseGrouping = (text: string): Grouping | undefined =>
  TOGETHER.test(text) ? 'together' : EACH.test(text) ? 'each' : undefined;

const CERTIFICATE =
  /\b(i need one|need (a|the) (refund|purchase certificate)|ik heb er een nodig|restitutie nodig|aankoopcertificaat nodig|jeg har brug for (det|et)|j['’]en ai besoin|besoin d['’]une? (remboursement|certificat|attestation))\b|需要(退款|(购买)?证明|(購買)?憑證|一份)|要(退款|购买证明|購買憑證)/i;
const NO_CERTIFICATE = /\b(don['’]?t need (one|it)|niet nodig|ikke (nødvendigt|brug for)|pas besoin)\b|不需要/i;

export const parseCertificate = (text: string): boolean | undefined =>
  NO_CERTIFICATE.test(text) ? false : CERTIFICATE.test(text) ? true : undefined;

const WITHOUT =
  /^(none|no tax id|without( a)? tax id|we have none|geen|geen belastingnummer|zonder( belastingnummer| fiscaal nummer)?|ingen|intet|uden( skatte-?id)?|aucune?|néant|sans( numéro fiscal| identifiant fiscal)?|没有|无|沒有|無|无税号|没有税号|無稅號|沒有稅號)[.!。！]?$/i;

/** "None", of a tax id or of anything that is asked for. */
export const withoutWords = (text: string): boolean => WITHOUT.test(text.trim());
