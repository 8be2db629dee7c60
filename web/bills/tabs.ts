// What tabs of this page know of each other: whether somebody is signed in, and that somebody signs out.

/** What tabs know of each other: a lock that those with somebody signed in share, and a call when somebody signs out. */
export function createTabs(name: string, signedOut: () => void) {
  const { locks } = navigator;
  const channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel(name);
  let release: (() => void) | undefined;
  let held: Promise<unknown> = Promise.resolve();
  channel?.addEventListener('message', signedOut);

  return {
    here(yes: boolean): void {
      if (!locks || yes === (release !== undefined)) return;
      release?.();
      release = undefined;
      if (!yes) return;
      const signedIn = new Promise<void>((resolve) => {
        release = resolve;
      });
      held = locks.request(name, { mode: 'shared' }, () => signedIn);
    },
    tell: () => channel?.postMessage('signed out'),
    async empty(): Promise<boolean> {
      if (!locks) return true;
      await held;
      return locks.request(name, { ifAvailable: true }, (lock) => lock !== null);
    },
  };
}
