// The confirmed answers as the draft that is submitted.
import { type ApplyDraft, draftFrom } from '../../../domain/application-draft';
import { isSettled } from '../../form/settled';
import { WITHOUT } from '../flow';
import type { Form } from '../../state';
import { apply as typed, caseIn } from './values';

export function draftOf(form: Form): ApplyDraft {
  const values = typed(form.values);
  const { bills = [], taxId } = values;
  return draftFrom({ ...values, bills: bills.map((one) => one.bill) }, caseIn(values), {
    withoutTaxId: taxId === WITHOUT,
    taxIdChecked: taxId !== WITHOUT && isSettled(form, 'taxId', taxId),
  });
}
