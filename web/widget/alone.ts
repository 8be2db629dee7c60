// Work that only one tab of this browser does at a time.
import { keep } from './keep';

/** Locks exist on secure origins only, and tabs without common storage have nothing to share. */
export const canLock = (): boolean => navigator.locks !== undefined && keep.lasts();

export async function alone<T>(name: string, work: () => Promise<T>): Promise<T> {
  return canLock() ? await navigator.locks.request(`fapiao.${name}`, work) : await work();
}
