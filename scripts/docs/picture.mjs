// Makes docs/assets/adder.png, the picture of the README, from the real thing: the playground trains a network of 16
// units, lets it add 107 and 54, and is photographed.   node scripts/docs/picture.mjs
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { launchChromium } from '../notebooks/chromium.mjs';
import { buildSite } from './buildSite.mjs';

const VIEW = '#units=16&seed=3&rate=0.01&price=off&step=4000&a=107&b=54';
const MOST_BYTES = 200_000;

const root = path.resolve(import.meta.dirname, '../..');
const folder = path.join(os.tmpdir(), `carry-picture-${process.pid}`);
try {
  await buildSite(root, folder);
  const browser = await launchChromium();
  const page = await browser.newPage({ viewport: { width: 1200, height: 1400 }, deviceScaleFactor: 2 });
  await page.goto(pathToFileURL(path.join(folder, 'playground/adder.html')).href + VIEW);
  await page.locator('#training', { hasText: '4,000 steps' }).waitFor({ timeout: 120_000 });
  await page.locator('#sum', { hasText: '= 161 ✓' }).waitFor();
  // What is photographed is the table alone, with some paper around it.
  await page.addStyleTag({
    content: `.bar { display: none }
      .sum { padding: 18px 26px; background: var(--paper) }
      .sum .unit svg { height: 1.2rem }
      .sum th[scope='row'] { font-size: 0.8rem }`,
  });
  const picture = await page.locator('.sum').screenshot();
  await browser.close();
  if (picture.length > MOST_BYTES)
    throw new Error(`the picture has ${picture.length} bytes, at most ${MOST_BYTES} are wanted`);
  fs.writeFileSync(path.join(root, 'docs/assets/adder.png'), picture);
  console.log(`docs/assets/adder.png: ${Math.round(picture.length / 1000)} kB`);
} finally {
  fs.rmSync(folder, { recursive: true, force: true });
}
