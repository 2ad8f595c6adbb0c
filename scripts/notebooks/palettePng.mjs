// Writes a picture as a PNG of at most 256 colors: a chart has few, and the file is a third of a full-color one.
import zlib from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/**
 * @param {Uint8Array} pixels red, green, blue, opacity of each pixel, row by row; opacity is ignored
 * @param {number} width
 * @param {number} height
 * @returns {Buffer} the file
 */
export function palettePng(pixels, width, height) {
  const { palette, indexes } = quantize(pixels);
  // Each row starts with the number of its filter; 0 is none, the best for a palette.
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y++)
    rows.set(indexes.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8); // 8 bits a pixel, palette, the only compression, filtering, not interlaced
  const data = zlib.deflateSync(rows, { level: 9 });
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', palette),
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** @param {string} type @param {Uint8Array} data */
function chunk(type, data) {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(zlib.crc32(body));
  return Buffer.concat([length, body, check]);
}

/**
 * Sorts colors into bins, makes the mean of each of the 256 fullest bins a color, and gives every other bin the
 * nearest of them.
 * @param {Uint8Array} pixels
 */
function quantize(pixels) {
  /** @type {Map<number, { count: number, sum: [number, number, number] }>} */
  const bins = new Map();
  for (let at = 0; at < pixels.length; at += 4) {
    const key = binOf(pixels, at);
    const bin = bins.get(key) ?? { count: 0, sum: [0, 0, 0] };
    bin.count++;
    for (const k of /** @type {const} */ ([0, 1, 2])) bin.sum[k] += pixels[at + k] ?? 0;
    bins.set(key, bin);
  }
  const means = [...bins].map(([key, { count, sum }]) => ({
    key,
    count,
    color: sum.map((total) => Math.round(total / count)),
  }));
  const colors = means.sort((a, b) => b.count - a.count || a.key - b.key).slice(0, 256);
  const indexOf = new Map(means.map(({ key, color }) => [key, nearest(color, colors)]));
  const indexes = Uint8Array.from(
    { length: pixels.length / 4 },
    (_, n) => indexOf.get(binOf(pixels, 4 * n)) ?? 0,
  );
  return { palette: Uint8Array.from(colors.flatMap(({ color }) => color)), indexes };
}

/** Five bits of each channel. @param {Uint8Array} pixels @param {number} at */
function binOf(pixels, at) {
  const [red = 0, green = 0, blue = 0] = [pixels[at], pixels[at + 1], pixels[at + 2]];
  return ((red >> 3) << 10) | ((green >> 3) << 5) | (blue >> 3);
}

/** @param {number[]} color @param {{ color: number[] }[]} colors */
function nearest(color, colors) {
  const distances = colors.map((candidate) =>
    color.reduce((sum, value, k) => sum + (value - (candidate.color[k] ?? 0)) ** 2, 0),
  );
  return distances.indexOf(Math.min(...distances));
}
