// Ask the holder of an order for access: a mail to them, nothing revealed here.
import { say } from '../../locales/text';
import type { Flow, Values } from './flow';
import { emailSlot, register } from './register';

export const askHolder: Flow = {
  name: 'askHolder',
  v: 1,
  title: say('register:holder.title'),
  order: ['order', 'email'],
  keep: ['email'],
  slots: { order: register.slots.order!, email: emailSlot('start') },
  /** What was typed into a registration that the holder stands in the way of. */
  open: async (_, before) => {
    const { values, drafts } = before?.flow === 'register' ? before : { values: {} as Values, drafts: {} as Values };
    const { order = drafts.order, email } = values;
    return { values: { ...(order ? { order } : {}), ...(email ? { email } : {}) } };
  },
  extract: register.extract!,
  askGroup: register.askGroup!,
  submit: ({ values }, ctx) => ({
    type: 'askHolder',
    order: String(values.order),
    email: String(values.email),
    locale: ctx.locale,
  }),
  done: () => [{ text: [say('register:holder.done')] }],
};
