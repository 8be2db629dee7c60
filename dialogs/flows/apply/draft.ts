// The confirmed answers as the draft that is submitted.
import type { DeliveryMethod } from '../../../domain/fapiao';
import type { ApplyDraft } from '../../../services/commands';
import type { Form } from '../../state';
import { apply as typed, isPaper, takesField } from './values';

const give = <K extends string>(name: K, value: string | undefined) =>
  (value ? { [name]: value } : {}) as Partial<Record<K, string>>;

export function draftOf(form: Form): ApplyDraft {
  const values = typed(form.values);
  const method: DeliveryMethod = isPaper(values) ? (values.method ?? 'yunda') : 'email';
  const courier = method === 'sf' || method === 'yunda';
  const own = (name: 'taxId' | 'address' | 'phone' | 'bank' | 'account') =>
    takesField(values, name) ? give(name, values[name]) : {};
  return {
    bills: (values.bills ?? []).map((one) => one.bill),
    ahead: values.ahead ?? false,
    kind: values.kind ?? 'digital-normal',
    grouping: values.grouping ?? 'each',
    certificate: values.certificate ?? false,
    withoutTaxId: values.taxId === '',
    taxIdChecked: form.settled.some((one) => one.startsWith('taxId:')),
    buyer: {
      kind: values.buyerKind ?? 'enterprise',
      name: values.name ?? '',
      ...own('taxId'),
      ...own('address'),
      ...own('phone'),
      ...own('bank'),
      ...own('account'),
    },
    delivery:
      method === 'email'
        ? { method, emails: values.emails ?? [] }
        : {
            method,
            ...give('recipient', values.recipient),
            ...give('mobile', values.mobile),
            ...(courier ? give('address', values.shipTo) : {}),
          },
  };
}
