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

/** @typedef {{ key: number, count: number, color: number[] }} Bin colors that agree in their five highest bits */

/**
 * Finds at most 256 colors by median cut: the bins of all colors are one box; the box with the widest channel is cut in
 * two until there are enough boxes; a box's mean is the color of all its bins.
 * @param {Uint8Array} pixels
 */
function quantize(pixels) {
  const boxes = [binsOf(pixels)];
  while (boxes.length < 256) {
    const spans = boxes.map(widestChannel);
    const widest = Math.max(...spans.map(({ span }) => span));
    if (widest === 0) break;
    const at = spans.findIndex(({ span }) => span === widest);
    const { channel } = spans[at] ?? { channel: 0 };
    const box = (boxes[at] ?? []).toSorted((a, b) => (a.color[channel] ?? 0) - (b.color[channel] ?? 0));
    boxes.splice(at, 1, box.slice(0, box.length >> 1), box.slice(box.length >> 1));
  }
  const indexOf = new Map(boxes.flatMap((box, index) => box.map(({ key }) => [key, index])));
  const indexes = Uint8Array.from(
    { length: pixels.length / 4 },
    (_, n) => indexOf.get(keyOf(pixels, 4 * n)) ?? 0,
  );
  return { palette: Uint8Array.from(boxes.flatMap(meanColor)), indexes };
}

/** @param {Uint8Array} pixels @returns {Bin[]} */
function binsOf(pixels) {
  /** @type {Map<number, Bin>} */
  const bins = new Map();
  for (let at = 0; at < pixels.length; at += 4) {
    const key = keyOf(pixels, at);
    const bin = bins.get(key) ?? { key, count: 0, color: [0, 0, 0] };
    bin.count++;
    bin.color = bin.color.map((sum, channel) => sum + (pixels[at + channel] ?? 0));
    bins.set(key, bin);
  }
  return [...bins.values()].map(({ key, count, color }) => ({
    key,
    count,
    color: color.map((sum) => sum / count),
  }));
}

/** @param {Uint8Array} pixels @param {number} at */
function keyOf(pixels, at) {
  const [red = 0, green = 0, blue = 0] = [pixels[at], pixels[at + 1], pixels[at + 2]];
  return ((red >> 3) << 10) | ((green >> 3) << 5) | (blue >> 3);
}

/** @param {Bin[]} box */
function widestChannel(box) {
  const spans = [0, 1, 2].map((channel) => {
    const values = box.map(({ color }) => color[channel] ?? 0);
    return { channel, span: box.length < 2 ? 0 : Math.max(...values) - Math.min(...values) };
  });
  return spans.reduce((a, b) => (b.span > a.span ? b : a));
}

/** @param {Bin[]} box */
function meanColor(box) {
  const total = box.reduce((sum, { count }) => sum + count, 0);
  return [0, 1, 2].map((channel) =>
    Math.round(box.reduce((sum, { count, color }) => sum + count * (color[channel] ?? 0), 0) / total),
  );
}
