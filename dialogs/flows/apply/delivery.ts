// Delivery: e-mail for digital, courier or pickup for paper. SF is paid by the recipient, and that is said first.
import type { FieldName } from '../../../domain/application-fields';
import { PAPER_METHODS } from '../../../domain/fapiao';
import { say } from '../../../locales/text';
import { takesPaper } from '../../../domain/shipping';
import type { Ctx, Slot } from '../flow';
import { parseMethod } from '../../understanding/method';
import { choiceSlot, fieldSlot, textField } from './field-slot';
import { apply } from './values';

const offered = ({ business }: Pick<Ctx, 'business'>) => PAPER_METHODS.filter((method) => takesPaper(business, method));

export const deliverySlots = {
  method: choiceSlot(
    'method',
    {
      offered,
      title: (method) => say(`apply:method.${method}`),
      said: (text, ctx) => offered(ctx).find((one) => one === parseMethod(text, ctx.locale)),
    },
    { ask: (_, ctx) => [say('apply:method.ask', { branch: ctx.business.branchAddressZh })] },
  ),
  emails: fieldSlot('emails', { show: (value) => value.join(', ') }),
  recipient: fieldSlot('recipient', {
    free: true,
    ask: (values) => [say(apply(values).method === 'pickup' ? 'apply:recipient.askPickup' : 'apply:recipient.ask')],
  }),
  mobile: fieldSlot('mobile'),
  shipTo: fieldSlot('shipTo', {
    free: true,
    field: textField('shipTo', say('apply:shipTo.hint')),
  }),
} satisfies Partial<Record<FieldName, Slot>>;
