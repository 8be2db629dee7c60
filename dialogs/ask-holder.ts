// Ask the holder of an order for access: a mail to them, nothing revealed here.
import { say } from '../locales/text';
import type { Flow } from './flow';
import { emailSlot, register } from './register';

export const askHolder: Flow = {
  name: 'askHolder',
  v: 1,
  title: say('register:holder.title'),
  order: ['order', 'email'],
  keep: [],
  slots: { order: register.slots.order!, email: emailSlot('start') },
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
