// Courier labels as data: whom an envelope goes to, worded already, and the paper that they are printed on.
import type { Business } from '../../domain/business';
import { typeOf } from '../../domain/fapiao';
import { translateDesk } from '../../locales';
import { fapiaosNeeded } from '../../services/application/fapiaos';
import type { Application } from '../../storage/records';

/** A label a page of 100 by 150 mm, as label printers have them, or eight on a sheet of A4. */
export const LABEL_SIZES = ['label', 'a4'] as const;
export type LabelSize = (typeof LABEL_SIZES)[number];

export interface Label {
  number: string;
  carrier: string;
  recipient: string;
  mobile: string;
  address: string;
  /** What is inside; no title and no amount: everybody on the way reads it. */
  inside: string;
  sender: readonly string[];
}

export interface LabelSheet {
  size: LabelSize;
  title: string;
  labels: readonly Label[];
}

type Posted = Pick<Application, 'number' | 'kind' | 'grouping' | 'bills' | 'delivery'>;

/** Couriers read Chinese, whatever the desk speaks. */
const IN = 'zh-CN';

/** The labels of applications that go by courier. */
export function labelSheet(business: Business, posted: readonly Posted[], size: LabelSize): LabelSheet {
  const t = (key: 'title' | 'operator' | 'sender') => translateDesk(IN, { key: `desk:labels.${key}` });
  const sender = [`${t('sender')} ${t('operator')}`, business.branchAddressZh, business.branchPhone];
  const labels = posted.map((one): Label => {
    const { method, recipient = '', mobile = '', address = '' } = one.delivery;
    return {
      number: one.number,
      carrier: translateDesk(IN, { key: `desk:labels.${method === 'sf' ? 'sf' : 'yunda'}` }),
      recipient,
      mobile,
      address,
      inside: translateDesk(IN, { key: `desk:labels.${typeOf(one.kind)}`, values: { count: fapiaosNeeded(one) } }),
      sender,
    };
  });
  return { size, title: t('title'), labels };
}
