// The thread that makes PDFs: what is computed here keeps no answer waiting.
import { parentPort } from 'node:worker_threads';
import { layOut } from './lay';
import type { Paper } from './paper';

export interface Job {
  id: number;
  paper: Paper;
  created: string;
}
export type Done = { id: number; pdf: Uint8Array<ArrayBuffer> } | { id: number; failed: string };

parentPort?.on('message', ({ id, paper, created }: Job) => {
  layOut(paper, new Date(created)).then(
    (buffer) => {
      const pdf = new Uint8Array(buffer);
      const done: Done = { id, pdf };
      parentPort?.postMessage(done, [pdf.buffer]);
    },
    (error: unknown) => {
      // A name, never a message: it may hold what the paper says.
      const done: Done = { id, failed: error instanceof Error ? error.name : 'Error' };
      parentPort?.postMessage(done);
    },
  );
});
