// When somebody last did something on this page or in the chat beside it: a session ends when nobody does.

export interface Activity {
  idleSeconds(): number;
}

export function createActivity(): Activity {
  let last = performance.now();
  const used = (): void => {
    last = performance.now();
  };
  for (const event of ['pointerdown', 'keydown', 'wheel', 'touchmove'])
    addEventListener(event, used, { capture: true, passive: true });
  window.FapiaoChat ??= [] as never;
  window.FapiaoChat?.push(['addEventListener', 'use', used]);
  return { idleSeconds: () => Math.round((performance.now() - last) / 1000) };
}
