// What of a digital fapiao goes with the mail that hands it over: its files, links where they are too large, or nothing.
import type { FileItem } from '../../domain/bill-view';
import type { Enclosed } from '../../locales/application-words';
import { linksOf } from '../../services/application/file-links';
import { bytesOf, filesOf } from '../../services/application/files';
import type { Deps } from '../../services/shared/deps';
import type { RowOf } from '../../services/shared/outbox';
import { bodyOf, keys } from '../../storage/records';
import type { Attachment } from './mail';

export interface Enclosure {
  how: Enclosed;
  attachments: Attachment[];
  links: FileItem[];
}

const NOTHING: Enclosure = { how: 'number', attachments: [], links: [] };

/** A mail of 20 MB: what is attached grows by a third, and common servers take no more than 25. */
const MAX_ATTACHED = 15 * 1024 * 1024;

/** Throws what store and files throw: without what belongs into it, the mail does not go. */
export async function enclosedIn(deps: Deps, row: RowOf<'mail'>, attaches: boolean): Promise<Enclosure> {
  if (row.name !== 'applicationChanged') return NOTHING;
  const { customer, number, event, medium } = row.params;
  if (event !== 'deliver' || medium !== 'digital') return NOTHING;
  const doc = await deps.store.get(keys.application(customer, number));
  const application = doc && bodyOf('application', doc);
  const rows = application && !application.closed ? await filesOf(deps, application) : [];
  if (!application || !rows.length) return NOTHING;
  if (!attaches || rows.reduce((sum, { bytes }) => sum + bytes, 0) > MAX_ATTACHED)
    return { how: 'links', attachments: [], links: linksOf(deps, application, rows) };
  const attachments: Attachment[] = [];
  for (const file of rows)
    attachments.push({ name: file.name, type: file.type, bytes: await bytesOf(deps, customer, file) });
  return { how: 'attached', attachments, links: [] };
}
