// A person: the phone and its hours at once, and a request that is stored with what it is about.
import type { DeskView } from '../../services/queries';
import { say, type Text } from '../../locales/text';
import { type Flow, slot } from './flow';

/** What is so now: the hours, and that nobody could come into the chat. Nothing where somebody could. */
function deskTexts(desk: unknown = {}): Text[] {
  const { open, until, here } = desk as Partial<DeskView>;
  if (open === undefined || here?.length) return [];
  const closed = until ? say('handoff:offer.closed', { until: { moment: until } }) : say('handoff:offer.closedNow');
  return [open ? say('handoff:offer.nobodyHere') : closed];
}

export const person: Flow = {
  name: 'person',
  v: 1,
  title: say('common:person.title'),
  order: ['message'],
  // In a group nobody is ever handed over, and nothing needs to be said about it.
  open: async (ctx) => ({ values: { desk: ctx.group ? {} : await ctx.query.desk() } }),
  slots: {
    message: slot<string>({
      verbatim: true,
      ask: ({ desk }, ctx) => [
        ...deskTexts(desk),
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
