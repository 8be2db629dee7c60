// The thread that makes PDFs: what is computed here keeps no answer waiting.
import { serveJobs } from '../../services/shared/thread';
import { layOut } from './layout';
import type { Paper } from './paper';

export interface Printing {
  paper: Paper;
  created: string;
}

serveJobs(async ({ paper, created }: Printing) => new Uint8Array(await layOut(paper, new Date(created))), {
  transfer: (pdf) => [pdf.buffer],
});
