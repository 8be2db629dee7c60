// The page's frame: what stands around its parts, and in which order.
import { el } from '../widget/dom';

export type Frame = ReturnType<typeof createFrame>;

/** The elements of the parts. */
export type Parts = Record<'top' | 'filters' | 'commands' | 'table' | 'panel' | 'detail', HTMLElement>;

/** Puts everything into `root`; answers what is filled later. */
export function createFrame(root: HTMLElement, parts: Parts) {
  const crumbs = el('p', { class: 'crumbs' });
  const title = el('h1', { id: 'title' });
  const note = el('p', { class: 'note' });
  const waits = el('div', { class: 'waits' });
  const stale = el('p', { class: 'stale', role: 'status' });
  const openText = el('span');
  const openSelect = el('button', { type: 'button', class: 'link' });
  const open = el('p', { class: 'open-now' }, openText, openSelect);
  const count = el('p', { class: 'count soft' });
  const more = el('button', { type: 'button', class: 'button more' });
  const footHelp = el('p');
  const footTimes = el('p');
  const skip = el('a', { class: 'skip', href: '#bills' });
  const told = el('p', { class: 'sr', role: 'status' });
  const body = el('div', { class: 'body' }, parts.filters, parts.commands, stale, open, parts.table, count, more);
  const main = el('main', { id: 'bills', tabindex: '-1' }, crumbs, title, note, waits, body, parts.panel, told);
  root.replaceChildren(skip, parts.top, main, el('footer', {}, footHelp, footTimes), parts.detail);
  skip.addEventListener('click', (event) => {
    // Not by its address: that names the bill on show.
    event.preventDefault();
    main.focus();
  });
  return {
    crumbs,
    title,
    note,
    waits,
    stale,
    openText,
    openSelect,
    open,
    count,
    more,
    footHelp,
    footTimes,
    skip,
    told,
    body,
    main,
  };
}
