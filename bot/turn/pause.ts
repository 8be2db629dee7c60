// Waiting a little before a conversation is tried again.

/** Jitter, so that two processes do not meet again and again. */
export const pause = (tries: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.random() * Math.min(200, 5 * 2 ** tries)));
