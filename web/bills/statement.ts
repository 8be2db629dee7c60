// A bill as a statement: facts, how far its fapiao is, what happened, and what can be done.
import type { ApplicationItem, BillItem, FileItem } from '../../domain/bill-view';
import { EVENT_WORDS } from '../../locales/application-words';
import { el } from '../widget/dom';
import { canApply, methodText, stateText, toneOf, waybillText } from './state';
import { keyOf, plain, type Words } from './words';

export interface StatementActions {
  view(number: string): void;
  download(number: string): void;
  receipt(application: string): void;
  getFapiaos(bills: BillItem[]): void;
}

export function statement(
  words: Words,
  actions: StatementActions,
  bill: BillItem,
  application: ApplicationItem | undefined,
): Node[] {
  const { t } = words;
  const { number, fapiao } = bill;
  const named = 'application' in fapiao ? fapiao.application : undefined;
  return [
    el('p', { class: 'sum' }, el('span', { class: 'soft' }, t('field.amount')), el('b', {}, words.money(bill.amount))),
    el(
      'div',
      { class: 'buttons' },
      canApply(bill) && button('get', t('getFapiaos'), () => actions.getFapiaos([bill]), true),
      button('view', t('view'), () => actions.view(number)),
      button('download', t('download'), () => actions.download(number)),
      named !== undefined && button('receipt', t('receipt'), () => actions.receipt(named)),
    ),
    el('p', { class: 'note' }, t('notFapiao')),
    el('h3', {}, t('detail.statement')),
    facts([
      [t('field.order'), bill.order],
      [t('field.period'), words.month(bill.period)],
      [t('field.product'), t('product')],
      [t('field.paid'), bill.paidAt ? words.day(bill.paidAt) : t('unpaid')],
      [t('field.method'), methodText(bill.method, words)],
      [t('field.payer'), bill.payer],
    ]),
    el('h3', {}, t('detail.fapiao')),
    el('p', {}, el('span', { class: `badge ${toneOf(fapiao)}` }, stateText(fapiao, words))),
    facts([
      ...(named ? [[t('field.application'), named] as const] : []),
      ...('numbers' in fapiao ? fapiao.numbers.map((one) => [t('field.numbers'), one] as const) : []),
      ...('issuedAt' in fapiao ? [[t('field.issuedAt'), words.day(fapiao.issuedAt)] as const] : []),
      ...(waybillText(fapiao, words) ? [[t('field.waybill'), waybillText(fapiao, words) ?? ''] as const] : []),
    ]),
    ...(application?.files ? [files(words, application.files)] : []),
    ...(application ? timeline(words, application) : []),
  ];
}

/** The fapiao themselves, to save. */
const files = ({ t }: Words, all: readonly FileItem[]): HTMLElement =>
  el(
    'div',
    { class: 'buttons' },
    ...all.map(({ fapiao, type, url }) =>
      el('a', { class: 'button', href: url }, t('detail.file', { type: type.toUpperCase(), fapiao })),
    ),
  );

function timeline(words: Words, { events }: ApplicationItem): Node[] {
  const { t } = words;
  const steps = events.map(({ at, event, note }) => {
    const name = t(keyOf(EVENT_WORDS[event]?.step ?? `progress:event.${event}`));
    const text = note ? t('detail.step', { event: name, note }) : name;
    return el('li', {}, el('time', { datetime: at, class: 'soft' }, words.moment(at)), ' ', el('bdi', {}, plain(text)));
  });
  return [
    el('h3', {}, t('detail.timeline')),
    el('ol', { class: 'timeline' }, ...steps),
    el('p', { class: 'soft' }, t('times')),
  ];
}

const button = (name: string, text: string, press: () => void, primary = false) => {
  const made = el('button', { type: 'button', class: primary ? 'button primary' : 'button', 'data-do': name }, text);
  made.addEventListener('click', press);
  return made;
};

function facts(rows: readonly (readonly [string, string])[]): HTMLElement {
  return el(
    'dl',
    { class: 'facts' },
    ...rows.map(([label, value]) => el('div', {}, el('dt', {}, label), el('dd', {}, el('bdi', {}, plain(value))))),
  );
}
