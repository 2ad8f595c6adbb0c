// Draws figures as PNG for viewers without scripts, and lets plotly itself say what is wrong with a figure.
import { createRequire } from 'node:module';
import { stillOf } from '../jupyter/static/pictures.js';
import { launchChromium } from './chromium.mjs';
import { unpack } from './compare.mjs';
import { palettePng } from './palettePng.mjs';
import { within } from './within.mjs';

const require = createRequire(import.meta.url);

/**
 * @typedef {{ data?: Record<string, unknown>[], layout?: Record<string, unknown>, frames?: { data?: unknown[] }[] }} PlotlyFigure
 * @typedef {{ draw(figure: PlotlyFigure): Promise<string>, validate(figure: PlotlyFigure): Promise<string[]>,
 *   close(): Promise<void> }} Painter
 */

/**
 * Opens a page with plotly; it asks nothing of the network.
 * @returns {Promise<Painter>}
 */
export async function openPainter() {
  const browser = await launchChromium();
  const page = await browser.newPage();
  await page.setContent('<!doctype html><body></body>');
  await page.addScriptTag({ path: require.resolve('plotly.js-dist') });
  return {
    async draw(figure) {
      const still = stillOf(figure);
      const drawn = await within(page.evaluate(toPixels, still), `the picture of ${nameOf(figure)}`);
      const pixels = Buffer.from(drawn, 'base64');
      return palettePng(pixels, still.width, still.height).toString('base64');
    },
    validate: (figure) =>
      within(
        page.evaluate(toProblems, /** @type {PlotlyFigure} */ (unpackDeep(figure))),
        `plotly's judgement of ${nameOf(figure)}`,
      ),
    close: () => within(browser.close(), 'the end of Chromium'),
  };
}

/** @param {PlotlyFigure} figure */
const nameOf = ({ layout }) => `the figure with the title ${JSON.stringify(layout?.['title'])}`;

/** Plotly draws packed arrays, but its validation does not know them. @param {unknown} value @returns {unknown} */
function unpackDeep(value) {
  const plain = unpack(value);
  if (Array.isArray(plain)) return plain.map(unpackDeep);
  if (typeof plain !== 'object' || plain === null) return plain;
  if ('numbers' in plain && 'shape' in plain && Array.isArray(plain.numbers))
    return inRows(plain.numbers, plain.shape);
  return Object.fromEntries(Object.entries(plain).map(([key, item]) => [key, unpackDeep(item)]));
}

/** @param {number[]} numbers @param {unknown} shape `rows, columns` */
function inRows(numbers, shape) {
  const [rows = 0, columns = 0] = String(shape).split(',').map(Number);
  return Array.from({ length: rows }, (_, row) => numbers.slice(row * columns, (row + 1) * columns));
}

// The two functions below run in the browser.

/**
 * @param {ReturnType<typeof stillOf>} still
 * @returns {Promise<string>} the pixels in base64
 */
async function toPixels({ data, layout, width, height }) {
  const { Plotly, document, Image } = /** @type {any} */ (globalThis);
  const image = new Image();
  image.src = await Plotly.toImage({ data, layout }, { format: 'png', width, height });
  await image.decode();
  const canvas = Object.assign(document.createElement('canvas'), { width, height }).getContext('2d');
  canvas.drawImage(image, 0, 0);
  const bytes = canvas.getImageData(0, 0, width, height).data;
  let binary = '';
  for (let at = 0; at < bytes.length; at += 32768)
    binary += String.fromCharCode(...bytes.subarray(at, at + 32768));
  return btoa(binary);
}

/** @param {PlotlyFigure} figure @returns {string[]} */
function toProblems({ data = [], layout = {}, frames = [] }) {
  const { Plotly } = /** @type {any} */ (globalThis);
  // Plotly's validation stumbles over the legend of a figure that shows none, so that is tried on another figure.
  const { legend, ...rest } = layout;
  const parts = [
    { data, layout: rest },
    { data: [{ y: [1] }, { y: [2] }], layout: { legend: legend ?? {} } },
    ...frames.map((frame) => ({ data: frame.data ?? [], layout: {} })),
  ];
  // What is only superfluous, such as the marker of a line without markers, does no harm.
  const harmless = ['unused', 'invisible', 'dynamic'];
  const problems = parts.flatMap((part) => Plotly.validate(part.data, part.layout) ?? []);
  return problems.filter(({ code }) => !harmless.includes(code)).map(({ msg }) => msg);
}
