// Register: order number and e-mail, in one message if they like; summary; confirm; then the activation mail.
import { findEmail, parseEmail } from '../../domain/contact';
import { findOrderNumber, parseOrderNumber } from '../../domain/order';
import { say } from '../../locales/text';
import { type Flow, slot, type Values } from './flow';
import type { State } from '../state';
import { parseCompany } from '../understanding/company';
import { besideRemark, readIn } from '../understanding/reading';

export const register: Flow = {
  name: 'register',
  v: 1,
  title: say('register:title'),
  order: ['order', 'email'],
  keep: ['email'],
  slots: {
    order: slot<string>({
      group: 'start',
      hint: say('register:order.hint'),
      ask: () => [say('register:order.ask'), say('register:order.hint')],
      field: () => ({
        slot: 'order',
        kind: 'text',
        label: say('register:order.label'),
        hint: say('register:order.hint'),
        required: true,
        maxLength: 64,
      }),
      parse: (text) => parseOrderNumber(findOrderNumber(text) ?? text),
    }),
    // Who is signed in adds an order to the account: its address is known and no mail goes out.
    email: { ...emailSlot('start'), when: (values) => !values.adding },
  },
  open: async (ctx, before) => {
    if (await ctx.query.account()) return { values: { adding: true } };
    // Another order after asking the first one's holder: the address is known.
    const email = before?.flow === 'askHolder' ? before.values.email : undefined;
    return { values: email ? { email } : {} };
  },
  extract: async (text, _, ctx) => {
    const email = findEmail(text);
    // A company's numbers are none of an order.
    const { fields, rest } = parseCompany(text, ctx.locale);
    const order = findOrderNumber(fields.name || fields.taxId ? rest : besideRemark(text, readIn(text, ctx.locale)));
    return { answers: { ...(order ? { order } : {}), ...(email ? { email } : {}) } };
  },
  // Who has no order number can ask the admin for it: the answer brings a text to forward.
  help: (asked) =>
    asked.includes('order') ? [{ title: say('faq:noAccess.title'), say: say('faq:noAccess.title') }] : [],
  askGroup: () => [say('register:askBoth'), say('register:order.hint')],
  summary: ({ values }) =>
    values.adding
      ? undefined
      : {
          text: [say('register:summary')],
          facts: [
            { n: 1, label: say('register:order.label'), value: String(values.order), slots: ['order'] },
            { n: 2, label: say('register:email.label'), value: String(values.email), slots: ['email'], strong: true },
          ],
          submit: say('register:confirm'),
        },
  submit: ({ values }, ctx) => ({
    type: 'register',
    order: String(values.order),
    email: String(values.email ?? ''),
    locale: ctx.locale,
    ...vouchedOf(values),
    ...othersOf(values),
  }),
  done: (outcome, _, ctx) => {
    if (outcome.type === 'orderAdded' && outcome.waits) {
      return [{ text: [say('register:orderWaits', { order: outcome.order, phone: ctx.business.phone })] }];
    }
    if (outcome.type === 'orderAdded') return [{ text: [say('register:orderAdded', { order: outcome.order })] }];
    if (outcome.type !== 'registered') return [];
    return [
      {
        text: [
          say('register:sent', { email: outcome.email, until: { moment: outcome.expiresAt } }),
          ...(outcome.pair ? [say('register:pair', { pair: outcome.pair })] : []),
          say('register:notThere'),
        ],
        choices: [{ title: say('register:button.resend'), say: say('register:button.resend') }],
      },
    ];
  },
  refused: (code) =>
    code === 'orderHeld'
      ? [
          { title: say('account:button.signIn'), say: say('account:button.signIn') },
          { title: say('register:button.askHolder'), say: say('register:button.askHolder') },
        ]
      : [],
};

/** What the admin centre says of whom it has signed in: the summary is then the only question. */
export const knownByHost = ({ host }: Pick<State, 'host'>): Values =>
  host ? { email: host.email, ...(host.orders.length ? { order: host.orders[0], host } : {}) } : {};

/** The admin centre named the order for this address. */
function vouchedOf(values: Values): { vouched?: true } {
  const host = values.host as State['host'];
  return host && host.email === values.email && host.orders.includes(String(values.order)) ? { vouched: true } : {};
}

/** The admin centre's other orders come along, for the person whom it named and the order that it named. */
function othersOf(values: Values): { others?: string[] } {
  const host = values.host as State['host'];
  if (!host || host.email !== values.email || host.orders[0] !== values.order) return {};
  const others = host.orders.slice(1);
  return others.length ? { others } : {};
}

/** An e-mail address: typos in well-known domains are doubted, not corrected. */
export function emailSlot(group?: string) {
  return slot<string>({
    ...(group ? { group } : {}),
    ask: () => [say('register:email.ask')],
    hint: say('register:email.hint'),
    field: () => ({
      slot: 'email',
      kind: 'text',
      label: say('register:email.label'),
      required: true,
      maxLength: 254,
      pattern: '^\\s*[^\\s@]+@[^\\s@][^\\s@.]*\\.[^\\s@]+\\s*$',
    }),
    parse: (text) => parseEmail(findEmail(text) ?? text),
  });
}
