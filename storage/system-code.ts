// The system's own code for what went wrong (ENOSPC, EROFS …): for whoever looks into it, never a value of a document.

/** https://sqlite.org/rescode.html: READONLY, IOERR, FULL, CANTOPEN. */
const SQLITE: Record<number, string> = { 8: 'EROFS', 10: 'EIO', 13: 'ENOSPC', 14: 'ENOENT' };

/** Searched through the causes; undefined where none is known. */
export function systemCodeOf(error: unknown): string | undefined {
  for (let at = error, depth = 0; at && typeof at === 'object' && depth < 5; depth += 1) {
    const { code, errcode, why, cause } = at as Record<string, unknown>;
    if (typeof errcode === 'number' && SQLITE[errcode & 0xff]) return SQLITE[errcode & 0xff];
    // Of Cosmos DB: a status or a connection's code.
    for (const one of [code, why]) if (typeof one === 'string' && /^(E[A-Z]{2,20}|\d{3})$/.test(one)) return one;
    at = cause;
  }
  return undefined;
}
