// Names of files that every system takes: no path in them, nothing that Windows refuses, each once.
import { clean, trimOf } from '../../domain/text';

/** In UTF-8 bytes, the ending not counted: file systems take 255, and a folder's path comes on top on Windows. */
const MAX_BYTES = 120;

/** Names of devices, with any ending (https://learn.microsoft.com/windows/win32/fileio/naming-a-file). */
const DEVICE = /^(?:con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³])(?:\.|$)/i;

/**
 * ASVS 5.0 5.4.2: a bill's number comes from a file that others wrote, so `../../x`, `CON` and `a:b` become
 * names that stay where they are put.
 */
export function safeFileName(name: string, ending: string): string {
  const plain = clean(name.normalize('NFC'))
    .replace(/[<>:"/\\|?*\u0000-\u001f]+/g, '-')
    .replace(/\p{Extended_Pictographic}|\p{Cs}/gu, '')
    .replace(/^[\s.~]+/, '');
  let kept = '';
  for (const letter of plain) {
    if (Buffer.byteLength(kept + letter) > MAX_BYTES) break;
    kept += letter;
  }
  kept = trimOf(kept, undefined, /[\s.]/) || 'file';
  return `${DEVICE.test(kept) ? `_${kept}` : kept}${ending}`;
}

/** Gives each name once: the second `a.pdf` is `a (2).pdf`. Capital letters make no difference, as on Windows and macOS. */
export function createNames(): (name: string) => string {
  const taken = new Set<string>();
  return (name) => {
    const at = name.lastIndexOf('.');
    let free = name;
    for (let n = 2; taken.has(free.toLowerCase()); n++) free = `${name.slice(0, at)} (${n})${name.slice(at)}`;
    taken.add(free.toLowerCase());
    return free;
  };
}

/** The header that names a download: plain letters for old clients, the real name beside it (RFC 6266, RFC 8187). */
export function disposition(name: string, inline = false): string {
  const plain = name
    .normalize('NFKD')
    .replace(/[^\x20-\x7e]+/g, '')
    .replace(/["\\%]/g, '-')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^\.+/, 'file.');
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${inline ? 'inline' : 'attachment'}; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
