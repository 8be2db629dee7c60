// Reading an Adaptive Card's JSON without trusting it: everything is unknown until asked for.

export type CardNode = Record<string, unknown>;

export const isNode = (value: unknown): value is CardNode =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const nodes = (value: unknown): CardNode[] => (Array.isArray(value) ? value.filter(isNode) : []);

export const str = (node: CardNode, name: string): string | undefined => {
  const value = node[name];
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;
};

/** A word of a fixed list, lower case, for class names; undefined for any other text. */
export const word = (node: CardNode, name: string, allowed: readonly string[]): string | undefined => {
  const value = str(node, name)?.toLowerCase();
  return value !== undefined && allowed.includes(value) ? value : undefined;
};

export const flag = (node: CardNode, name: string): boolean => node[name] === true;
