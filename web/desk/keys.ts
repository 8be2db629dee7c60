// The keyboard: single letters outside of fields, never while an input method composes; can be switched off.
import { useEffect, useRef } from 'react';
import { shared } from './shared';

const KEPT = 'desk.keys';
const on = shared(localStorage.getItem(KEPT) !== 'off');

/** WCAG 2.1.4: who speaks to the computer, or slips, can do without single letters. */
export function switchKeys(wanted: boolean): void {
  localStorage.setItem(KEPT, wanted ? 'on' : 'off');
  on.set(wanted);
}

export const useKeysAreOn = on.use;

/** What a key does: `g a` is one after the other. Answering false leaves the key to the browser. */
export type Bindings = Record<string, ((event: KeyboardEvent) => unknown) | undefined>;

/** `newest`: as they were drawn last. */
const layers: { newest: { current: Bindings }; always: boolean }[] = [];
let leader = '';
let leaderEnds: number | undefined;

const isField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName)) &&
  !(target instanceof HTMLInputElement && ['checkbox', 'radio'].includes(target.type));

function pressed(event: KeyboardEvent): void {
  // 229: what some browsers say while Chinese is composed.
  if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey) return;
  const { key } = event;
  const field = isField(event.target);
  const name = leader ? `${leader} ${key}` : key;
  leader = '';
  clearTimeout(leaderEnds);
  for (const { newest, always } of layers.toReversed()) {
    const bindings = newest.current;
    if ((field || !on.get()) && !always && key !== 'Escape') continue;
    const run = bindings[name];
    if (run) {
      if (run(event) !== false) event.preventDefault();
      return;
    }
    if (!field && Object.keys(bindings).some((one) => one.startsWith(`${name} `))) {
      leader = name;
      leaderEnds = window.setTimeout(() => (leader = ''), 1500);
      return;
    }
  }
}
addEventListener('keydown', pressed);

/** While what calls it is on the screen; later ones come first. `always`: in fields too (Enter, Escape). */
export function useKeys(bindings: Bindings, { always = false, while: wanted = true } = {}): void {
  const newest = useRef(bindings);
  newest.current = bindings;
  useEffect(() => {
    if (!wanted) return undefined;
    const layer = { newest, always };
    layers.push(layer);
    return () => void layers.splice(layers.indexOf(layer), 1);
  }, [always, wanted]);
}
