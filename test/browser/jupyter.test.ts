// The course in real JupyterLab, as a reader meets it: `npm start`, a browser, and every notebook from top to bottom.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { builtSite } from '../../scripts/docs/builtSite.mjs';
import { figuresOf } from '../../scripts/notebooks/checks.mjs';
import { launchChromium } from '../../scripts/notebooks/chromium.mjs';
import {
  findNotebooks,
  isSolution,
  nameOf,
  PLOTLY_MIME,
  readNotebook,
  tagsOf,
  textOf,
  type Cell,
  type Notebook,
} from '../../scripts/notebooks/notebookFile.mjs';
import { cleanOutputs, compareOutputs } from '../../scripts/notebooks/outputs.mjs';
import { places } from '../../scripts/setup/places.mjs';
import { NIGHT } from '../helpers/night';
import { md, ts } from '../helpers/notebook';
import { copyNotebook, prepareCopies, SCREENSHOTS, writeCopy } from './lab/copies';
import { LabPage } from './lab/page';
import { startLab, type LabServer } from './lab/server';

const ROOT = path.resolve(import.meta.dirname, '../..');
// `npm run notebooks` runs all notebooks and draws all figures. What is special about JupyterLab two of them show: this
// one, and the first as the live pages export it. The nightly job opens them all.
const SOME = ['07-an-adder-by-hand'];
const COURSE = findNotebooks(ROOT)
  .filter((file) => !isSolution(file) && (NIGHT || SOME.includes(nameOf(file))))
  .map((file) => ({ name: nameOf(file), file }));

/** How many figures each cell shows, of those that show any. */
function figureCounts({ cells }: Notebook): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { index } of figuresOf(cells)) counts.set(index, (counts.get(index) ?? 0) + 1);
  return counts;
}

/** The cells that answer a prediction: what they show is folded until the reader runs them. */
const answersOf = ({ cells }: Notebook): number[] =>
  cells.flatMap((cell, index) => (tagsOf(cell).includes('answer') ? [index] : []));

/** What cells that were run show otherwise than it is committed. */
const differences = ({ cells }: Notebook, committed: Notebook): string[] =>
  committed.cells.flatMap((before, index) => {
    const cell = cells.find(({ id }) => id === before.id);
    if (before.cell_type !== 'code') return [];
    if (typeof cell?.execution_count !== 'number') return [`cell ${index} was not run`];
    const found = compareOutputs(cleanOutputs(cell.outputs ?? [], cell), before.outputs ?? [], before);
    return found === undefined ? [] : [`cell ${index}: ${found}`];
  });

let server: LabServer;
let browser: Browser;
let lab: LabPage;

beforeAll(
  async () => {
    prepareCopies();
    [server, browser] = await Promise.all([startLab(), launchChromium()]);
    lab = await LabPage.prepare(await browser.newPage(), server);
  },
  15 * 60 * 1000,
);

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail')
    await lab.screenshot(`failed-${task.name.slice(0, 30)}`).catch(() => undefined);
  await lab.close();
  expect(lab.complaints.splice(0)).toEqual([]);
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

describe.each(COURSE)('$name in JupyterLab', ({ name, file }) => {
  const committed = readNotebook(file);

  it('draws its saved figures when opened, runs from top to bottom, and shows what is committed', async () => {
    const copy = copyNotebook(file);
    await lab.open(copy);
    const answers = answersOf(committed);
    await lab.seeFigures(new Map([...figureCounts(committed)].filter(([index]) => !answers.includes(index))));
    for (const index of answers) await lab.seeFolded(index);

    const live = committed.cells.flatMap((cell, index) => (tagsOf(cell).includes('live') ? [index] : []));
    for (const index of live) await lab.watchFigure(index);
    await lab.startAll();
    await lab.idle();
    for (const index of live)
      expect(await lab.looksOfFigure(index), `looks of cell ${index}`).toBeGreaterThan(3);
    await lab.seeFigures(figureCounts(committed));
    if (NIGHT) await lab.screenshot(name.replace('/', '-'));

    await lab.save();
    expect(differences(readNotebook(copy.file), committed)).toEqual([]);
  });
});

describe('a viewer without scripts', () => {
  const out = path.join(SCREENSHOTS, 'without-scripts');
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    const files = COURSE.map(({ file }) => file);
    const convert = ['-m', 'nbconvert', '--to', 'html', '--output-dir', out, ...files];
    const { status, stderr } = spawnSync(places().python, convert, {
      encoding: 'utf8',
      timeout: 290_000, // nothing else ends it: this process stands still while it waits
    });
    expect(status, stderr).toBe(0);
    context = await browser.newContext({ javaScriptEnabled: false, offline: true });
    page = await context.newPage();
  });
  afterAll(async () => {
    await context.close();
    fs.rmSync(out, { recursive: true });
  });

  it.each(COURSE)('shows the pictures of the figures of $name', async ({ name, file }) => {
    await page.goto(pathToFileURL(path.join(out, `${name}.html`)).href);
    const pictures = page.locator('.jp-OutputArea-output img[src^="data:image/png"]');
    expect(await pictures.count()).toBe(figuresOf(readNotebook(file).cells).length);
    for (const picture of await pictures.all()) {
      expect(await picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(100);
    }
    await page.screenshot({ path: path.join(SCREENSHOTS, `${name}-without-scripts.png`), fullPage: true });
  });
});

describe('a figure in a notebook that a reader has run and saved', () => {
  it('has its picture in the file, far down and updated ones too, and nbconvert shows it', async () => {
    const copy = writeCopy('saved-figures', [
      ts(`import { figure, lineChart, liveFigure } from 'carry';
const chart = (y: number[]) => lineChart({ title: 'Loss', x: { label: 'step' }, y: { label: 'loss' },
  series: [{ name: 'loss', x: y.map((_, k) => k), y }], alt: \`\${y.length} losses.\` });
figure(chart([3, 2, 1]));`),
      ...Array.from({ length: 40 }, () => md('A line.\n\nAnother.\n\nA third.')),
      ts(`const live = liveFigure(chart([1]), 0);
for (let n = 2; n <= 5; n++) {
  live.update(chart(Array.from({ length: n }, (_, k) => n - k)));
  await new Promise((go) => setTimeout(go, 50));
}
live.done();`),
    ]);
    await lab.open(copy);
    await lab.startAll();
    await lab.idle();
    // A picture is drawn after its figure: on a machine that is busy, not yet when the notebook is saved first.
    const saved = async () => {
      await lab.save();
      return figuresOf(readNotebook(copy.file).cells).map(
        ({ output }) => output.data['image/png'] !== undefined,
      );
    };
    // Not at once again: JupyterLab takes a file that it has just written itself for changed by another.
    await expect.poll(saved, { interval: 2000 }).toEqual([true, true]);

    const out = path.join(SCREENSHOTS, 'saved');
    const convert = ['-m', 'nbconvert', '--to', 'html', '--output-dir', out, copy.file];
    const { status, stderr } = spawnSync(places().python, convert, { encoding: 'utf8', timeout: 290_000 });
    expect(status, stderr).toBe(0);
    const context = await browser.newContext({ javaScriptEnabled: false, offline: true });
    const page = await context.newPage();
    await page.goto(pathToFileURL(path.join(out, 'saved-figures.html')).href);
    const sizes = await page
      .locator('.jp-OutputArea-output img[src^="data:image/png"]')
      .evaluateAll((images: HTMLImageElement[]) => images.map((image) => image.naturalWidth));
    expect(sizes).toEqual([700, 700]);
    await page.screenshot({ path: path.join(SCREENSHOTS, 'saved-figures.png'), fullPage: true });
    await context.close();
    fs.rmSync(out, { recursive: true });
  });

  it('is as it was after it was only looked at', async () => {
    // As another program may have left it: with a figure and without a picture.
    const data = { 'application/vnd.plotly.v1+json': { data: [{ y: [1, 2] }], layout: {} } };
    const cell = ts('figure(shown);');
    cell.outputs = [{ output_type: 'display_data', data, metadata: {} }];
    const copy = writeCopy('looked-at', [cell]);
    const before = fs.readFileSync(copy.file, 'utf8');
    await lab.open(copy);
    await lab.seeFigures(new Map([[0, 1]]));
    await new Promise((go) => setTimeout(go, 2000));
    expect(fs.readFileSync(copy.file, 'utf8')).toBe(before);
    expect(await lab.page.locator('.jp-mod-dirty').count()).toBe(0);
  });
});

describe('a figure that the reader takes hold of', () => {
  /** The cell of a notebook whose figure's alternative text begins so, as it is stored: nothing of it is run. */
  const storedFigure = (name: RegExp, alt: string): Cell => {
    const file = findNotebooks(ROOT).find((each) => !isSolution(each) && name.test(each)) ?? '';
    const { cells } = readNotebook(file);
    const found = figuresOf(cells).find(({ output }) =>
      JSON.stringify(output.data[PLOTLY_MIME]).includes(`"alt":"${alt}`),
    );
    const cell = cells[found?.index ?? NaN];
    if (!cell) throw new Error(`${file} has no figure "${alt}…"`);
    return { ...ts(textOf(cell.source)), outputs: cell.outputs ?? [] };
  };

  it('moves a dragged line, starts where the map is clicked, switches bits and units, and knows the arrow keys', async () => {
    const copy = writeCopy('taken-hold-of', [
      storedFigure(/a-neuron/, 'Four squares with marked corners'),
      storedFigure(/gradient-descent/, 'A map with two valleys'),
      storedFigure(/backpropagation/, 'Two inputs, two hidden units and'),
    ]);
    await lab.open(copy);
    await lab.seeFigures(new Map([[0, 1]]));
    const ends = () => lab.line(0, 0);
    const before = await ends();
    await lab.dragLine(0, 0, { right: 30, down: 20 });
    const grown = async () => (await ends()).map((value, k) => value > (before[k] ?? NaN));
    await expect.poll(grown).toEqual([true, false, true, false]); // x of both ends; y falls

    await lab.seeFigures(new Map([[1, 1]]));
    await lab.clickFigure(1, 2.6 / 4, 0.7 / 4); // both axes from −2 to 2
    await expect.poll(() => lab.step(1)).toBe('(0.5, 1.5)');

    await lab.seeFigures(new Map([[2, 1]]));
    const edge = 0.18 / 1.36; // the graph has a margin of 18 % at each side
    await lab.clickFigure(2, edge, edge);
    await expect.poll(() => lab.step(2)).toBe('(1, 0)');
    await lab.clickFigure(2, 0.5, 1 - edge);
    await expect.poll(() => lab.step(2)).toBe('(1, 0) without h₂');
    await lab.pressKey(2, 'Home'); // JupyterLab would go to the first cell
    await expect.poll(() => lab.step(2)).toBe('(0, 0)');
    await lab.pressKey(2, 'ArrowRight');
    await expect.poll(() => lab.step(2)).toBe('(0, 1)');
  });
});

describe('a notebook of the live pages', () => {
  let site: string;
  beforeAll(
    async () => {
      site = await builtSite(ROOT);
    },
    15 * 60 * 1000,
  );

  it('is exported, opened, run and saved in JupyterLab with the reader’s answers in it, and imported again', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    page.on('dialog', (dialog) => void dialog.accept());
    await page.goto(pathToFileURL(path.join(site, 'course/01-a-neuron.html')).href);
    const written = readNotebook(path.join(ROOT, 'notebooks/01-a-neuron.ipynb'));
    const at = written.cells.findIndex(({ source }) =>
      textOf(source).includes('checkExercise(aNeuron.slopeAtAnswer'),
    );
    const answered = page.locator(`[data-cell="${written.cells[at]?.id}"]`);
    await answered.getByRole('button', { name: /^Edit/ }).click();
    await answered
      .locator('.cm-content')
      .fill(
        'const slopeAtAnswer: number = 0.9 * (1 - 0.9);\ncheckExercise(aNeuron.slopeAtAnswer, slopeAtAnswer);',
      );
    await answered.getByRole('button', { name: /^Add a cell/ }).click();
    await page.locator('[data-own] .cm-content').fill('console.log("of my own:", slopeAtAnswer.toFixed(2));');
    const choose = async (name: RegExp) => {
      await page.locator('.live-more > summary').click();
      await page.locator('.live-more').getByText(name).click();
    };
    const downloading = page.waitForEvent('download');
    await choose(/Export my notebook/);
    const copy = writeCopy('exported', []);
    await (await downloading).saveAs(copy.file);

    await lab.open(copy);
    await lab.startAll();
    await lab.idle();
    await lab.seeFigures(figureCounts(readNotebook(copy.file)));
    await lab.save();
    const saved = readNotebook(copy.file);
    const texts = (index: number) => JSON.stringify(saved.cells[index]?.outputs ?? []);
    expect(texts(at)).toContain('"state":"right"');
    expect(texts(at + 1)).toContain('of my own: 0.09');
    expect(differences(saved, written)).toEqual([expect.stringMatching(`^cell ${at}: `)]); // the answer's alone

    await choose(/Clear my work/);
    await expect.poll(() => page.locator('[data-own]').count()).toBe(0);
    const choosing = page.waitForEvent('filechooser');
    await choose(/Import a notebook/);
    await (await choosing).setFiles(copy.file);
    await expect.poll(() => page.locator('[data-own] pre.code').allInnerTexts()).toHaveLength(1);
    expect(await page.locator('[data-own] pre.code').innerText()).toContain('of my own');
    expect(await answered.innerText()).toContain('0.9 * (1 - 0.9)');
    await context.close();
  });
});

describe('an exercise in JupyterLab', () => {
  it('a wrong answer gets a hint, a right one a tick', async () => {
    const copy = writeCopy('an-exercise', [
      md('A question.'),
      ts(`import { checkExercise, exerciseOnFunction } from 'carry';
const doubling = exerciseOnFunction({ title: 'Twice x', solution: (x: number) => 2 * x, inputs: [[1], [-3]],
  mistakes: [{ answer: (x: number) => x * x, hint: 'This is the square.' }], remark: 'A line.' });
const twice = (x: number): number => NaN;
checkExercise(doubling, twice);`),
      ts('checkExercise(doubling, twice);'),
    ]);
    await lab.open(copy);
    await lab.startAll();
    await lab.idle();
    const verdict = () => lab.cell(2).locator('.jp-OutputArea-output').innerText();
    await expect.poll(verdict).toBe('☐ Twice x: not done yet.');
    await lab.runWith(2, 'checkExercise(doubling, (x: number) => x ** 2);');
    await expect.poll(verdict).toBe('✗ Twice x: not right yet. This is the square.');
    await lab.runWith(2, 'checkExercise(doubling, (x: number) => x + x);');
    await expect.poll(verdict).toBe('✓ Twice x: right. A line.');
    await lab.runWith(2, 'checkExercise(doubling, (x: number) => { throw new Error("I give up"); });');
    await expect.poll(verdict).toBe('✗ Twice x: not right yet. It stops with an error: I give up');
    await lab.screenshot('an-exercise');
  });
});

describe('training in JupyterLab', () => {
  it('the stop button ends it within a second, and keeps the kernel and what was learned', async () => {
    const copy = writeCopy('an-interruption', [
      md('A long training.'),
      ts(`import { createAdditionSampler, createOptimizer, createRng, initializeInPlace, initializers } from 'carry';
import { interruptible, lineChart, liveFigure, SequenceModel, startProgress, train } from 'carry';
const rng = createRng(1);
const model = new SequenceModel({ inputSize: 2, cells: [{ kind: 'rnn', hiddenSize: 16 }], outputSize: 1 });
initializeInPlace(model.parameters, rng, initializers.inverseSqrt());
const before = model.parameters.flat.slice();
const optimizer = createOptimizer({ kind: 'adam', learningRate: 0.01 }, model.parameters.flat.length);
const sample = createAdditionSampler({ bits: 7, B: 16, rng });
const chart = (y: number[]) => lineChart({ title: 'Loss', x: { label: 'report' }, y: { label: 'loss' },
  series: [{ name: 'loss', x: y.map((_, k) => k), y }], alt: 'The loss falls.' });`),
      md('It would take hours.'),
      ts(`const steps = 10_000_000;
const losses: number[] = [];
const live = liveFigure(chart(losses));
const progress = startProgress('training', steps);
// Time of the processor, not of the clock, so that other work on this machine does not count.
const worked = () => (process.cpuUsage().user + process.cpuUsage().system) / 1000;
let [made, madeBefore, turn, longest] = [0, NaN, worked(), 0];
const turns = setInterval(() => { longest = Math.max(longest, worked() - turn); turn = worked(); }, 1);
const counted = () => { made++; return sample(); };
const result = await interruptible((signal) => {
  signal.addEventListener('abort', () => (madeBefore = made));
  return train(model, { sample: counted, loss: 'meanSquaredError', optimizer: optimizer, steps,
  reportEvery: 200, signal, report({ step, loss }) {
    losses.push(loss);
    live.update(chart(losses));
    progress.report(step, \`loss \${loss.toFixed(4)}\`);
  } });
});
clearInterval(turns);
live.done();
progress.done();
console.log(result.reason, made - madeBefore, 'steps after that; listens within a second:', longest < 1000);`),
      md('What is left.'),
      ts(`const moved = model.parameters.flat.some((weight, n) => weight !== before[n]);
console.log('still here', moved, result.step === made);`),
    ]);
    await lab.open(copy);
    const kernel = await lab.kernelId();
    await lab.watchFigure(3);
    await lab.startAll();
    await expect.poll(() => lab.looksOfFigure(3), { timeout: 240_000 }).toBeGreaterThan(5);
    const pressedAt = performance.now();
    await lab.pressStop();
    await lab.cell(3).getByText('aborted').waitFor({ timeout: 240_000 });
    console.log(`the training ended ${Math.round(performance.now() - pressedAt)} ms after the stop button`);
    await lab.idle();
    expect(await lab.cell(3).innerText()).toContain(
      'aborted 0 steps after that; listens within a second: true',
    );
    expect(await lab.cell(3).innerText()).toMatch(/training: stopped at \d+ % · loss 0\.\d{4} · took/);
    await expect.poll(() => lab.cell(5).innerText()).toContain('still here true true');
    expect(await lab.kernelId()).toBe(kernel);
    await lab.screenshot('an-interruption');
  });
});

describe('the themes of JupyterLab', () => {
  /** Contrast of two colors by the WCAG, 1 to 21; 4.5 is needed for text. */
  const contrast = (a: string, b: string) => {
    const luminance = (color: string) => {
      const [r = 0, g = 0, bl = 0] = (color.match(/[\d.]+/g) ?? []).map((part) => {
        const value = Number(part) / 255;
        return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * bl;
    };
    const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
    return (high + 0.05) / (low + 0.05);
  };

  it('a figure can be read in each', async () => {
    const copy = writeCopy('a-theme', [
      md('A figure.'),
      ts(`import { figure, lineChart, decisionPlane } from 'carry';
figure(lineChart({ title: 'A title', x: { label: 'step' }, y: { label: 'loss' }, alt: 'two lines',
  series: [{ name: 'one', x: [0, 1], y: [0, 1] }, { name: 'two', x: [0, 1], y: [1, 0] }] }));`),
    ]);
    await lab.open(copy);
    await lab.startAll();
    await lab.idle();
    const unreadable = async () => {
      const paper = await lab.page
        .locator('.jp-Notebook')
        .evaluate((element) => getComputedStyle(element).backgroundColor);
      const texts = lab.page.locator('.jp-RenderedPlotly .main-svg text');
      const colors = await texts.evaluateAll((all) =>
        all.filter((text) => text.textContent).map((text) => getComputedStyle(text).fill),
      );
      expect(colors.length).toBeGreaterThan(8);
      return [...new Set(colors)]
        .filter((color) => !(contrast(color, paper) > 4.5))
        .map((color) => `${color} on ${paper}`);
    };
    for (const theme of ['JupyterLab Dark', 'JupyterLab Light'] as const) {
      await lab.useTheme(theme);
      await lab.seeFigures(new Map([[1, 1]]));
      await expect.poll(unreadable, { message: theme }).toEqual([]);
      await lab.screenshot(`a-theme-${theme.endsWith('Dark') ? 'dark' : 'light'}`);
    }
  });
});
