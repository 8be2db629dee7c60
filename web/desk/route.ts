// Every thing has an address: which view is open, which application, and which filters.
import { PILES, type Pile } from './piles';
import { shared } from './shared';

export type View = Pile | 'all' | 'done' | 'found';

export interface Place {
  room: 'applications' | 'conversations' | 'requests' | 'import' | 'settings' | 'staff' | 'audit' | 'entry';
  view: View;
  /** The application, conversation or request that is open. */
  open?: string;
  filter: URLSearchParams;
}

const ROOMS: readonly Place['room'][] = [
  'applications',
  'conversations',
  'requests',
  'import',
  'settings',
  'staff',
  'audit',
  'entry',
];
/** The pile that a view shows; undefined where it shows several, or what is done. */
export const pileIn = (view: View): Pile | undefined => PILES.find((pile) => pile === view);

const VIEWS: readonly View[] = [...PILES, 'all', 'done', 'found'];

export function placeOf(path: string, search: string): Place {
  const [, , room, second, third] = path.split('/').map((part) => decodeURIComponent(part));
  const found = ROOMS.find((one) => one === room) ?? 'applications';
  const filter = new URLSearchParams(search);
  if (found !== 'applications') return { room: found, view: 'all', filter, ...(second ? { open: second } : {}) };
  const view = VIEWS.find((one) => one === second) ?? PILES[0];
  return { room: found, view, filter, ...(third ? { open: third } : {}) };
}

export function addressOf({ room, view, open, filter }: Place): string {
  const parts = room === 'applications' ? [room, view] : [room];
  const search = filter.toString();
  return `/desk/${[...parts, ...(open ? [open] : [])].map(encodeURIComponent).join('/')}${search && `?${search}`}`;
}

const current = shared(placeOf(location.pathname, location.search));
const moved = (): void => current.set(placeOf(location.pathname, location.search));
addEventListener('popstate', moved);

/** What is not named stays; `replace`: no step of its own for "back". */
export function go(to: Partial<Place>, { replace = false } = {}): void {
  const next = { ...current.get(), ...to };
  const address = addressOf(next);
  if (address === location.pathname + location.search) return;
  history[replace ? 'replaceState' : 'pushState'](null, '', address);
  moved();
}

export const usePlace = current.use;
