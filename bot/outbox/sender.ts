// E-mail addresses that mail goes to and comes from: one address each, and nothing that a mail library could read as more.

/** One address and nothing else: no list, no group, no line break, no display name. */
const ADDRESS = /^[^\s\p{Cc}@<>()[\]\\,;:"]{1,64}@[^\s\p{Cc}@<>()[\]\\,;:"]{1,253}$/u;
export const isAddress = (text: string): boolean => text.length <= 254 && ADDRESS.test(text);

/** `Name <address>` or an address alone. Throws for anything else: it is configuration, checked at start. */
export function parseSender(from: string): { name: string; address: string } {
  const [, name = '', address = ''] = /^"?([^"<>\r\n]*)(?:"\s*)?<([^<>\s]+)>$/.exec(from.trim()) ?? [];
  const sender = address ? { name: name.trim(), address } : { name: '', address: from.trim() };
  if (!isAddress(sender.address)) throw new Error('MAIL_FROM must be an address or "Name <address>"');
  return sender;
}

/** Whether `parseSender` takes it. */
export function isSender(from: string): boolean {
  try {
    return parseSender(from).address !== '';
  } catch {
    return false;
  }
}
