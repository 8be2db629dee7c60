// Picks where files lie by the configuration, and loads only that.
import { join } from 'node:path';
import type { Blobs } from './blobs';
import type { AzureBlobSettings } from './blobs/settings';

export interface BlobConfig {
  dataDir: string;
  /** Set: not in the folder. */
  files?: AzureBlobSettings;
}

export function openBlobs({ dataDir, files }: BlobConfig): Blobs {
  // require: a process loads the cloud that it uses, and no other.
  if (files) return (require('./blobs/azure') as typeof import('./blobs/azure')).openAzure(files);
  return (require('./blobs/folder') as typeof import('./blobs/folder')).openFolder(join(dataDir, 'files'));
}
