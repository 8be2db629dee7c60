// Follow applications: states and dates, a timeline, why it has not arrived yet, waybill and carrier.
import type { ApplicationState } from '../../domain/application';
import { findApplicationNumber } from '../../domain/application-number';
import { dueDay } from './due';
import { mediumOf } from '../../domain/fapiao';
import { stateName } from '../../locales/application-words';
import { say, type Text, type TextKey } from '../../locales/text';
import type { ApplicationView } from '../../services/queries';
import type { Ctx } from '../flows/flow';
import { type Play, tell } from '../form/context';
import type { Choice, Fact, Reply } from '../reply';
import { stepsOf, tableOf } from './course';
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

/** An application in full: where it stands, its course, its fapiao, and what can be done. */
export async function detail(one: ApplicationView, ctx: Ctx): Promise<Reply> {
  const files = ctx.group ? [] : await ctx.query.files(one.number);
  const facts: Fact[] = [
    { label: say('progress:title'), value: one.buyer.name, strong: true },
    { label: say('progress:kind'), value: { text: say(`apply:kind.${one.kind}`) } },
    { label: say('progress:amount'), value: { money: one.amount } },
  ];
  if (one.shipment) {
    const carrier = { text: say(`progress:carrier.${one.shipment.carrier}`) };
    facts.push({
      label: say('progress:waybill'),
      value: { text: say('progress:waybillOf', { carrier, waybill: one.shipment.waybill }) },
    });
  }
  return {
    text: [
      say('progress:detail', { number: one.number, state: { text: stateText(one) } }),
      ...outlook(one, ctx),
      ...(one.cancellable ? [say('progress:cancellable')] : []),
    ],
    facts,
    steps: stepsOf(one),
    table: tableOf(one, files),
    choices: actsOn(one),
  };
}

/** What its holder can do about it now; each names the application. */
function actsOn(one: ApplicationView): Choice[] {
  const { number, state } = one;
  const about = (what: TextKey): Text => say('progress:about', { what: { text: say(what) }, number });
  if (one.cancellable) return [{ title: cancelThis(one), say: cancelThis(one) }];
  if (state === 'cancelled') return [];
  if (state === 'rejected') return [{ title: say('common:meant.applyAgain'), say: about('common:meant.applyAgain') }];
  const wrong: Choice = { title: say('progress:button.wrong'), say: about('faq:changeTitle.title') };
  const missing: TextKey = isDigital(one) ? 'common:meant.sendAgain' : 'common:meant.whereCourier';
  const sent = isDigital(one) ? state === 'delivered' : state === 'mailed' || state === 'delivered';
  return [...(sent ? [{ title: say('progress:button.notArrived'), say: about(missing) }] : []), wrong];
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
    return tell(play, found ? await detail(found, ctx) : { text: [say('progress:notFound', { number })] });
  }
  const waiting = await waitingTexts(ctx);
  if (!newest && waiting.length) return tell(play, { text: waiting });
  if (!newest) {
    const apply: Choice = { title: say('common:menu.apply'), say: say('common:menu.apply') };
    return tell(play, { text: [say('progress:none')], choices: [apply] });
  }
  if (all.length === 1) {
    tell(play, await detail(newest, ctx));
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
