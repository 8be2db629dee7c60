// What people write before a value, in six languages: 税号：…, Tax id: …, Bankrekening: …
import type { BuyerField } from './buyer-fields';

/** What a label announces. Two kinds announce a pair, as Chinese invoice data is often printed. */
export type LabelField =
  | BuyerField
  | 'email'
  | 'addressPhone'
  | 'bankAccount'
  | 'recipient'
  | 'mobile'
  | 'postcode'
  | 'deliveryAddress'
  | 'order';

const WHOSE =
  '(?:购买方|購買方|购货方|购货单位|购方|受票方|开票|開票|发票|發票|我司|公司|单位|單位|企业|企業|注册|註冊|注冊|税务登记|营业)?';
const JOIN = '[、,，/\\\\及和与與&+ ]*';

/** Longest meaning first: the first pattern that matches at a place wins. */
const LABELS: readonly [LabelField, string][] = [
  ['addressPhone', `${WHOSE}(?:地址${JOIN}(?:联系)?(?:电话|電話)|电话${JOIN}地址)(?:号码|號碼)?`],
  ['addressPhone', '(?:registered )?address\\s*(?:and|&|/|,|\\+)\\s*(?:tele)?phone(?: number)?|address\\s*/\\s*tel'],
  ['addressPhone', 'adresse?\\s*(?:en|og|et|/|,)\\s*(?:telefoon|telefon|téléphone)(?:nummer)?'],
  [
    'bankAccount',
    `${WHOSE}(?:基本户)?(?:开户|開戶)(?:银行|銀行|行)(?:名称)?${JOIN}(?:银行|銀行)?(?:账号|帐号|帳號|账户|帐户)`,
  ],
  ['bankAccount', '(?:银行|銀行)[、,，/及和与與&+ ]+(?:账号|帐号|帳號|账户)'],
  ['bankAccount', 'bank\\s*(?:and|&|/|,|\\+)\\s*account(?: (?:no\\.?|number))?'],
  ['bankAccount', 'ban[kq](?:ue)?\\s*(?:en|og|et|/|,)\\s*(?:rekening|konto|compte)(?:nummer)?'],
  ['account', '(?:开户|開戶)?(?:银行|銀行|行|公司|对公|對公)?(?:账号|帐号|帳號|账户|帐户|帳戶|户号)(?:号码)?'],
  ['account', 'bank ?account(?: (?:no\\.?|number))?|account (?:no\\.?|number|#)|account|a/c(?: no\\.?)?'],
  [
    'account',
    '(?:bank)?rekening(?:nummer)?|(?:bank)?konto(?:nummer|nr\\.?)?|(?:numéro de |n° de )?compte(?: bancaire)?',
  ],
  ['bank', '(?:基本户)?(?:开户|開戶)(?:银行|銀行|行)(?:全称|名称|名稱)?|(?:开户|往来)?(?:银行|銀行)(?:名称|名稱)?'],
  [
    'bank',
    '(?:opening |name of (?:the )?)?bank(?: name)?|bank ?naam|naam (?:van de )?bank|bankens navn|nom de la banque|banque',
  ],
  [
    'taxId',
    `${WHOSE}(?:统一社会信用代码|統一社會信用代碼|社会信用代码|信用代码|信用代碼|纳税人?识别[号码碼]+|納稅人?識別[號碼]+|纳税人税号|税务登记号|税号|稅號|统一编号|統一編號|統編)(?:[/(（](?:税号|纳税人识别号|统一社会信用代码|18 ?[位碼码])[)）]?)?`,
  ],
  [
    'taxId',
    "(?:buyer'?s? )?tax(?:payer)?(?:'s)?[ -]*(?:id(?:entification)?|reg(?:istration)?|identifier)\\.?(?: ?(?:no\\.?|number|code|#))?|tax(?:payer)? ?(?:no\\.?|number|code|#)",
  ],
  [
    'taxId',
    'unified social credit (?:code|identifier)|social credit code|uscc|usci|tin|vat(?:[ -]?(?:id|no\\.?|number|reg\\.?))*',
  ],
  [
    'taxId',
    'btw[- ]?(?:nummer|nr\\.?|id)|belasting(?:nummer|-id)|fiscaal nummer|kvk(?:-nummer)?|moms(?:nummer|nr\\.?)|skatte?(?:nummer|-?id)|cvr(?:[- ]?(?:nummer|nr\\.?))?',
  ],
  [
    'taxId',
    "(?:numéro|n°|no\\.?|identifiant|id) (?:fiscal|de tva|d'identification fiscale)|code de crédit social(?: unifié)?|siret|siren",
  ],
  [
    'email',
    '(?:收票|接收|电子|電子|联系|发票)?(?:邮箱|郵箱|邮件|郵件|信箱)(?:地址)?|e-?mail(?:adresse?| address)?|mail(?:adresse)?|courriel|adresse e-mail',
  ],
  [
    'recipient',
    '(?:收件|收货|收貨|收票|取件|领取)人(?:姓名)?|联系人|聯絡人|姓名|recipient|receiver|consignee|attn\\.?|contact(?: person)?',
  ],
  ['recipient', "ontvanger|geadresseerde|contactpersoon|modtager|kontaktperson|destinataire|à l'attention de"],
  ['postcode', '邮政编码|邮编|郵遞區號|郵編|post(?:al)? ?code|zip(?: code)?|postnummer|code postal'],
  [
    'mobile',
    '(?:联系|收件人|收货人)?(?:手机|手機|行動電話)(?:号码|號碼|号)?|mobile(?: (?:phone|number|no\\.?))?|cell(?:phone)?|mobiel(?:nummer)?|mobil(?:nummer)?|portable',
  ],
  [
    'deliveryAddress',
    '(?:收件|收货|收貨|邮寄|郵寄|寄送|详细|詳細|快递)(?:人)?地址|(?:所在|收货|收件)(?:地区|省市区?)|省市区|(?:delivery|mailing|shipping) address|bezorgadres|verzendadres|leveringsadresse|adresse de livraison',
  ],
  [
    'address',
    `${WHOSE}(?:注册)?地址|住所|(?:registered |company |office )?address|(?:vestigings|geregistreerd )?adres(?!se)|(?:registreret )?adresse|siège(?: social)?`,
  ],
  [
    'phone',
    `${WHOSE}(?:联系|聯絡)?(?:电话|電話|座机)(?:号码|號碼)?|(?:registered |company )?(?:tele)?phone(?: (?:no\\.?|number))?|telefoon(?:nummer)?|telefon(?:nummer)?|téléphone|t(?:él|el|lf)\\.?`,
  ],
  [
    'name',
    '(?:购买方|購買方|购货方|购货单位|购方|开票|開票|公司|单位|單位|企业|企業|发票|發票)?(?:名称|名稱|全称|全稱|抬头|抬頭)(?:名称)?|(?:公司|单位)名|购货单位|购买方|公司|单位|客户名称',
  ],
  [
    'name',
    "(?:the )?(?:buyer'?s? |company |fapiao |invoice |registered )?(?:name|title)(?: of (?:the )?(?:buyer|company))?|company|buyer",
  ],
  [
    'name',
    '(?:bedrijfs|firma)naam|naam(?: van (?:de koper|het bedrijf))?|koper|bedrijf|(?:fapiao-)?titel|(?:firma|virksomheds)navn|navn|købers navn|køber|virksomhed|firma',
  ],
  [
    'name',
    "nom(?: de (?:l'acheteur|l'entreprise|la société))?|raison sociale|société|entreprise|titre(?: du fapiao)?|acheteur",
  ],
  [
    'order',
    '订单(?:编号|号码?| ?id)|訂單(?:編號|號碼?)|账单(?:编号|号码?)|帳單(?:編號|號碼?)|order ?(?:no\\.?|number|id|#)|ordernummer|ordre(?:nummer|-?id)|numéro de commande|bill ?(?:no\\.?|number)',
  ],
];

export const LABEL_SOURCES = LABELS.map(([field, source]) => ({ field, pattern: new RegExp(source, 'iuy') }));

/** A text without the label that announces this field: `税号：9131…` → `9131…`. Needs a colon or `=`. */
export function stripLabel(text: string, field: LabelField): string {
  for (const { field: announced, pattern } of LABEL_SOURCES) {
    if (announced !== field && !(field === 'phone' && announced === 'mobile')) continue;
    pattern.lastIndex = 0;
    const match = pattern.exec(text);
    if (!match || match[0] === '') continue;
    const after = /^\s*[:：=]\s*/.exec(text.slice(match[0].length));
    if (after) return text.slice(match[0].length + after[0].length);
  }
  return text;
}
