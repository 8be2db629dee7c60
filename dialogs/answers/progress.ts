// Follow applications: states and dates, a timeline, why it has not arrived yet, waybill and carrier.
import type { ApplicationState } from '../../domain/application';
import { findApplicationNumber } from '../../domain/application-number';
import { dueDay } from './due';
import { mediumOf } from '../../domain/fapiao';
import { EVENT_WORDS, stateName } from '../../locales/application-words';
import { say, type Text } from '../../locales/text';
import type { ApplicationView } from '../../services/queries';
import type { Ctx } from '../flows/flow';
import { type Play, tell } from '../form/context';
import type { Choice, Fact, Reply } from '../reply';
import { waitingTexts } from './waiting';

const SHOWN = 8;

const stateText = ({ state, delivery: { method } }: ApplicationView): Text => say(stateName({ state, method }));

const isDigital = (one: ApplicationView): boolean => mediumOf(one.kind) === 'digital';

type Outlook = (one: ApplicationView, ctx: Ctx) => Text[];

const nothing: Outlook = () => [];

const due: Outlook = (one, ctx) => {
  if (one.overdue) return [say('progress:overdue', { due: { day: one.dueAt }, phone: ctx.business.phone })];
  return [say(isDigital(one) ? 'progress:due' : 'progress:duePaper', { due: dueDay(one.dueAt, one.provisional) })];
};

const OUTLOOKS: Record<ApplicationState, Outlook> = {
  scheduled: ({ scheduledFor }) =>
    scheduledFor ? [say('progress:scheduledFor', { opens: { day: scheduledFor } })] : [],
  submitted: due,
  processing: due,
  outOfStock: ({ expectedAt }) => (expectedAt ? [say('progress:expected', { expected: { day: expectedAt } })] : []),
  rejected: ({ reason = '' }) => [say('progress:reason', { reason })],
  cancelled: nothing,
  issued: (one) => (isDigital(one) || one.delivery.method === 'pickup' ? [] : [say('progress:notPosted')]),
  mailed: nothing,
  readyForPickup: nothing,
  delivered: (one) =>
    isDigital(one) ? [say('progress:sentTo', { emails: { items: one.delivery.emails ?? [] } })] : [],
  returnRequested: nothing,
  returned: nothing,
  reissued: nothing,
};

/** What a person waiting for it wants to know first. */
export const outlook: Outlook = (one, ctx) => OUTLOOKS[one.state](one, ctx);

export const cancelThis = (one: ApplicationView): Text => say('progress:cancelThis', { number: one.number });

/** An application in full. */
export function detail(one: ApplicationView, ctx: Ctx): Reply {
  const facts: Fact[] = [
    { label: say('progress:title'), value: one.buyer.name, strong: true },
    { label: say('progress:kind'), value: { text: say(`apply:kind.${one.kind}`) } },
    { label: say('progress:amount'), value: { money: one.amount } },
    {
      label: say('progress:bills'),
      value: { months: [...new Set(one.bills.map((bill) => bill.period))].toSorted().slice(0, SHOWN) },
    },
  ];
  if (one.fapiaos.length) {
    facts.push({ label: say('progress:fapiaos'), value: { items: one.fapiaos.map((fapiao) => fapiao.number) } });
  }
  if (one.shipment) {
    const carrier = { text: say(`progress:carrier.${one.shipment.carrier}`) };
    facts.push({
      label: say('progress:waybill'),
      value: { text: say('progress:waybillOf', { carrier, waybill: one.shipment.waybill }) },
    });
  }
  const steps = one.events.map((event) => {
    const values = { at: { moment: event.at }, event: { text: say(EVENT_WORDS[event.event].step) } };
    return event.note ? say('progress:stepNote', { ...values, note: event.note }) : say('progress:step', values);
  });
  return {
    text: [
      say('progress:detail', { number: one.number, state: { text: stateText(one) } }),
      ...outlook(one, ctx),
      ...(one.cancellable ? [say('progress:cancellable')] : []),
    ],
    facts,
    after: [say('progress:timeline'), ...steps.slice(-SHOWN)],
    ...(one.cancellable ? { choices: [{ title: cancelThis(one), say: cancelThis(one) }] } : {}),
  };
}

/** An application in a line. */
export const line = (one: ApplicationView): Text =>
  say('progress:line', {
    number: one.number,
    state: { text: stateText(one) },
    amount: { money: one.amount },
    submitted: { day: one.submittedAt },
  });

/** One application in full when there is one, or when its number is named; else the list. */
export async function showProgress(play: Play, text: string): Promise<void> {
  const { ctx } = play;
  const all = await ctx.query.applications();
  const number = findApplicationNumber(text);
  const [newest] = all;
  if (number) {
    const found = all.find((one) => one.number === number) ?? (await ctx.query.application(number));
    return tell(play, found ? detail(found, ctx) : { text: [say('progress:notFound', { number })] });
  }
  const waiting = await waitingTexts(ctx);
  if (!newest && waiting.length) return tell(play, { text: waiting });
  if (!newest) {
    const apply: Choice = { title: say('common:menu.apply'), say: say('common:menu.apply') };
    return tell(play, { text: [say('progress:none')], choices: [apply] });
  }
  if (all.length === 1) {
    tell(play, detail(newest, ctx));
    return waiting.length ? tell(play, { text: waiting }) : undefined;
  }
  tell(play, {
    text: [
      say('progress:list', undefined, all.length),
      ...all.slice(0, SHOWN).map(line),
      say('progress:which'),
      ...waiting,
    ],
    choices: all.slice(0, 4).map((one) => ({ title: say('common:plain', { value: one.number }), say: one.number })),
  });
}
