// A bill as its statement, beside the list: facts, how far its fapiao is, what happened, and what can be done.
import type { ApplicationItem, BillItem } from '../../domain/bill-view';
import { el, icon } from '../widget/dom';
import type { Answer, Api, BillDetail } from './api';
import { canApply, methodText, stateText, toneOf, waybillText } from './state';
import { watch, type Watch } from './watch';
import { plain, type Words } from './words';

export interface DetailActions {
  view(number: string): void;
  download(number: string): void;
  receipt(application: string): void;
  getFapiaos(bills: BillItem[]): void;
  signedOut(): void;
}

export interface Detail {
  element: HTMLDialogElement;
  /** Shows a bill; `known` is what the list has of it. */
  open(number: string, known?: BillItem): void;
  close(): void;
  relabel(): void;
  /** Where what a press came to is told while the dialog covers the page. */
  status: HTMLElement;
}

const CROSS = 'M6 6l12 12M18 6 6 18';

export function createDetail(api: Api, words: Words, actions: DetailActions, closed: () => void): Detail {
  const { t } = words;
  const title = el('h2', { id: 'detail-title', translate: 'no' });
  const close = el('button', { type: 'button', class: 'icon' }, icon(CROSS));
  const body = el('div', { class: 'sheet-body' });
  const status = el('p', { class: 'status', role: 'status' });
  const element = el(
    'dialog',
    { class: 'sheet', 'aria-labelledby': 'detail-title' },
    el('div', { class: 'sheet-head' }, title, close),
    status,
    body,
  );
  let shown: { number: string; bill?: BillItem; application?: ApplicationItem; trouble?: string } | undefined;
  let live: Watch | undefined;

  close.addEventListener('click', () => element.close());
  // A press on the dark beside the sheet.
  element.addEventListener('click', (event) => event.target === element && element.close());
  element.addEventListener('close', () => {
    live?.stop();
    live = undefined;
    shown = undefined;
    closed();
  });

  function heard(answer: Answer<BillDetail>): void {
    if (!shown) return;
    if (answer.kind === 'signedOut') return actions.signedOut();
    if (answer.kind === 'ok') {
      const { bill, application } = answer.value;
      shown = { number: shown.number, bill, ...(application ? { application } : {}) };
    } else if (answer.kind === 'missing') shown = { number: shown.number, trouble: t('error.billGone') };
    else if (answer.kind === 'failed') shown = { ...shown, trouble: t('error.detail') };
    draw();
  }

  function draw(): void {
    if (!shown) return;
    title.textContent = t('detail.title', { number: plain(shown.number) });
    close.setAttribute('aria-label', t('close'));
    close.title = t('close');
    const { bill, application, trouble } = shown;
    // What has the focus keeps it: buttons are found again by their name.
    const focused = (document.activeElement as HTMLElement | null)?.dataset?.do;
    body.replaceChildren(
      ...(trouble ? [el('p', { class: 'trouble', role: 'alert' }, trouble)] : []),
      ...(bill ? statement(bill, application) : trouble ? [] : [el('p', { class: 'soft' }, t('loading'))]),
    );
    if (focused) body.querySelector<HTMLElement>(`[data-do="${focused}"]`)?.focus();
  }

  const button = (name: string, text: string, press: () => void, primary = false) => {
    const made = el('button', { type: 'button', class: primary ? 'button primary' : 'button', 'data-do': name }, text);
    made.addEventListener('click', press);
    return made;
  };

  function statement(bill: BillItem, application: ApplicationItem | undefined): Node[] {
    const { number, fapiao } = bill;
    const named = 'application' in fapiao ? fapiao.application : undefined;
    return [
      el(
        'p',
        { class: 'sum' },
        el('span', { class: 'soft' }, t('field.amount')),
        el('b', {}, words.money(bill.amount)),
      ),
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
      ...(application ? timeline(application) : []),
    ];
  }

  function timeline({ events }: ApplicationItem): Node[] {
    const steps = events.map(({ at, event, note }) => {
      const name = t(`progress.event.${event}`);
      const text = note ? t('detail.step', { event: name, note }) : name;
      return el(
        'li',
        {},
        el('time', { datetime: at, class: 'soft' }, words.moment(at)),
        ' ',
        el('bdi', {}, plain(text)),
      );
    });
    return [
      el('h3', {}, t('detail.timeline')),
      el('ol', { class: 'timeline' }, ...steps),
      el('p', { class: 'soft' }, t('times')),
    ];
  }

  return {
    element,
    status,
    open(number, known) {
      if (shown?.number === number) return;
      live?.stop();
      status.textContent = '';
      shown = { number, ...(known ? { bill: known } : {}) };
      draw();
      if (!element.open) element.showModal();
      live = watch((ask) => api.bill(number, ask), heard);
    },
    close: () => element.open && element.close(),
    relabel: draw,
  };
}

function facts(rows: readonly (readonly [string, string])[]): HTMLElement {
  return el(
    'dl',
    { class: 'facts' },
    ...rows.map(([label, value]) => el('div', {}, el('dt', {}, label), el('dd', {}, el('bdi', {}, plain(value))))),
  );
}
