// Makes docs/assets/card.png, which is shown beside a link to the site: the first page's picture, with the course's name.
//   node scripts/docs/card.mjs
import fs from 'node:fs';
import path from 'node:path';
import { launchChromium } from '../notebooks/chromium.mjs';
import { additionPicture } from './home.mjs';
import { CARD, wordmark } from './layout.mjs';

const MOST_BYTES = 120_000;
const root = path.resolve(import.meta.dirname, '../..');
const css = fs.readFileSync(path.join(root, 'docs/assets/site.css'), 'utf8');
const html = `<!doctype html><html data-theme="light"><meta charset="utf-8"><style>${css}
body { width: ${CARD.width}px; height: ${CARD.height}px; display: grid; grid-template-columns: 500px 1fr; gap: 50px; align-items: center; padding: 0 70px; }
h1 { font-size: 64px; line-height: 1.12; margin: 40px 0 30px; white-space: nowrap; }
p { font-size: 29px; line-height: 1.4; color: var(--soft); margin: 0; }
* { animation: none !important; }
</style><body><div>${wordmark('h1')}<p>Train a small network to add. Find the carry inside it. Prove that it adds numbers of every length.</p></div>
<figure class="living">${additionPicture(92, 111, 8)}<span class="stamp">Proved</span></figure></body></html>`;
const browser = await launchChromium();
try {
  const { width, height } = CARD;
  const page = await browser.newPage({ viewport: { width, height }, colorScheme: 'light' });
  await page.setContent(html);
  const picture = await page.screenshot();
  if (picture.length > MOST_BYTES)
    throw new Error(`the card has ${picture.length} bytes, at most ${MOST_BYTES} are wanted`);
  fs.writeFileSync(path.join(root, 'docs', CARD.file), picture);
  console.log(`docs/${CARD.file}: ${Math.round(picture.length / 1000)} kB`);
} finally {
  await browser.close();
}
