// Reads a cookie of a request.

/** Browsers send 4 KB of each at most; what is longer is not looked through. */
const HEADER_MAX = 8_000;

/** The value of the first cookie of that name; undefined where there is none, or nothing in it. */
export function cookieIn(header: string | undefined, name: string): string | undefined {
  if (!header || header.length > HEADER_MAX) return undefined;
  const pair = header
    .split(';')
    .map((one) => one.trim())
    .find((one) => one.startsWith(`${name}=`));
  return pair?.slice(name.length + 1) || undefined;
}
