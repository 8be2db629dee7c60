// Who listens to a store's doorbell; the same for every adapter.

export interface Rings {
  /** Adds a listener; answers what takes it away. */
  add(ring: (pks: readonly string[]) => void): () => void;
  count(): number;
  /** One listener that fails harms nobody. */
  ring(pks: readonly string[]): void;
  /** This process's own commits: those of one moment ring together. */
  own(pks: readonly string[]): void;
  clear(): void;
}

export function createRings(log: (message: string, error: unknown) => void): Rings {
  const rings = new Set<(pks: readonly string[]) => void>();
  let gathered = new Set<string>();

  function ringAll(pks: readonly string[]): void {
    for (const ring of rings) {
      try {
        ring(pks);
      } catch (error) {
        log('a watcher failed', error);
      }
    }
  }

  return {
    add(ring) {
      // The same function may listen twice.
      const mine = (pks: readonly string[]) => ring(pks);
      rings.add(mine);
      return () => void rings.delete(mine);
    },
    count: () => rings.size,
    ring: ringAll,
    own(pks) {
      if (!rings.size) return;
      const first = gathered.size === 0;
      for (const pk of pks) gathered.add(pk);
      if (!first) return;
      process.nextTick(() => {
        const merged = [...gathered];
        gathered = new Set();
        ringAll(merged);
      });
    },
    clear: () => rings.clear(),
  };
}
