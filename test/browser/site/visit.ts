// Visiting the site in a real browser, and writing down everything that a reader should not meet.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { writeAssets } from '../../../scripts/docs/assets.mjs';
import { builtSite, isBuilt } from '../../../scripts/docs/builtSite.mjs';
import { renderPage } from '../../../scripts/docs/layout.mjs';
import { findPlayground, writePlayground } from '../../../scripts/docs/playground.mjs';
import { playgroundPages } from '../../../scripts/docs/playgroundPages.mjs';
import { within } from '../../../scripts/notebooks/within.mjs';

export const ROOT = path.resolve(import.meta.dirname, '../../..');
const RESULTS = path.join(ROOT, 'test-results', 'site');

/**
 * The playground: of the site where that is built, as in `npm test`; else alone, which takes a fraction of the time, and
 * its links to other pages lead nowhere.
 */
export async function buildPlaygroundForTest(name: string): Promise<string> {
  if (isBuilt(ROOT)) return builtSite(ROOT);
  const folder = path.join(ROOT, 'test-results', name);
  fs.rmSync(folder, { recursive: true, force: true });
  const playground = findPlayground(ROOT);
  await writeAssets(ROOT, folder);
  await writePlayground(ROOT, folder, playground);
  for (const page of playgroundPages({ playground }))
    fs.writeFileSync(path.join(folder, page.path), renderPage(page));
  return folder;
}

export const addressOf = (folder: string, page: string): string => {
  const [file = '', hash = ''] = page.split(/(?=#)/);
  return pathToFileURL(path.join(folder, file)).href + hash;
};

export const DESKTOP = { width: 1440, height: 960 };
/** A narrow phone: most are wider. */
export const PHONE = { width: 360, height: 780 };

/** The longest that a page is read or judged, in milliseconds: a busy machine takes a minute. */
const LONGEST = 600_000;

/** A page that remembers what went wrong on it. */
export interface Visit {
  readonly page: Page;
  /** Errors of the console, errors of scripts, failed requests, and requests to other hosts. */
  readonly complaints: string[];
}

/** Opens a page that complains of errors and of everything that is asked of another host. */
export async function startVisit(
  browser: Browser,
  options: BrowserContextOptions = {},
  host = '',
): Promise<Visit> {
  const context = await browser.newContext({ viewport: DESKTOP, reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(240_000); // Playwright's 30 s are made for a machine that does nothing else
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`script: ${error.message}`));
  page.on('requestfailed', (request) => {
    // A request that the next navigation cuts off is not missing: a file that is not there says so otherwise.
    if (request.failure()?.errorText !== 'net::ERR_ABORTED') complaints.push(`not loaded: ${request.url()}`);
  });
  page.on('request', (request) => {
    const own =
      ['file:', 'data:', 'blob:'].some((scheme) => request.url().startsWith(scheme)) ||
      (host !== '' && request.url().startsWith(host));
    if (!own) complaints.push(`asked of another host: ${request.url()}`);
  });
  return { page, complaints };
}

/** Waits until everything that was asked to be drawn is drawn: what is asked for now comes in the next frame. */
export const settled = (page: Page): Promise<unknown> =>
  within(
    page.evaluate('new Promise((then) => requestAnimationFrame(() => requestAnimationFrame(then)))'),
    `the next frames of ${page.url()}`,
  );

/**
 * Opens every answer and solution of a page, and scrolls from figure to figure until each is drawn. One whose scripts do
 * not come stays a picture for ever: after so long as no busy machine takes, it is named.
 */
const READ = `(async () => {
  for (const summary of document.querySelectorAll(':is(details.answer, details.solution):not([open]) > summary'))
    summary.click();
  for (const figure of document.querySelectorAll('[data-figure]')) {
    figure.scrollIntoView({ block: 'center', behavior: 'instant' });
    const until = performance.now() + 240_000;
    while (!('drawn' in figure.dataset)) {
      if (performance.now() > until)
        throw new Error(location.pathname + ': ' + figure.dataset.figure + ' is not drawn: ' + figure.innerHTML.slice(0, 300));
      await new Promise((then) => setTimeout(then, 16)); // a window that draws no frames would not end a wait for one
    }
  }
})()`;

/** Reads a page to its end, as somebody does who wants every answer and solution. */
export const readThrough = (page: Page): Promise<unknown> =>
  within(page.evaluate(READ), `reading ${page.url()}`, LONGEST);

/** As much of a browser's document as the tests use; the types of Node do not know it. */
interface Dom {
  document: {
    documentElement: { scrollWidth: number; clientWidth: number };
  };
}

/** How many pixels a page is wider than its window. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = (globalThis as unknown as Dom).document.documentElement;
    return scrollWidth - clientWidth;
  });

const TAKE_OUT = `
  for (const inside of document.querySelectorAll('.katex, .js-plotly-plot')) inside.remove();
  for (const code of document.querySelectorAll('pre code')) code.textContent = code.textContent;`;

/**
 * What axe finds serious or critical, one line each.
 *
 * @param page - shown in a window
 * @param looks - `colorsAlone`: where another look of the same page was judged already, which differs in its colors only;
 *   `insides`: false where those of another page were judged, which are made in the same way: formulas, colored words
 *   of code and drawings are most of a page, and are taken out of it
 */
export const accessibilityProblems = (page: Page, looks: Looks = {}): Promise<string[]> =>
  within(judge(page, looks), `axe on ${page.url()}`, LONGEST);

interface Looks {
  readonly colorsAlone?: boolean;
  readonly insides?: boolean;
}

async function judge(page: Page, { colorsAlone = false, insides = true }: Looks): Promise<string[]> {
  // Told to leave them out, axe takes longer than with them.
  if (!insides) await page.evaluate(TAKE_OUT);
  // Not as an element of the page, whose policy forbids scripts in its text.
  await page.evaluate(fs.readFileSync(path.join(ROOT, 'node_modules/axe-core/axe.min.js'), 'utf8'));
  const options = {
    resultTypes: ['violations'],
    preload: false,
    ...(colorsAlone ? { runOnly: ['color-contrast', 'link-in-text-block'] } : {}),
  };
  const violations = await page.evaluate<AxeViolation[]>(
    `axe.run(document, ${JSON.stringify(options)}).then((found) => found.violations)`,
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, nodes }) =>
        `${id}: ${nodes
          .slice(0, 3)
          .map(
            ({ html, failureSummary }) =>
              `${html.slice(0, 160)} ${failureSummary.replace(/\s+/g, ' ').slice(0, 160)}`,
          )
          .join(' | ')} (${nodes.length})`,
    );
}

interface AxeViolation {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

/** A picture to look at, in test-results/site. */
export async function takePicture(page: Page, name: string, fullPage = false): Promise<void> {
  fs.mkdirSync(RESULTS, { recursive: true });
  await page.screenshot({ path: path.join(RESULTS, `${name.replaceAll('/', '-')}.png`), fullPage });
}
