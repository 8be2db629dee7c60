// How a fapiao's file is answered: always as a download, never as something that a browser runs or shows under our name.
import type { FileType } from '../../domain/desk-view';
import { disposition } from '../pdf/file-names';

export const MEDIA_TYPES: Record<FileType, string> = {
  pdf: 'application/pdf',
  ofd: 'application/ofd',
  xml: 'application/xml',
};

export const fileHeaders = ({ name, type }: { name: string; type: FileType }): Record<string, string> => ({
  'Content-Type': MEDIA_TYPES[type],
  // ASVS 5.0 3.2.1: what somebody uploaded is saved, not rendered; should a browser render it nevertheless, it may do nothing.
  'Content-Disposition': disposition(name),
  'Content-Security-Policy': "sandbox; default-src 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'private, no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Robots-Tag': 'noindex',
});
