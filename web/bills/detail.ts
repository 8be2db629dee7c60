// A bill as its statement, in a sheet beside the list, which is kept up to date while it is on show.
import type { ApplicationItem, BillItem } from '../../domain/bill-view';
import { el, icon } from '../widget/dom';
import type { Answer, Api, BillDetail } from './api';
import { statement, type StatementActions } from './statement';
import { watch, type Watch } from './watch';
import { plain, type Words } from './words';

export interface DetailActions extends StatementActions {
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

interface Sheet extends ReturnType<typeof createElements> {
  words: Words;
  actions: DetailActions;
  shown?: { number: string; bill?: BillItem; application?: ApplicationItem; trouble?: string } | undefined;
  live?: Watch | undefined;
}

function createElements() {
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
  return { title, close, body, status, element };
}

/** `closed` hears which bill was put away. */
export function createDetail(api: Api, words: Words, actions: DetailActions, closed: (number: string) => void): Detail {
  const sheet: Sheet = { ...createElements(), words, actions };
  const { close, status, element } = sheet;
  close.addEventListener('click', () => element.close());
  // A press on the dark beside the sheet.
  element.addEventListener('click', (event) => event.target === element && element.close());
  element.addEventListener('close', () => {
    // The event comes a moment after the closing: another bill may be on show by now.
    if (element.open) return;
    const number = sheet.shown?.number;
    sheet.live?.stop();
    sheet.live = undefined;
    sheet.shown = undefined;
    if (number) closed(number);
  });

  return {
    element,
    status,
    open(number, known) {
      if (element.open && sheet.shown?.number === number) return;
      sheet.live?.stop();
      status.textContent = '';
      sheet.shown = { number, ...(known ? { bill: known } : {}) };
      draw(sheet);
      if (!element.open) element.showModal();
      sheet.live = watch(
        (ask) => api.bill(number, ask),
        (answer) => heard(sheet, answer),
      );
    },
    close: () => element.open && element.close(),
    relabel: () => draw(sheet),
  };
}

function heard(sheet: Sheet, answer: Answer<BillDetail>): void {
  if (!sheet.shown) return;
  if (answer.kind === 'signedOut') return sheet.actions.signedOut();
  if (answer.kind === 'ok') {
    const { bill, application } = answer.value;
    sheet.shown = { number: sheet.shown.number, bill, ...(application ? { application } : {}) };
  } else if (answer.kind === 'missing')
    sheet.shown = { number: sheet.shown.number, trouble: sheet.words.t('error.billGone') };
  else if (answer.kind === 'failed') sheet.shown = { ...sheet.shown, trouble: sheet.words.t('error.detail') };
  draw(sheet);
}

function draw(sheet: Sheet): void {
  if (!sheet.shown) return;
  sheet.title.textContent = sheet.words.t('detail.title', { number: plain(sheet.shown.number) });
  sheet.close.setAttribute('aria-label', sheet.words.t('close'));
  sheet.close.title = sheet.words.t('close');
  const { bill, application, trouble } = sheet.shown;
  // What has the focus keeps it: buttons are found again by their name.
  const focused = (document.activeElement as HTMLElement | null)?.dataset?.do;
  sheet.body.replaceChildren(
    ...(trouble ? [el('p', { class: 'trouble', role: 'alert' }, trouble)] : []),
    ...(bill
      ? statement(sheet.words, sheet.actions, bill, application)
      : trouble
        ? []
        : [el('p', { class: 'soft' }, sheet.words.t('loading'))]),
  );
  if (focused) sheet.body.querySelector<HTMLElement>(`[data-do="${focused}"]`)?.focus();
}
