// Apply for a fapiao: the shortest path is the summary; only what is missing is asked, all of it at once.
import { FIELD_NAMES } from '../../domain/application-fields';
import { mediumOf } from '../../domain/fapiao';
import { say } from '../../locales/text';
import { billList, billsLine, nothingToApplyFor } from './apply/bills';
import { afterTitleChange, buyerSlots, withBuyerKind } from './apply/buyer';
import { deliverySlots } from './apply/delivery';
import { draftOf } from './apply/draft';
import { extract } from './apply/extract';
import { prefill } from './apply/prefill';
import { SLOTS } from './apply/slots';
import { obstacle, summary } from './apply/summary';
import { waitingTexts } from '../answers/waiting';
import { apply as typed, type ApplyValues, isPaper, laterBills, openBills } from './apply/values';
import { dueDay } from '../answers/due';
import type { Ctx, Flow, Values } from './flow';
import type { Form } from '../state';

/** Defaults, and what follows from a change. */
function derive(values: Values, before: Values, form: Form, ctx: Ctx): Values {
  let next: ApplyValues = { ...typed(values) };
  // Another buyer: the data are not those of the last time any more.
  if (before.name !== undefined && before.name !== next.name) delete form.from;
  next = afterTitleChange(next, typed(before), (code) => form.notes.push(code));
  next = withBuyerKind(next, typed(before));
  // A medium that was used before may have been switched off since.
  if (next.kind && !ctx.business[mediumOf(next.kind)]) delete next.kind;
  next.kind ??= ctx.business.digital ? 'digital-normal' : 'paper-normal';
  if (isPaper(next) && next.method === 'email') delete next.method;
  if (!isPaper(next)) next.emails ??= next.ownEmail ? [next.ownEmail] : undefined;
  if (openBills(next).length > 1) next.grouping ??= 'each';
  if (laterBills(next).length) next.ahead ??= true;
  return next;
}

const OF_ELSEWHERE = new Set(['taxIdForeignVat', 'taxIdTaiwan']);

export const apply: Flow = {
  name: 'apply',
  v: 1,
  needs: 'account',
  title: say('apply:title'),
  order: FIELD_NAMES,
  keep: ['method'],
  // Whoever has a number from elsewhere is likely a company from elsewhere.
  refused: (code) =>
    OF_ELSEWHERE.has(code) ? [{ title: say('apply:buyerKind.foreign'), say: say('apply:buyerKind.foreign') }] : [],
  slots: SLOTS,
  open: async (ctx) => {
    const [account, bills] = await Promise.all([ctx.query.account(), ctx.query.bills()]);
    const stop = nothingToApplyFor(bills, await waitingTexts(ctx));
    if (stop) return { values: {}, stop };
    return { values: prefill(account, bills), ...(account?.last ? { from: account.last.at } : {}) };
  },
  derive,
  extract,
  readsQuestions: true,
  askGroup: (group, labels, values, ctx) =>
    group === 'company'
      ? [say('apply:company.ask', { what: { list: labels.map((inline) => ({ inline })) } }, labels.length)]
      : [
          say('apply:delivery.ask', { what: { list: labels.map((inline) => ({ inline })) } }),
          ...(typed(values).method === 'yunda'
            ? []
            : [say('apply:delivery.costs', { branch: ctx.business.branchAddressZh })]),
        ],
  context: (asked, values) => {
    const { kind, bills } = typed(values);
    if (!asked.some((name) => name in buyerSlots || name in deliverySlots) || !bills || !kind) return [];
    return [
      { label: say('apply:bills.label'), value: billsLine(bills) },
      { label: say('apply:kind.label'), value: { text: say(`apply:kind.${kind}`) } },
    ];
  },
  beside: (asked) => {
    if (!asked.includes('name')) return [];
    const paste =
      asked.length > 1
        ? [
            {
              slot: 'paste',
              kind: 'multiline' as const,
              label: say('apply:paste'),
              hint: say('apply:pasteHint'),
              maxLength: 600,
            },
          ]
        : [];
    return [...paste, 'kind'];
  },
  // A special fapiao for who can't have one: before recipient and address are asked.
  obstacle: (values) => {
    const found = obstacle(typed(values));
    return found?.slot === 'kind' ? found : undefined;
  },
  list: (form) => billList(typed(form.values).bills ?? []),
  summary,
  submit: (form, ctx) => ({ type: 'apply', locale: ctx.locale, draft: draftOf(form) }),
  done: (outcome, values) => {
    if (outcome.type !== 'applied') return [];
    const text = outcome.applications.map((one) => {
      if (one.scheduledFor)
        return say('apply:scheduled', { number: one.number, opens: { day: one.scheduledFor } }, one.bills);
      const key =
        one.medium === 'digital'
          ? 'apply:sent'
          : typed(values).method === 'pickup'
            ? 'apply:sentPickup'
            : 'apply:sentPaper';
      return say(key, { number: one.number, due: dueDay(one.dueAt, one.provisional) }, one.bills);
    });
    return [
      {
        text,
        choices: [{ title: say('common:menu.progress'), say: say('common:menu.progress') }],
      },
    ];
  },
};
