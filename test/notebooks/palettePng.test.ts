import zlib from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { palettePng } from '../../scripts/notebooks/palettePng.mjs';

/** Reads a PNG back, by the book: chunks, checks, palette, rows. */
function read(file: Buffer) {
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at < file.length;) {
    const length = file.readUInt32BE(at);
    const body = file.subarray(at + 4, at + 8 + length);
    expect(file.readUInt32BE(at + 8 + length)).toBe(zlib.crc32(body));
    chunks.set(body.subarray(0, 4).toString('latin1'), body.subarray(4));
    at += 12 + length;
  }
  const part = (name: string) => chunks.get(name) ?? Buffer.alloc(0);
  const [width, height] = [part('IHDR').readUInt32BE(0), part('IHDR').readUInt32BE(4)];
  const rows = zlib.inflateSync(part('IDAT'));
  const colorAt = (x: number, y: number) => {
    const index = rows[y * (width + 1) + 1 + x] ?? -1;
    return [...part('PLTE').subarray(3 * index, 3 * index + 3)];
  };
  return { names: [...chunks.keys()], width, height, colorAt, colors: part('PLTE').length / 3 };
}

describe('palettePng(pixels, width, height)', () => {
  it('writes a file whose pixels are the ones given, while there are few colors', () => {
    const pixels = new Uint8Array([255, 0, 0, 255, 0, 114, 178, 255, 255, 255, 255, 255, 230, 159, 0, 255]);
    const picture = read(palettePng(pixels, 2, 2));
    expect(picture).toMatchObject({
      names: ['IHDR', 'PLTE', 'IDAT', 'IEND'],
      width: 2,
      height: 2,
      colors: 4,
    });
    expect(picture.colorAt(0, 0)).toEqual([255, 0, 0]);
    expect(picture.colorAt(1, 0)).toEqual([0, 114, 178]);
    expect(picture.colorAt(0, 1)).toEqual([255, 255, 255]);
    expect(picture.colorAt(1, 1)).toEqual([230, 159, 0]);
  });

  it('stays near every color when there are more than 256', () => {
    const size = 64;
    const pixels = new Uint8Array(4 * size * size);
    for (let n = 0; n < size * size; n++)
      pixels.set([(n % size) * 4, Math.floor(n / size) * 4, 128, 255], 4 * n);
    const picture = read(palettePng(pixels, size, size));
    expect(picture.colors).toBe(256);
    for (const [x, y] of [
      [0, 0],
      [63, 0],
      [17, 42],
      [63, 63],
    ] as const) {
      const [red = 0, green = 0, blue = 0] = picture.colorAt(x, y);
      expect(Math.max(Math.abs(red - 4 * x), Math.abs(green - 4 * y), Math.abs(blue - 128))).toBeLessThan(24);
    }
  });

  it('is the same file for the same pixels', () => {
    const pixels = new Uint8Array([1, 2, 3, 255, 4, 5, 6, 255]);
    expect(palettePng(pixels, 2, 1)).toEqual(palettePng(pixels, 2, 1));
  });
});
