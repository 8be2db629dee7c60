// Cancel an application that is still only submitted.
import { findApplicationNumber } from '../../domain/application-number';
import { say } from '../../locales/text';
import { type Flow, given, slot } from './flow';

export const cancel: Flow = {
  name: 'cancel',
  v: 1,
  needs: 'account',
  title: say('progress:cancel.title'),
  order: ['number'],
  slots: {
    number: slot<string>({
      ask: () => [say('progress:cancel.ask')],
      field: async (_, ctx) => {
        const open = (await ctx.query.applications()).filter((one) => one.cancellable);
        return {
          slot: 'number',
          kind: 'one',
          label: say('progress:number'),
          required: true,
          choices: open.map((one) => ({ value: one.number, title: one.number })),
        };
      },
      parse: async (text, _, ctx) => {
        const open = (await ctx.query.applications()).filter((one) => one.cancellable);
        const place = /^\d{1,2}$/.test(text) ? open[Number(text) - 1] : undefined;
        const typed = findApplicationNumber(text);
        const found = place ?? open.find((one) => typed !== undefined && one.number === typed);
        if (found) return { ok: true, value: found.number };
        return { ok: false, reason: { code: typed ? 'notCancellable' : 'invalidChoice' } };
      },
    }),
  },
  open: async (ctx) => {
    const open = (await ctx.query.applications()).filter((one) => one.cancellable);
    if (!open.length) return { values: {}, stop: { text: [say('progress:cancel.none')] } };
    return { values: open.length === 1 ? { number: open[0]!.number } : {} };
  },
  extract: async (text) => given('number', findApplicationNumber(text)),
  summary: ({ values }) => ({
    text: [say('progress:cancel.summary')],
    facts: [{ n: 1, label: say('progress:number'), value: String(values.number), slots: ['number'], strong: true }],
    submit: say('progress:cancel.confirm'),
  }),
  submit: ({ values }) => ({ type: 'cancelApplication', number: String(values.number) }),
  done: (outcome) =>
    outcome.type === 'cancelled' ? [{ text: [say('progress:cancel.done', { number: outcome.number })] }] : [],
};
