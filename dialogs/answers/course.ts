// The course of an application as a tracker: what happened and when, what comes next and until when, bill by bill its fapiao.
import type { ApplicationState, CourseEvent } from '../../domain/application';
import type { FileItem } from '../../domain/bill-view';
import { EVENT_WORDS, stateName } from '../../locales/application-words';
import { say, type Text } from '../../locales/text';
import type { ApplicationView } from '../../services/queries';
import type { Step, Table, TableRow } from '../reply';
import { dueDay } from './due';

/** So much of what happened is shown: the newest. */
const SHOWN = 8;

type Stage = Extract<CourseEvent, 'submit' | 'start' | 'issue' | 'mail' | 'ready' | 'deliver'>;
const BY_MAIL: readonly Stage[] = ['submit', 'start', 'issue', 'deliver'];
const ROUTES: Readonly<Record<ApplicationView['delivery']['method'], readonly Stage[]>> = {
  email: BY_MAIL,
  yunda: ['submit', 'start', 'issue', 'mail', 'deliver'],
  sf: ['submit', 'start', 'issue', 'mail', 'deliver'],
  pickup: ['submit', 'start', 'issue', 'ready', 'deliver'],
};
/** What an application is called once it is there. */
const REACHED: Readonly<Record<Stage, ApplicationState>> = {
  submit: 'submitted',
  start: 'processing',
  issue: 'issued',
  mail: 'mailed',
  ready: 'readyForPickup',
  deliver: 'delivered',
};
/** How far along the route a state is; undefined: it goes no further by itself. */
const AT: Partial<Record<ApplicationState, number>> = {
  scheduled: 0,
  submitted: 1,
  processing: 2,
  outOfStock: 2,
  issued: 3,
  mailed: 4,
  readyForPickup: 4,
};

/** When a stage is to be reached, as far as it is known. */
function until(stage: Stage, one: ApplicationView): Text | undefined {
  if (stage === 'submit' && one.scheduledFor) return say('progress:from', { day: { day: one.scheduledFor } });
  if (stage !== 'issue' || one.overdue || one.state === 'scheduled') return undefined;
  if (one.state !== 'outOfStock') return say('progress:by', { due: dueDay(one.dueAt, one.provisional) });
  return one.expectedAt ? say('progress:by', { due: { day: one.expectedAt } }) : undefined;
}

/** What happened, newest last, and what is still to come. */
export function stepsOf(one: ApplicationView): Step[] {
  const { method } = one.delivery;
  const past = one.events.slice(-SHOWN).map(
    ({ at, event, note }): Step => ({
      // A digital one is sent, nobody knows of it being delivered.
      title: say(event === 'deliver' ? stateName({ state: 'delivered', method }) : EVENT_WORDS[event].step),
      at: say('common:plain', { value: { moment: at } }),
      state: 'past',
      ...(note ? { note } : {}),
    }),
  );
  const reached = AT[one.state];
  const ahead = reached === undefined ? [] : ROUTES[method].slice(reached);
  return [
    ...past,
    ...ahead.map((stage, at): Step => {
      const by = until(stage, one);
      return {
        title: say(stateName({ state: REACHED[stage], method })),
        state: at === 0 ? 'now' : 'next',
        ...(by ? { at: by } : {}),
      };
    }),
  ];
}

/** Bill by bill, or the bills of one fapiao together: its number, and its files. */
export function tableOf(one: ApplicationView, files: readonly FileItem[]): Table {
  const rowOf = (bills: ApplicationView['bills'], number?: string): TableRow => ({
    name: { months: [...new Set(bills.map(({ period }) => period))].toSorted() },
    amount: { money: bills.reduce((sum, { amount }) => sum + amount, 0) },
    value: number ?? { text: say('progress:table.notYet') },
    links: files
      .filter(({ fapiao }) => fapiao === number)
      .map(({ type, url }) => ({ title: say('common:plain', { value: type.toUpperCase() }), url })),
  });
  const issued = one.fapiaos.map((fapiao) =>
    rowOf(
      one.bills.filter(({ bill }) => fapiao.bills.includes(bill)),
      fapiao.number,
    ),
  );
  const open = one.bills.filter(({ bill }) => !one.fapiaos.some(({ bills }) => bills.includes(bill)));
  return {
    columns: [say('progress:table.bill'), say('progress:table.fapiao')],
    rows: [...issued, ...open.map((bill) => rowOf([bill]))],
  };
}
