// One value that several parts of the page show: who sets it draws them all again.
import { useSyncExternalStore } from 'react';

export interface Shared<T> {
  get: () => T;
  set: (next: T) => void;
  /** The value, drawn again when it changes. */
  use: () => T;
}

export function shared<T>(first: T): Shared<T> {
  const watchers = new Set<() => void>();
  let value = first;
  const get = (): T => value;
  const subscribe = (tell: () => void) => {
    watchers.add(tell);
    return () => void watchers.delete(tell);
  };
  return {
    get,
    set(next) {
      value = next;
      for (const tell of watchers) tell();
    },
    use: () => useSyncExternalStore(subscribe, get),
  };
}
