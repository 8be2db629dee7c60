// The names in a ZIP, read from its directory: nothing is unpacked, so none can be a bomb.
import { unzipSync } from 'fflate';
import type { ZipNames } from '../../domain/fapiao-file';

export const zipNames: ZipNames = (bytes) => {
  const names: { name: string; size: number }[] = [];
  try {
    unzipSync(bytes, {
      filter({ name, originalSize }) {
        names.push({ name, size: originalSize });
        return false;
      },
    });
  } catch {
    return undefined;
  }
  return names;
};
