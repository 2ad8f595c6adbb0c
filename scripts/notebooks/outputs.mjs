// What a cell's outputs become before they are stored or compared: without times, without this machine's paths.
import { compareText, compareValues, TOLERANCE } from './compare.mjs';
import { PLOTLY_MIME, tagsOf, textOf } from './notebookFile.mjs';

/**
 * @typedef {import('./notebookFile.mjs').Cell} Cell
 * @typedef {import('./notebookFile.mjs').Output} Output
 * @typedef {import('./notebookFile.mjs').DisplayOutput} DisplayOutput
 */

/** A time as people write it: `3.2 s`, `140 ms`, `1.5 min`. */
export const TIME = /\b\d[\d,]*(?:\.\d+)?(?:e[-+]?\d+)?\s?(?:ns|µs|ms|s|sec|secs|seconds?|min|minutes?)\b/g;
const STACK_LINE = /^\s+at .*\n?/gm;

/**
 * @param {Output[]} outputs what the cell has shown
 * @param {Cell} cell
 * @returns {Output[]} a fresh list: streams joined, lines that were overwritten left out, stacks and times removed
 */
export function cleanOutputs(outputs, cell) {
  const timing = tagsOf(cell).includes('timing');
  /** @type {Output[]} */
  const clean = [];
  for (const output of outputs) {
    if (output.output_type === 'stream') {
      const last = clean.at(-1);
      if (last?.output_type === 'stream' && last.name === output.name) last.text += textOf(output.text);
      else clean.push({ ...output, text: textOf(output.text) });
    } else clean.push(withoutProgressTimes(output));
  }
  return clean.map((output) => {
    if (output.output_type !== 'stream') return timing ? withTexts(output, withoutTimes) : output;
    const text = overwritten(textOf(output.text)).replace(STACK_LINE, '');
    return { ...output, text: timing ? withoutTimes(text) : text };
  });
}

/**
 * @param {Output[]} now
 * @param {Output[]} before what is committed
 * @param {Cell} cell
 * @returns {string | undefined} undefined where they agree, else the first difference
 */
export function compareOutputs(now, before, cell) {
  const timing = tagsOf(cell).includes('timing');
  const stated = tagsOf(cell).find((tag) => tag.startsWith('tolerance='));
  const tolerance = stated ? Number(stated.slice('tolerance='.length)) : TOLERANCE;
  if (now.length !== before.length) return `${now.length} outputs, committed ${before.length}`;
  for (const [index, output] of now.entries()) {
    const old = before[index];
    if (old?.output_type !== output.output_type)
      return `${output.output_type}, committed ${old?.output_type}`;
    // What depends on the machine, such as the backend that TensorFlow.js finds there, is shown and not compared.
    if (tagsOf(cell).includes('machine')) continue;
    const found =
      output.output_type === 'stream'
        ? compareStreams(output, /** @type {typeof output} */ (old), tolerance)
        : compareDisplays(output, /** @type {DisplayOutput} */ (old), tolerance, timing);
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * @param {import('./notebookFile.mjs').StreamOutput} now
 * @param {import('./notebookFile.mjs').StreamOutput} before
 * @param {number} tolerance
 */
function compareStreams(now, before, tolerance) {
  if (now.name !== before.name) return `written to ${now.name}, committed ${before.name}`;
  return compareText(textOf(now.text), textOf(before.text), tolerance);
}

/**
 * Pictures are left out: they are drawn from the figure, which is compared.
 * @param {DisplayOutput} now
 * @param {DisplayOutput} before
 * @param {number} tolerance
 * @param {boolean} timing
 */
function compareDisplays(now, before, tolerance, timing) {
  const formats = (/** @type {DisplayOutput} */ { data }) =>
    Object.keys(data)
      .filter((mime) => mime !== 'image/png')
      .sort();
  if (formats(now).join() !== formats(before).join())
    return `shown as ${formats(now)}, committed as ${formats(before)}`;
  for (const mime of formats(now)) {
    if (mime === PLOTLY_MIME && timing) continue;
    const found = mime.startsWith('text/')
      ? compareText(textOf(now.data[mime]), textOf(before.data[mime]), tolerance)
      : compareValues(now.data[mime], before.data[mime], tolerance);
    if (found !== undefined) return found;
  }
  return compareValues(now.metadata['carry'], before.metadata['carry'], tolerance, 'metadata');
}

/** Keeps of each line what a terminal would show after carriage returns. @param {string} text */
function overwritten(text) {
  const shown = (/** @type {string} */ line) =>
    line
      .split('\r')
      .filter((part) => part !== '')
      .at(-1) ?? '';
  return text.split('\n').map(shown).join('\n');
}

/** @param {string} text */
const withoutTimes = (text) => text.replace(TIME, '…');

/** The line of `startProgress` ends with a time, and says so in its metadata. @param {DisplayOutput} output */
function withoutProgressTimes(output) {
  const carry = /** @type {{ timing?: boolean } | undefined} */ (output.metadata['carry']);
  if (!carry?.timing) return output;
  return withTexts(output, (text) => text.replace(/ · (?:took [^·]*|[^·]* left)$/, ''));
}

/** @param {DisplayOutput} output @param {(text: string) => string} change */
function withTexts(output, change) {
  const data = Object.entries(output.data).map(([mime, value]) => [
    mime,
    mime.startsWith('text/') ? change(textOf(value)) : value,
  ]);
  return { ...output, data: Object.fromEntries(data) };
}
