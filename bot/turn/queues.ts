// One after the other, by conversation.

/** Turns of one conversation queue here; between processes ETags decide. */
export type InOrder = <T>(conversation: string, work: () => Promise<T>) => Promise<T>;

export function createQueues(): InOrder {
  const queues = new Map<string, Promise<unknown>>();
  return (conversation, work) => {
    const before = queues.get(conversation) ?? Promise.resolve();
    const mine = before.then(work, work);
    const settled = mine.catch(() => undefined);
    queues.set(conversation, settled);
    void settled.then(() => queues.get(conversation) === settled && queues.delete(conversation));
    return mine;
  };
}
