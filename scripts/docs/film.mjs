// Makes docs/assets/adder.webp, the moving picture of the README, from the real thing: in the playground a network is
// trained, lets itself be proved, and is broken.   node scripts/docs/film.mjs   (needs ImageMagick's `convert`)
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { launchChromium } from '../notebooks/chromium.mjs';
import { builtSite } from './builtSite.mjs';

const MOST_BYTES = 600_000;
const root = path.resolve(import.meta.dirname, '../..');
const out = path.join(root, 'docs/assets/adder.webp');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'carry-film-'));
const browser = await launchChromium();
/** @type {string[]} */
const film = [];
try {
  const site = await builtSite(root);
  const page = await browser.newPage({ viewport: { width: 1000, height: 612 }, colorScheme: 'light' });
  await page.goto(pathToFileURL(path.join(site, 'playground/adder.html')).href);
  // The three acts alone, each in its place whatever the sum.
  await page.addStyleTag({
    content: `header, nav, footer, .adder-head, .beginning, .why, .check, .quiet, .act-add .buttons, small, .weight { display: none !important }
      main { padding: 18px 0 0 12px !important } .sum-and-why { display: block !important } .sum-line { flex-basis: 100% }
      .weights > :nth-child(n + 3) { display: none }`,
  });

  /** Shows what there is for so many hundredths of a second. @param {number} delay */
  const shoot = async (delay) => {
    const file = path.join(folder, `${film.length}.png`);
    await page.screenshot({ path: file, animations: 'disabled' });
    film.push('-delay', String(delay), file);
  };

  await page.locator('#sum', { hasText: '✗' }).waitFor();
  await shoot(150);
  await page.locator('#go').click();
  const proof = page.locator('#training', { hasText: 'Ask for the proof' });
  while (!(await proof.isVisible())) await shoot(12);
  await shoot(150);
  await page.locator('#prove').click();
  await page.locator('#verdict', { hasText: /\w/ }).waitFor();
  await shoot(350);
  await page.locator('#flip').click();
  await page.locator('#verdict.bad').waitFor();
  await page.locator('#training', { hasText: 'are right' }).waitFor();
  await shoot(400);

  execFileSync('convert', [...film, '-loop', '0', '-define', 'webp:lossless=true', out]);
  console.log(
    `${path.relative(root, out)}: ${film.length / 3} frames, ${Math.round(fs.statSync(out).size / 1000)} kB`,
  );
  if (fs.statSync(out).size > MOST_BYTES) throw new Error(`at most ${MOST_BYTES} bytes are wanted`);
} finally {
  await browser.close();
  fs.rmSync(folder, { recursive: true, force: true });
}
