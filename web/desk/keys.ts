// The keyboard: single letters outside of fields, never while an input method composes; can be switched off.
import { useEffect, useRef, useSyncExternalStore } from 'react';

const KEPT = 'desk.keys';
const watchers = new Set<() => void>();

export const keysAreOn = (): boolean => localStorage.getItem(KEPT) !== 'off';

/** WCAG 2.1.4: who speaks to the computer, or slips, can do without single letters. */
export function switchKeys(on: boolean): void {
  localStorage.setItem(KEPT, on ? 'on' : 'off');
  for (const tell of watchers) tell();
}

export const useKeysAreOn = (): boolean =>
  useSyncExternalStore((tell) => {
    watchers.add(tell);
    return () => watchers.delete(tell);
  }, keysAreOn);

/** What a key does: `g a` is one after the other. Answering false leaves the key to the browser. */
export type Bindings = Record<string, ((event: KeyboardEvent) => unknown) | undefined>;

const layers: { bindings: Bindings; always: boolean }[] = [];
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
  for (const { bindings, always } of layers.toReversed()) {
    if ((field || !keysAreOn()) && !always && key !== 'Escape') continue;
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
export function useKeys(bindings: Bindings, { always = false, on = true } = {}): void {
  const newest = useRef(bindings);
  newest.current = bindings;
  useEffect(() => {
    if (!on) return undefined;
    const proxy = new Proxy({} as Bindings, {
      get: (_, name) => newest.current[String(name)],
      ownKeys: () => Object.keys(newest.current),
      getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
    });
    const layer = { bindings: proxy, always };
    layers.push(layer);
    return () => void layers.splice(layers.indexOf(layer), 1);
  }, [always, on]);
}
