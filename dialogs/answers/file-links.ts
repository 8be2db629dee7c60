// The files of a fapiao as links of a reply.
import { say } from '../../locales/text';
import type { FileLink } from '../../services/application/file-links';
import type { Reply } from '../reply';

export const fileLinks = (files: readonly FileLink[]): Pick<Reply, 'links'> =>
  files.length
    ? {
        links: files.map(({ fapiao, type, url }) => ({
          title: say('progress:own.file', { fapiao, type: type.toUpperCase() }),
          url,
        })),
      }
    : {};
