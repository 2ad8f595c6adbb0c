// Lean formulas stand where KaTeX puts them: every formula of the course, measured in a real browser.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createEnvironment, createMarkdown } from '../../scripts/docs/markdown.mjs';
import { leanFormulas, rulesOf } from '../../scripts/docs/leanFormulas.mjs';
import { launchChromium } from '../../scripts/notebooks/chromium.mjs';
import { findNotebooks, isSolution, readNotebook, textOf } from '../../scripts/notebooks/notebookFile.mjs';
import { ROOT } from './site/visit';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());

const KATEX = path.join(ROOT, 'node_modules/katex/dist/katex.min.css');

/** A page with every formula of the course's prose, each in a place of its own. */
function formulas(): string {
  const prose = findNotebooks(ROOT)
    .filter((file) => !isSolution(file))
    .flatMap((file) => readNotebook(file).cells)
    .filter(({ cell_type }) => cell_type === 'markdown')
    .map(({ source }) => textOf(source))
    .join('\n\n');
  const environment = createEnvironment({ link: (href) => href });
  const rendered = createMarkdown((code) => code).render(prose, environment);
  const found = [...new Set(rendered.match(/<!--tex-->[\s\S]*?<!--\/tex-->/g))];
  const style = `<link rel="stylesheet" href="${pathToFileURL(KATEX).href}"><style>p { margin: 0; width: 60rem }</style>`;
  return `<!doctype html><html><head>${style}</head><body>${found.map((each) => `<p>${each}</p>`).join('\n')}</body></html>`;
}

it('puts each formula of the course, and each of its letters, where KaTeX puts it', async () => {
  const html = formulas();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'formulas-'));
  try {
    const lean = leanFormulas(html, rulesOf(fs.readFileSync(KATEX, 'utf8')));
    const [before = [], after = []] = await Promise.all(
      [html, lean].map(async (text, n) => {
        const file = path.join(folder, `${n}.html`);
        fs.writeFileSync(file, text);
        const page = await browser.newPage({ viewport: { width: 1100, height: 800 } });
        await page.goto(pathToFileURL(file).href);
        const boxes = await page.evaluate<number[][]>(MEASURE);
        await page.close();
        return boxes;
      }),
    );
    expect(before.length).toBeGreaterThan(500);
    expect(after).toHaveLength(before.length);
    // A letter begins where it began, but for what a browser rounds.
    const moved = before.flatMap((box, n) =>
      box.length === after[n]?.length &&
      box.every((value, k) => Math.abs(value - (after[n]?.[k] ?? NaN)) < 0.2)
        ? []
        : [n],
    );
    expect(moved).toEqual([]);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
});

/** Of each formula its own box, and the boxes of the letters that are seen, in the formula's own measure. */
const MEASURE = `document.fonts.ready.then(() => [...document.querySelectorAll('.katex')].map((formula) => {
  const own = formula.getBoundingClientRect();
  const letters = [];
  const walker = document.createTreeWalker(formula.querySelector('.katex-html'), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { data } = walker.currentNode;
    for (let n = 0; n < data.length; n++) {
      const range = document.createRange();
      range.setStart(walker.currentNode, n);
      range.setEnd(walker.currentNode, n + 1);
      const { x, y, width, height } = range.getBoundingClientRect();
      if (data[n].trim() !== '') letters.push(x - own.x, y - own.y, width, height);
    }
  }
  return [own.width, own.height, ...letters];
}))`;
