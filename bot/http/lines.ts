// Answers in lines of JSON while the work goes on (application/x-ndjson): a reader that is slow slows the work, not the memory.
import type { ServerResponse } from 'node:http';

/** Whoever asked has gone. */
export class Gone extends Error {
  override name = 'Gone';
}

export interface Lines {
  put(line: object): void;
  /** Waits until the reader has taken what was put. Throws Gone. */
  taken(): Promise<void>;
  end(): void;
}

/** Headers go with the first line, so that what is refused before has a status of its own. */
export function createLines(res: ServerResponse): Lines {
  let full = false;
  const gone = () => res.destroyed || res.closed;
  return {
    put(line) {
      if (!res.headersSent) {
        res.writeHead(200, {
          'Content-Type': 'application/x-ndjson; charset=utf-8',
          'Cache-Control': 'no-store',
          'X-Content-Type-Options': 'nosniff',
          // nginx would keep the lines until the end.
          'X-Accel-Buffering': 'no',
        });
      }
      if (!gone()) full = !res.write(`${JSON.stringify(line)}\n`);
    },
    async taken() {
      if (full && !gone()) {
        await new Promise<void>((go) => {
          res.once('drain', go);
          res.once('close', go);
        });
        full = false;
      }
      if (gone()) throw new Gone('nobody reads');
    },
    end: () => void res.end(),
  };
}
