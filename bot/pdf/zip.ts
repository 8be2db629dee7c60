// Packs files as a ZIP: PDFs are compressed already, so they are stored as they are.
import { zipSync } from 'fflate';
import type { Instant } from '../../domain/result';
import { CHINA_AHEAD, MINUTE } from '../../domain/time';

/** `name`: unique, safe to unpack. Times in a ZIP have no zone: they are China's. */
export function zip(entries: readonly { name: string; body: Uint8Array }[], now: Instant): Buffer {
  const at = new Date(Date.parse(now) + CHINA_AHEAD + new Date(now).getTimezoneOffset() * MINUTE);
  const packed = zipSync(Object.fromEntries(entries.map(({ name, body }) => [name, [body, { level: 0, mtime: at }]])));
  return Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength);
}
