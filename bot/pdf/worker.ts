// The thread that makes PDFs: what is computed here keeps no answer waiting.
import { serveJobs } from '../../services/shared/thread';
import { layOutLabels } from './label-layout';
import type { LabelSheet } from './labels';
import { layOut } from './layout';
import type { Paper } from './paper';

export type Printing = { created: string } & ({ paper: Paper } | { labels: LabelSheet });

async function printed(asked: Printing): Promise<Uint8Array<ArrayBuffer>> {
  const created = new Date(asked.created);
  return new Uint8Array(await ('paper' in asked ? layOut(asked.paper, created) : layOutLabels(asked.labels, created)));
}

serveJobs(printed, { transfer: (pdf) => [pdf.buffer] });
