// The files of a fapiao as links of a reply.
import type { FileItem } from '../../domain/bill-view';
import { say } from '../../locales/text';
import type { Reply } from '../reply';

export const fileLinks = (files: readonly FileItem[]): Pick<Reply, 'links'> =>
  files.length
    ? {
        links: files.map(({ fapiao, type, url }) => ({
          title: say('progress:own.file', { fapiao, type: type.toUpperCase() }),
          url,
        })),
      }
    : {};
