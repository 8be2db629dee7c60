// Pictures as PNG: RGBA, drawn by a function of the place, with soft edges.
import { crc32, deflateSync } from 'node:zlib';

/** Red, green, blue, opacity: 0 to 255. */
export type Colour = readonly [number, number, number, number];

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Points a pixel is looked at in each direction. */
const FINE = 4;

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/** A square picture. `at`: the colour at a place, both 0 to 1. The same function makes the same bytes. */
export function png(size: number, at: (x: number, y: number) => Colour): Buffer {
  const rows = Buffer.alloc(size * (1 + size * 4));
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) rows.set(mixed(at, x, y, size), y * (1 + size * 4) + 1 + x * 4);
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(size, 0);
  head.writeUInt32BE(size, 4);
  head.set([8, 6], 8);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** What a pixel sees at its points, by how much of each shows. */
function mixed(at: (x: number, y: number) => Colour, x: number, y: number, size: number): number[] {
  const sum = [0, 0, 0, 0];
  for (let n = 0; n < FINE * FINE; n += 1) {
    const point = at((x + ((n % FINE) + 0.5) / FINE) / size, (y + (Math.floor(n / FINE) + 0.5) / FINE) / size);
    for (let part = 0; part < 3; part += 1) sum[part] = (sum[part] ?? 0) + (point[part] ?? 0) * point[3];
    sum[3] = (sum[3] ?? 0) + point[3];
  }
  const [red = 0, green = 0, blue = 0, opacity = 0] = sum;
  const part = (value: number) => (opacity ? Math.round(value / opacity) : 0);
  return [part(red), part(green), part(blue), Math.round(opacity / (FINE * FINE))];
}

/** Width and height as the picture says; undefined where it is no PNG. */
export function sizeOf(bytes: Uint8Array): { width: number; height: number } | undefined {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (data.length < 24 || !data.subarray(0, 8).equals(SIGNATURE)) return undefined;
  return { width: data.readUInt32BE(16), height: data.readUInt32BE(20) };
}
