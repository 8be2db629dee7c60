// Files of fapiao as they come: PDF, OFD and XML, right ones and what somebody with bad intent would send.
import { zipSync } from 'fflate';

export const pdf = (text = 'a fapiao'): Buffer => Buffer.from(`%PDF-1.7\n% ${text}\n1 0 obj <<>> endobj\n%%EOF\n`);

/** A ZIP writes the time of each entry: without one that is given, two of the same are different after two seconds. */
export const ONE_TIME = { mtime: '2026-11-20T00:00:00Z' };

export const ofd = (entries: Record<string, Uint8Array> = {}): Buffer =>
  Buffer.from(
    zipSync({ 'OFD.xml': Buffer.from('<ofd:OFD/>'), 'Doc_0/Document.xml': Buffer.from('<x/>'), ...entries }, ONE_TIME),
  );

export interface Said {
  number: string;
  buyer: string;
  taxId?: string;
  /** `1368.00` */
  amount: string;
}

/** As the tax bureau's platform writes it since 2023; only the parts that matter here. */
export const einvoice = ({ number, buyer, taxId, amount }: Said): string => `<?xml version="1.0" encoding="UTF-8"?>
<EInvoice>
  <Header><EIid>${number}</EIid><EInvoiceTag>SWEI3200</EInvoiceTag><Version>1.0</Version></Header>
  <EInvoiceData>
    <SellerInformation><SellerIdNum>91310000717854505W</SellerIdNum><SellerName>上海蓝云网络科技有限公司</SellerName></SellerInformation>
    <BuyerInformation>${taxId ? `<BuyerIdNum>${taxId}</BuyerIdNum>` : '<BuyerIdNum/>'}<BuyerName>${buyer}</BuyerName></BuyerInformation>
    <BasicInformation><TotalAmWithoutTax>1290.57</TotalAmWithoutTax><TotalTaxAm>77.43</TotalTaxAm><TotalTax-includedAmount>${amount}</TotalTax-includedAmount></BasicInformation>
    <IssuItemInformation><ItemName>*信息技术服务*Office 365</ItemName><Amount>1290.57</Amount></IssuItemInformation>
  </EInvoiceData>
  <TaxSupervisionInfo><InvoiceNumber>${number}</InvoiceNumber><IssueTime>2026-11-20</IssueTime></TaxSupervisionInfo>
</EInvoice>`;

/** As it lies in an OFD since 2019: code and number, prefixed names. */
export const olderInvoice = ({ number, code, buyer, taxId, amount }: Said & { code: string }): string =>
  `<?xml version="1.0" encoding="UTF-8"?>
<fp:eInvoice xmlns:fp="http://www.edrm.org.cn/schema/e-invoice/2019"><fp:DocID>1</fp:DocID>
<fp:InvoiceCode>${code}</fp:InvoiceCode><fp:InvoiceNo>${number}</fp:InvoiceNo>
<fp:Buyer><fp:BuyerName>${buyer}</fp:BuyerName><fp:BuyerTaxID>${taxId ?? ''}</fp:BuyerTaxID></fp:Buyer>
<fp:TaxInclusiveTotalAmount>${amount}</fp:TaxInclusiveTotalAmount></fp:eInvoice>`;

/** A billion laughs (CWE-776). */
export const laughs = (): string =>
  `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">${Array.from({ length: 9 }, (_, n) => `<!ENTITY a${n} "${`&a${n ? n - 1 : ''};`.repeat(10)}">`).join('')}]><EInvoice>&a8;</EInvoice>`;

/** A ZIP that claims to become 200 MB. */
export const zipBomb = (): Buffer => ofd({ 'Doc_0/zeros': Buffer.alloc(200 * 1024 * 1024) });
