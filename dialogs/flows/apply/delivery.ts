// Delivery: e-mail for digital, courier or pickup for paper. SF is paid by the recipient, and that is said first.
import { parseAddress } from '../../../domain/address';
import { parseEmails, parseMobile, parsePhone } from '../../../domain/contact';
import { type DeliveryMethod, PAPER_METHODS } from '../../../domain/fapiao';
import { ok, refuse } from '../../../domain/result';
import { say } from '../../../locales/text';
import { type Slot, slot } from '../flow';
import { parseMethod } from '../../understanding/method';
import { apply, isPaper } from './values';

const byCourier = (method: DeliveryMethod | undefined): boolean => method !== 'pickup';

export const deliverySlots: Record<string, Slot> = {
  method: slot<DeliveryMethod>({
    group: 'delivery',
    when: (values) => isPaper(apply(values)),
    ask: (_, ctx) => [say('apply:method.ask', { branch: ctx.business.branchAddressZh })],
    field: () => ({
      slot: 'method',
      kind: 'one',
      label: say('apply:method.label'),
      required: true,
      choices: PAPER_METHODS.map((method) => ({
        value: method,
        title: { text: say(`apply:method.${method as 'sf'}`) },
      })),
    }),
    parse: (text, _, ctx) => {
      const method =
        PAPER_METHODS[Number(text) - 1] ?? PAPER_METHODS.find((one) => one === text) ?? parseMethod(text, ctx.locale);
      return method && method !== 'email' ? ok(method) : refuse('invalidChoice');
    },
  }),
  emails: slot<string[]>({
    when: (values) => !isPaper(apply(values)),
    ask: () => [say('apply:emails.ask')],
    show: (value) => value.join(', '),
    field: () => ({ slot: 'emails', kind: 'text', label: say('apply:emails.label'), required: true, maxLength: 300 }),
    parse: parseEmails,
  }),
  recipient: slot<string>({
    group: 'delivery',
    free: true,
    when: (values) => isPaper(apply(values)),
    ask: (values) => [say(byCourier(apply(values).method) ? 'apply:recipient.ask' : 'apply:recipient.askPickup')],
    field: () => ({
      slot: 'recipient',
      kind: 'text',
      label: say('apply:recipient.label'),
      required: true,
      maxLength: 50,
    }),
    parse: (text) => {
      if (!text) return refuse('empty');
      if (text.length > 50) return refuse('tooLong', { max: 50 });
      return /[<>]|\d{5}/.test(text) ? refuse('recipientName') : ok(text);
    },
  }),
  mobile: slot<string>({
    group: 'delivery',
    when: (values) => isPaper(apply(values)),
    ask: () => [say('apply:mobile.ask')],
    field: () => ({ slot: 'mobile', kind: 'text', label: say('apply:mobile.label'), required: true, maxLength: 30 }),
    parse: (text) => {
      const mobile = parseMobile(text);
      return mobile.ok ? mobile : parsePhone(text);
    },
  }),
  shipTo: slot<string>({
    group: 'delivery',
    free: true,
    when: (values) => isPaper(apply(values)) && byCourier(apply(values).method),
    ask: () => [say('apply:shipTo.ask')],
    field: () => ({
      slot: 'shipTo',
      kind: 'text',
      label: say('apply:shipTo.label'),
      required: true,
      maxLength: 100,
      hint: say('apply:shipTo.hint'),
    }),
    // A city's Latin name alone is no address yet.
    parse: (text) => (/^[^\d\p{Script=Han}]+$/u.test(text) ? refuse('addressTooShort') : parseAddress(text)),
  }),
};
