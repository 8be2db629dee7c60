// A person: the phone and its hours at once, and a request that is stored with what it is about.
import { say } from '../../locales/text';
import { type Flow, slot } from './flow';

export const person: Flow = {
  name: 'person',
  v: 1,
  title: say('common:person.title'),
  order: ['message'],
  slots: {
    message: slot<string>({
      verbatim: true,
      ask: (_, ctx) => [
        say('common:person.phone', { phone: ctx.business.phone, hours: { hours: ctx.business.phoneHours } }),
        say('common:person.ask'),
      ],
      field: () => ({
        slot: 'message',
        kind: 'multiline',
        label: say('common:person.label'),
        required: true,
        maxLength: 300,
      }),
      parse: (text) => (text ? { ok: true, value: text } : { ok: false, reason: { code: 'empty' } }),
    }),
  },
  submit: ({ values }, ctx) => ({ type: 'requestPerson', text: String(values.message), locale: ctx.locale }),
  done: (_, __, ctx) => [
    { text: [say('common:person.done', { phone: ctx.business.phone, hours: { hours: ctx.business.phoneHours } })] },
  ],
};
