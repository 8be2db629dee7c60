// What the browser tells of itself: network gone and back, this page looked at again.

export interface Watcher {
  online(): void;
  offline(): unknown;
  /** Back from sleep, from another tab, or from the cache of pages. */
  wake(): void;
}

export function watchBrowser({ online, offline, wake }: Watcher): void {
  addEventListener('online', online);
  addEventListener('offline', offline);
  addEventListener('pageshow', wake);
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) wake();
  });
}
