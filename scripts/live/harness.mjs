// Runs notebooks in the browser's kernel, on a page that has nothing else.
import path from 'node:path';
import { serve } from '../docs/serve.mjs';
import { launchChromium } from '../notebooks/chromium.mjs';
import { textOf } from '../notebooks/notebookFile.mjs';
import { within } from '../notebooks/within.mjs';
import { bundleScript } from './bundle.mjs';
import { dataFiles, dataFilesOf } from './parts.mjs';

/** The longest that a cell may run, in milliseconds: the longest of the course takes seconds. */
const LONGEST = 600_000;

/**
 * @typedef {import('../notebooks/notebookFile.mjs').Notebook} Notebook
 * @typedef {import('../notebooks/notebookFile.mjs').Output} Output
 * @typedef {{ name: string, message: string, line?: number }} Failure
 * @typedef {{ outputs: Output[], failure?: Failure, milliseconds: number }} CellRun
 * @typedef {{ run(cell: string, source: string): Promise<CellRun>, close(): Promise<void> }} Kernel
 * @typedef {{ kernel(files?: string[]): Promise<Kernel>, close(): Promise<void> }} Harness
 */

/**
 * @param {string} root the project's folder
 * @param {string} site the built site
 * @returns {Promise<Harness>}
 */
export async function openHarness(root, site) {
  const script = await bundleScript(path.join(root, 'docs/live/page/harness.ts'));
  const server = await serve(site);
  const browser = await launchChromium();
  return {
    async kernel(files = []) {
      const context = await browser.newContext();
      const page = await context.newPage();
      // Any page of the site, with the site's policy and its parts.
      await page.goto(`${server.address}course/progress.html`);
      await page.evaluate(script);
      await page.evaluate(startKernel, files);
      return {
        async run(cell, source) {
          const ran = page.evaluate(runInPage, { cell, source });
          const { shown, result } = await within(ran, `${cell} in the browser's kernel`, LONGEST);
          return { outputs: withSlots(shown), ...result };
        },
        close: () => context.close(),
      };
    },
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

/** Runs in the browser. @param {string[]} files */
function startKernel(files) {
  const page = /** @type {any} */ (globalThis);
  page.kernel = page.createKernel(files);
}

/** Runs in the browser. @param {{ cell: string, source: string }} given */
async function runInPage({ cell, source }) {
  /** @type {any[]} */
  const shown = [];
  const { kernel } = /** @type {any} */ (globalThis);
  const result = await kernel.run(cell, source, (/** @type {any[]} */ outputs) => shown.push(...outputs));
  return { shown, result };
}

/** What stands in the end: of one slot, only the last. @param {(Output & { slot?: string })[]} shown @returns {Output[]} */
function withSlots(shown) {
  /** @type {Map<string, any>} */
  const places = new Map();
  /** @type {any[]} */
  const outputs = [];
  for (const { slot, ...output } of shown) {
    const place = slot === undefined ? undefined : places.get(slot);
    if (place) Object.assign(place, output);
    else outputs.push(output);
    if (slot !== undefined && !place) places.set(slot, output);
  }
  return outputs;
}

/**
 * Runs all cells of a notebook in order.
 * @param {Harness} harness
 * @param {string} root
 * @param {Notebook} notebook
 * @param {(index: number, run: CellRun) => void} done
 */
export async function runCells(harness, root, notebook, done) {
  const kernel = await harness.kernel(dataFilesOf(notebook, dataFiles(root)));
  try {
    for (const [index, cell] of notebook.cells.entries()) {
      if (cell.cell_type === 'code') done(index, await kernel.run(`cell ${index}`, textOf(cell.source)));
    }
  } finally {
    await kernel.close();
  }
}
