// Two swapped digits in a fapiao number: numbers come in rows, so one that is far from all others while its swap is near is doubted.

/** Numbers of one row are this near to each other. */
const NEAR = 50n;

const near = (a: string, b: string): boolean => {
  const apart = BigInt(a) - BigInt(b);
  return a.length === b.length && apart <= NEAR && apart >= -NEAR;
};

/**
 * What the number would be with two neighbouring digits swapped back, where that is near to one of `known` and the number
 * itself is near to none. Nothing is known without others; digits at the very end make a number that is near, too.
 */
export function swappedBack(number: string, known: readonly string[]): string | undefined {
  if (!/^\d+$/.test(number) || known.some((one) => near(number, one))) return undefined;
  for (let i = 0; i + 1 < number.length; i += 1) {
    const swapped = number.slice(0, i) + number[i + 1] + number[i] + number.slice(i + 2);
    if (swapped !== number && known.some((one) => near(swapped, one))) return swapped;
  }
  return undefined;
}
