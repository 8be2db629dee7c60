// How many activities Teams takes of a bot in one conversation: its published limits.
const RATES = [
  { count: 7, seconds: 1 },
  { count: 8, seconds: 2 },
  { count: 60, seconds: 30 },
  { count: 1800, seconds: 3600 },
];

/** Answers in how many seconds a conversation may get the next one; 0 = now, and it counts. */
export function createThrottle(nowMs: () => number): (conversation: string) => number {
  const sent = new Map<string, number[]>();
  return (conversation) => {
    const now = nowMs();
    const times = sent.get(conversation) ?? [];
    for (const { count, seconds } of RATES) {
      const oldest = times.at(-count);
      const left = oldest === undefined ? 0 : oldest + seconds * 1000 - now;
      if (left > 0) return Math.ceil(left / 1000);
    }
    sent.set(conversation, [...times, now]);
    return 0;
  };
}
