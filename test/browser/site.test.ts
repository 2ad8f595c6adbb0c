// The site as a reader meets it, opened from files: every page, on a wide screen and on a phone, light and dark.
import fs from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtSite } from '../../scripts/docs/builtSite.mjs';
import { filesIn, HEAVIEST_PAGE } from '../../scripts/docs/checks.mjs';
import { serve } from '../../scripts/docs/serve.mjs';
import { launchChromium } from '../../scripts/notebooks/chromium.mjs';
import { findNotebooks, isSolution } from '../../scripts/notebooks/notebookFile.mjs';
import { NIGHT } from '../helpers/night';
import {
  accessibilityProblems,
  addressOf,
  DESKTOP,
  overflow,
  PHONE,
  readThrough,
  ROOT,
  startVisit,
  takePicture,
  type Visit,
} from './site/visit';

let site: string;
let browser: Browser;
let wide: Visit;
let phone: Visit;
let dark: Visit;

const course = findNotebooks(ROOT)
  .filter((file) => !isSolution(file))
  .map((file) => `course/${path.basename(file, '.ipynb')}.html`);
/** Pages of the API that stand for all by day, which TypeDoc makes in one way; by night each is visited. */
const ofApi = ['api/index.html', 'api/neural-rnn.html'];
/** The page whose formulas, code and drawings are judged for all; by night those of each. */
const WHOLE = 'course/04-backpropagation.html';
const withInsides = (name: string): boolean => NIGHT || name === WHOLE;
/** Pages that are seen in windows of other sizes before they are read: those of the course, and one of each other kind. */
const resized = ['index.html', 'course/index.html', 'guides/notation.html', 'api/neural-rnn.html', ...course];

const isPage = (name: string): boolean => name.endsWith('.html');
/** The pages that are visited: by night all. */
const visited = (): string[] =>
  filesIn(site).filter((name) => isPage(name) && (NIGHT || !name.startsWith('api/') || ofApi.includes(name)));
/** Those that are visited in dark colors, too: one style sheet colors all pages of the course, and all guides. */
const seenDark = (): string[] =>
  visited().filter(
    (name) =>
      NIGHT ||
      [WHOLE, course[0], 'guides/notation.html'].includes(name) ||
      !(course.includes(name) || name.startsWith('guides/')),
  );

/** What a reader should not meet, by what was looked for: on how many pages it was, and what was found. */
const findings = new Map<string, { pages: number; problems: string[] }>();

function note(lookedFor: string, page: string, problems: readonly string[]): void {
  const { pages, problems: before } = findings.get(lookedFor) ?? { pages: 0, problems: [] };
  const all = [...before, ...problems.map((problem) => `${page}: ${problem}`)];
  findings.set(lookedFor, { pages: pages + 1, problems: all });
}

const ERRORS = 'no error, and nothing asked of another host';
const ACCESS = 'nothing that axe finds serious';
const WIDTH = 'nothing wider than the window';
const COMMENTS = 'none of the comments that bind its numbers';
const FOLDED = 'no solution unfolded before it is asked for, and each exercise with one';
const SHIFT = 'nothing that moves while the page is loaded';
const NARROW = 'nothing wider than a window of 320 pixels';
const LARGE = 'nothing wider than its window with text of twice the size';
const WORDS = 'no word of a figure over another or cut off, on a phone';

beforeAll(async () => {
  site = await builtSite(ROOT);
  browser = await launchChromium();
  wide = await startVisit(browser);
  phone = await startVisit(browser, { viewport: PHONE, hasTouch: true });
  dark = await startVisit(browser, { colorScheme: 'dark' });
  // Each look in a window of its own, all at once; each page once in each, for everything that is looked for.
  const onDesktop = new Map<string, string[]>();
  const onPhone = new Map<string, string[]>();
  const [light, small, black] = [visitWide(onDesktop), visitPhone(onPhone), visitDark()];
  const each = async (names: string[], visit: (name: string) => Promise<void>) => {
    for (const name of names) await visit(name);
  };
  await Promise.all([each(visited(), light), each(visited(), small), each(seenDark(), black)]);
  // Points that lie upon each other have their words so on every screen.
  for (const name of course)
    note(
      WORDS,
      name,
      onPhone.get(name)?.filter((words) => !onDesktop.get(name)?.includes(words)) ?? ['unseen'],
    );
}, 1_800_000);

afterAll(() => browser?.close());

/** A page on a desktop, read to its end. @param words - of figures, that lie over each other, page by page */
const visitWide = (words: Map<string, string[]>) => async (name: string) => {
  const { page, complaints } = wide;
  await page.goto(addressOf(site, name));
  if (course.includes(name)) {
    const bound = (await page.locator('main').innerText()).match(/<!--|-->/g) ?? [];
    note(COMMENTS, name, bound);
    note(FOLDED, name, await foldedSolutions(page));
  }
  await readThrough(page);
  if (course.includes(name)) words.set(name, await collisions(page));
  note(WIDTH, name, await tooWide(page));
  await pictureOf(page, `${name}-wide`);
  note(ACCESS, name, await accessibilityProblems(page, { insides: withInsides(name) }));
  note(ERRORS, name, complaints.splice(0));
};

/** A page on a phone, after it was seen in other sizes. */
const visitPhone = (words: Map<string, string[]>) => async (name: string) => {
  const { page, complaints } = phone;
  if (resized.includes(name)) {
    await page.goto('about:blank');
    await page.goto(addressOf(site, name), { waitUntil: 'load' });
    const shift = await layoutShift(page);
    note(SHIFT, name, shift < 0.05 ? [] : [`${shift}`]);
    await page.setViewportSize({ width: 320, height: 640 });
    note(NARROW, name, await tooWide(page));
    await page.setViewportSize(DESKTOP);
    await page.evaluate("document.documentElement.style.fontSize = '200%'");
    note(LARGE, name, await tooWide(page));
    await page.evaluate("document.documentElement.style.fontSize = ''");
    await page.setViewportSize(PHONE);
  } else await page.goto(addressOf(site, name));
  await readThrough(page);
  if (course.includes(name)) words.set(name, await collisions(page));
  note(WIDTH, name, await tooWide(page));
  await pictureOf(page, `${name}-phone`);
  note(ERRORS, name, complaints.splice(0));
};

/** A page in dark colors; its figures are drawn when they come near, as everywhere. */
const visitDark = () => async (name: string) => {
  const { page, complaints } = dark;
  await page.goto(addressOf(site, name));
  note(WIDTH, name, await tooWide(page));
  await pictureOf(page, `${name}-dark`);
  const looks = { colorsAlone: true, insides: withInsides(name) };
  note(ACCESS, name, await accessibilityProblems(page, looks));
  note(ERRORS, name, complaints.splice(0));
};

async function tooWide(page: Page): Promise<string[]> {
  const over = await overflow(page);
  return over > 0 ? [`${over} pixels`] : [];
}

/** A picture to look at, by night. */
async function pictureOf(page: Page, name: string): Promise<void> {
  if (!NIGHT) return;
  await page.evaluate('scrollTo(0, 0)');
  await takePicture(page, name.replace('.html', ''));
}

/** What is wrong with the solutions of a page that was just opened. */
async function foldedSolutions(page: Page): Promise<string[]> {
  const problems: string[] = [];
  const exercises = await page.locator('.exercise').count();
  const solutions = await page.locator('.solution').count();
  if (exercises < 3 || solutions !== exercises)
    problems.push(`${solutions} solutions of ${exercises} exercises`);
  const first = page.locator('.solution').first();
  if (await first.locator('pre').first().isVisible()) problems.push('a solution is open');
  await first.locator('summary').click();
  if (!(await first.locator('pre').first().isVisible())) problems.push('a solution does not open');
  // A solution holds the check that it passes, and no stub.
  if (!(await first.textContent())?.includes('✓')) problems.push('a solution without its check');
  return problems;
}

/** How much of the page moved while it was loaded, as browsers measure it; 0.1 counts as poor. */
const layoutShift = (page: Page): Promise<number> =>
  page.evaluate<number>(
    `new Promise((then) => new PerformanceObserver((list) => then(
      list.getEntries().reduce((sum, { value }) => sum + value, 0))).observe({ type: 'layout-shift', buffered: true })
      || setTimeout(() => then(0), 500))`,
  );

/** The words of a figure that lie over each other or beyond its edges. */
const COLLISIONS = `(figure) => {
  const plot = figure.querySelector('.js-plotly-plot');
  const frame = plot.getBoundingClientRect();
  const inside = 2;
  const labels = [...plot.querySelectorAll('.infolayer text, .textpoint text, .annotation-text, .xtick text, .ytick text')]
    .map((text) => ({
      words: figure.id + ' ' + text.textContent,
      box: text.getBoundingClientRect(),
      tick: text.closest('.xtick, .ytick')?.getAttribute('class'),
    }))
    .filter(({ box }) => box.width > 0);
  return labels.flatMap(({ words, box: a, tick }, n) => [
    ...(a.left < frame.left - inside || a.right > frame.right + inside ? [words + ' is cut'] : []),
    ...labels.slice(n + 1)
      .filter(({ box: b, tick: other }) => (!tick || !other || tick === other) && a.left + inside < b.right && b.left + inside < a.right &&
        a.top + 2 * inside < b.bottom && b.top + 2 * inside < a.bottom)
      .map((other) => words + ' over ' + other.words),
  ]);
}`;

/** The words of all figures of a page that lie over each other or beyond the edges of their figure. */
const collisions = (page: Page): Promise<string[]> =>
  page.evaluate<string[]>(`[...document.querySelectorAll('[data-drawn]')].flatMap(${COLLISIONS})`);

describe('every page', () => {
  it('has its place in the site', () => {
    expect(filesIn(site).filter(isPage)).toEqual(
      expect.arrayContaining([
        'index.html',
        'course/index.html',
        'guides/index.html',
        'api/index.html',
        'playground/adder.html',
        ...course,
      ]),
    );
  });

  const all = () => visited().length;
  const dark = () => seenDark().length;
  it.each([
    { lookedFor: ERRORS, pages: () => 2 * all() + dark() },
    { lookedFor: ACCESS, pages: () => all() + dark() },
    { lookedFor: WIDTH, pages: () => 2 * all() + dark() },
    { lookedFor: COMMENTS, pages: () => course.length },
    { lookedFor: FOLDED, pages: () => course.length },
    { lookedFor: SHIFT, pages: () => resized.length },
    { lookedFor: NARROW, pages: () => resized.length },
    { lookedFor: LARGE, pages: () => resized.length },
    { lookedFor: WORDS, pages: () => course.length },
  ])('has $lookedFor', ({ lookedFor, pages }) => {
    expect(findings.get(lookedFor)).toEqual({ pages: pages(), problems: [] });
  });
});

describe('a page of the course', () => {
  it(`loads at most ${HEAVIEST_PAGE / 1000} kB before its first figure, and plotly only when one comes near`, async () => {
    const server = await serve(site);
    const { page, complaints } = await startVisit(browser, {}, server.address);
    const heavy: string[] = [];
    // The files of each page are weighed when the site is built; that a browser loads no others, a few show by day.
    for (const name of course.filter((each) => NIGHT || each === WHOLE || each === course[0])) {
      let bytes = 0;
      page.removeAllListeners('response');
      page.on('response', (response) => {
        const file = path.join(site, decodeURI(new URL(response.url()).pathname));
        if (!/plotly|\/figures\//.test(file) && fs.existsSync(file)) bytes += fs.statSync(file).size;
      });
      await page.goto(server.address + name, { waitUntil: 'networkidle' });
      if (bytes > HEAVIEST_PAGE || bytes < 20_000) heavy.push(`${name}: ${bytes} bytes`);
    }
    expect(heavy).toEqual([]);
    expect(complaints).toEqual([]);
    // A window so low that no figure is near at first.
    await page.setViewportSize({ width: 1200, height: 200 });
    await page.goto(`${server.address}course/03-gradient-descent.html`, { waitUntil: 'networkidle' });
    const loaded = (): Promise<boolean> => page.evaluate<boolean>("'Plotly' in globalThis");
    expect(await loaded()).toBe(false);
    await page.locator('[data-figure]:visible').first().scrollIntoViewIfNeeded();
    await expect.poll(loaded).toBe(true);
    await page.context().close();
    await server.close();
  });

  it('moves an animation with its slider, by keyboard', async () => {
    const { page } = wide;
    await page.goto(addressOf(site, 'course/03-gradient-descent.html'));
    await readThrough(page);
    const slider = page.locator('.plot-steps input').first();
    const before = await slider.getAttribute('aria-valuetext');
    // An animation opens on its first frame.
    await slider.focus();
    await page.keyboard.press('End');
    await expect.poll(() => slider.getAttribute('aria-valuetext')).not.toBe(before);
    await expect
      .poll(() => page.locator('.plot-steps output').first().textContent())
      .toBe(await slider.getAttribute('aria-valuetext'));
  });

  it('leads on to the next page and back again', async () => {
    const { page } = wide;
    const [first = '', second = ''] = course;
    await page.goto(addressOf(site, first));
    await page.locator('.turn [rel=next]').click();
    expect(page.url()).toBe(addressOf(site, second));
    await page.locator('.turn [rel=prev]').click();
    expect(page.url()).toBe(addressOf(site, first));
  });
});

describe('the search', () => {
  it('finds a word of the course from anywhere, and leads there by keyboard alone', async () => {
    const { page } = wide;
    const hits = page.locator('dialog.search li a');
    const ask = async (words: string): Promise<string[]> => {
      await page.goto(addressOf(site, 'api/neural-rnn.html'));
      await page.keyboard.press('/');
      await page.keyboard.type(words);
      await expect.poll(() => hits.count()).toBeGreaterThan(1);
      return hits.evaluateAll((links) =>
        links.map((link) => String((link as unknown as { href: string }).href)),
      );
    };
    const [word = ''] = await ask('lookahead');
    expect(word).toContain('guides/glossary.html#carry-lookahead');
    expect(await accessibilityProblems(page)).toEqual([]);
    await takePicture(page, 'search');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.url()).toBe(word);

    const [, second] = await ask('vanishing gradients');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.url()).toBe(second);
    await page.waitForLoadState();
  });

  it('finds a function of the library by its name first, and says when there is nothing', async () => {
    const { page } = wide;
    await page.goto(addressOf(site, 'index.html'));
    await page.locator('.search-open').click();
    await page.locator('dialog.search input').fill('matMul');
    await expect.poll(() => page.locator('dialog.search li').first().textContent()).toContain('matMul');
    await page.locator('dialog.search input').fill('qqqqzz');
    await expect.poll(() => page.locator('dialog.search [role=status]').textContent()).toContain('Nothing');
    await page.keyboard.press('Escape');
    expect(await page.locator('dialog.search').isVisible()).toBe(false);
  });
});

describe('the colors', () => {
  it('change with the button, stay on the next page, and are told to a screen reader', async () => {
    const { page } = wide;
    await page.goto(addressOf(site, 'index.html'));
    const ground = (): Promise<string> =>
      page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
    const light = await ground();
    const button = page.locator('button.theme');
    await button.click(); // a press that changes nothing would seem broken
    expect(await button.getAttribute('aria-label')).toBe('Colors: dark');
    expect(await ground()).not.toBe(light);
    await page.goto(addressOf(site, 'guides/notation.html'));
    expect(await ground()).not.toBe(light);
    await page.locator('button.theme').click();
    expect(await ground()).toBe(light);
    await page.locator('button.theme').click();
    expect(await page.locator('button.theme').getAttribute('aria-label')).toBe('Colors: as the system');
  });
});

describe('the first page', () => {
  it('trains a network while it is looked at, proves it, and has it broken by a tap', async () => {
    const { page, complaints } = await startVisit(browser, { reducedMotion: 'no-preference' });
    await page.goto(addressOf(site, 'index.html'));
    const says = page.locator('#hero-says');
    const state = (name: string) => page.locator(`#hero[data-state=${name}]`).waitFor({ timeout: 240_000 });
    await state('proved');
    expect(await says.innerText()).toContain('After 200 steps it adds numbers of every length: 37 boxes');
    await page.locator('#hero-stamp').click();
    await state('broken');
    expect(await says.innerText()).toMatch(/One of 33 weights set to 0: \d+ \+ \d+ = \d+ ✗/);
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.locator('#hero-press').click();
    await state('proved');
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('stays still for a reader who wants less motion, until it is asked', async () => {
    const { page } = await startVisit(browser);
    await page.goto(addressOf(site, 'index.html'));
    await expect.poll(() => page.locator('#hero-press').innerText()).toBe('Train it');
    expect(await page.locator('#hero').getAttribute('data-state')).toBe(null);
    await page.locator('#hero-press').click();
    await page.locator('#hero[data-state=proved]').waitFor({ timeout: 240_000 });
    await page.context().close();
  });
});

describe('on a phone', () => {
  it('the lists are closed at first and open on demand', async () => {
    const { page } = phone;
    await page.goto(addressOf(site, course[1] ?? ''));
    const link = page.locator('.side a').first();
    expect(await link.isVisible()).toBe(false);
    await page.locator('.side summary').click();
    expect(await link.isVisible()).toBe(true);
  });

  it('a finger that moves over a figure is left to the page', async () => {
    const { page } = phone;
    await page.goto(addressOf(site, 'course/03-gradient-descent.html'));
    await readThrough(page);
    const figure = page.locator('[data-figure]:visible').first();
    await page.locator(`#${await figure.getAttribute('id')}[data-drawn]`).waitFor({ timeout: 240_000 });
    // What holds the page is a handler that refuses the browser's own answer to a finger.
    const answers = await page.evaluate<string[]>(`(() => {
      const target = document.querySelector('[data-drawn] .nsewdrag');
      const { left, top } = target.getBoundingClientRect();
      const at = (y) => [new Touch({ identifier: 1, target, clientX: left + 40, clientY: top + y })];
      const send = (type, y) => {
        const event = new TouchEvent(type, { bubbles: true, cancelable: true, touches: at(y), changedTouches: at(y) });
        target.dispatchEvent(event);
        return type + (event.defaultPrevented ? ' is refused' : ' is let through');
      };
      return [send('touchstart', 60), send('touchmove', 30), send('touchmove', 0), send('touchend', 0),
        getComputedStyle(target).touchAction];
    })()`);
    expect(answers).toEqual([
      'touchstart is let through',
      'touchmove is let through',
      'touchmove is let through',
      'touchend is let through',
      'auto',
    ]);
  });

  it('a heading that is linked to comes to stand below the bar', async () => {
    const { page } = phone;
    await page.goto(addressOf(site, 'course/03-gradient-descent.html#exercises'));
    const box = async (selector: string) => page.locator(selector).boundingBox();
    const bar = await box('.bar');
    expect((await box('#exercises'))?.y).toBeGreaterThanOrEqual((bar?.y ?? 0) + (bar?.height ?? 0));
  });

  it('the title of a figure is read to its end', async () => {
    const { page } = phone;
    await page.goto(addressOf(site, course[6] ?? ''));
    await readThrough(page);
    const captions = page.locator('[data-drawn] > figcaption');
    expect(await captions.count()).toBe(await page.locator('[data-figure]:visible').count());
    for (const caption of await captions.all())
      expect(await caption.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
  });
});
