// The app's own icons: a fapiao, that is a paper with a torn edge, lines and a tick.
import { type Colour, png } from './png';

const ACCENT: Colour = [0x0f, 0x54, 0x8c, 255];
const WHITE: Colour = [255, 255, 255, 255];
const NONE: Colour = [0, 0, 0, 0];
/** The same as the manifest says. */
export const ACCENT_HEX = '#0F548C';

type Shape = (x: number, y: number) => boolean;

const box =
  (left: number, top: number, right: number, bottom: number): Shape =>
  (x, y) =>
    x >= left && x <= right && y >= top && y <= bottom;

/** A line with a width, from one point to another. */
const stroke =
  ([fromX, fromY, toX, toY]: readonly [number, number, number, number], width: number): Shape =>
  (x, y) => {
    const [dx, dy] = [toX - fromX, toY - fromY];
    const along = Math.max(0, Math.min(1, ((x - fromX) * dx + (y - fromY) * dy) / (dx * dx + dy * dy)));
    return Math.hypot(x - fromX - along * dx, y - fromY - along * dy) <= width / 2;
  };

/** Teeth along the lower edge, as of a torn-off stub. */
const paper: Shape = (x, y) => {
  const tooth = Math.abs((((x - 0.26) * 10) % 1.2) - 0.6) * 0.1;
  return box(0.26, 0.16, 0.74, 0.84)(x, y) && y <= 0.84 - tooth;
};
const lines: Shape[] = [box(0.35, 0.28, 0.65, 0.33), box(0.35, 0.4, 0.55, 0.45)];
const tick: Shape[] = [stroke([0.37, 0.6, 0.46, 0.69], 0.07), stroke([0.46, 0.69, 0.64, 0.51], 0.07)];
const marks: Shape = (x, y) => [...lines, ...tick].some((shape) => shape(x, y));

/** 192 × 192: white on the accent. */
export const colourIcon = (): Buffer => png(192, (x, y) => (paper(x, y) && !marks(x, y) ? WHITE : ACCENT));

/** 32 × 32: white on nothing; what is on the paper is cut out of it. Larger in its frame, so that it can be read. */
export const outlineIcon = (): Buffer =>
  png(32, (x, y) => {
    const [u, v] = [0.5 + (x - 0.5) * 0.75, 0.5 + (y - 0.5) * 0.75];
    return paper(u, v) && !marks(u, v) ? WHITE : NONE;
  });
