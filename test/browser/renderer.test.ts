// The plot renderer (scripts/jupyter) on a bare page, with a stand-in for the part of JupyterLab that it needs.
import fs from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchChromium } from '../../scripts/notebooks/chromium.mjs';
import { places } from '../../scripts/setup/places.mjs';

const { renderer, rendererSource } = places();
const ORIGIN = 'http://renderer.test/';
const MIME = 'application/vnd.plotly.v1+json';

/** Lumino's Widget, as far as the renderer uses it, and a place to put renderers. */
const PAGE = `<!doctype html>
<body data-jp-theme-light="true">
<div id="cell" style="width: 600px"></div>
<script src="${ORIGIN}remoteEntry.js"></script>
<script>
  class Widget {
    isDisposed = false;
    node = document.createElement('div');
    addClass(name) { this.node.classList.add(name); }
    dispose() { this.isDisposed = true; this.node.remove(); }
  }
  const container = window._JUPYTERLAB['carry-plotly'];
  container.init({ '@lumino/widgets': { '2.0.0': { get: async () => () => ({ Widget }) } } });
  window.ready = (async () => {
    const extension = (await container.get('./mimeExtension'))().default;
    window.renderer = extension.rendererFactory.createRenderer({});
    document.querySelector('#cell').append(window.renderer.node);
  })();
  window.show = (figure) => window.renderer.renderModel({ data: { '${MIME}': figure } });
</script>`;

interface RendererPage {
  show: (figure: object) => Promise<void>;
  ready: Promise<void>;
  renderer: { dispose: () => void };
  Plotly: { react: (...args: unknown[]) => unknown };
}

const LINE = [{ type: 'scatter', x: [0, 1, 2], y: [0, 1, 4] }];

let browser: Browser;
let page: Page;
let missing: string[] = [];

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

beforeEach(async () => {
  missing = [];
  page = await browser.newPage({ viewport: { width: 800, height: 600 } });
  page.setDefaultTimeout(240_000);
  await page.route(`${ORIGIN}**`, (route) => {
    const name = new URL(route.request().url()).pathname.slice(1);
    const plotly = path.join(renderer, 'static', 'plotly.min.js');
    if (name === '') return route.fulfill({ contentType: 'text/html', body: PAGE });
    if (missing.includes(name)) return route.abort();
    const file = name === 'plotly.min.js' ? plotly : path.join(rendererSource, 'static', name);
    return route.fulfill({ contentType: 'text/javascript', body: fs.readFileSync(file, 'utf8') });
  });
  await page.goto(ORIGIN);
  await page.evaluate(() => (window as unknown as RendererPage).ready);
});
afterEach(() => page.close());

const show = (figure: object) =>
  page.evaluate((shown) => (window as unknown as RendererPage).show(shown), figure);
const plot = () => page.locator('.jp-RenderedPlotly');
const width = () =>
  page
    .locator('.main-svg')
    .first()
    .evaluate((svg) => svg.getBoundingClientRect().width);
const tickColor = () =>
  page
    .locator('.xtick text')
    .first()
    .evaluate((text) => getComputedStyle(text).fill);

describe('the plot renderer', () => {
  it('draws a figure across the width of its cell', async () => {
    await show({ data: LINE, layout: { title: { text: 'A line' } } });
    expect(await page.locator('.scatterlayer .trace').count()).toBe(1);
    expect(await width()).toBe(600);
    expect(await plot().evaluate((node) => node.getBoundingClientRect().height)).toBe(360);
  });

  it('follows a change of width', async () => {
    await show({ data: LINE });
    await page.evaluate(() => document.querySelector('#cell')?.setAttribute('style', 'width: 400px'));
    await expect.poll(width).toBe(400);
  });

  it.each([
    [{ title: { text: 'Loss<br>over <b>time</b>' } }, 'Loss over time'],
    [{ title: 'Loss' }, 'Loss'],
    [{ title: 'Loss', meta: { alt: 'The loss falls.' } }, 'The loss falls.'],
    [{}, 'Figure without a title'],
  ])('reads out %j as %j', async (layout, label) => {
    await show({ data: LINE, layout });
    expect(await plot().getAttribute('aria-label')).toBe(label);
    expect(await plot().getAttribute('role')).toBe('figure');
    expect(await page.locator('.main-svg:not([aria-hidden="true"])').count()).toBe(0);
  });

  it('draws the newest of many quick updates, and few of those before it', async () => {
    await show({ data: LINE });
    const drawn = await page.evaluate(async () => {
      const { Plotly, show } = window as unknown as RendererPage;
      const { react } = Plotly;
      let count = 0;
      Plotly.react = (...args) => (count++, react(...args));
      const updates = Array.from({ length: 50 }, (_, last) => show({ data: [{ y: [0, last] }] }));
      await Promise.all(updates);
      return count;
    });
    await expect
      .poll(() => plot().evaluate((node) => (node as unknown as { data: { y: number[] }[] }).data[0]?.y[1]))
      .toBe(49);
    expect(drawn).toBeLessThan(10);
  });

  it('lets no figure of an unknown notebook ask another host for anything, or set how plotly behaves', async () => {
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    const away = 'http://elsewhere.test/picture.png';
    await show({
      data: [
        ...LINE,
        { type: 'scattergeo', lat: [0], lon: [0] },
        { type: 'choropleth', locations: ['FRA'], z: [1] },
        { type: 'heatmap', z: [[1, 2]] },
        { type: 'image', source: away },
      ],
      layout: {
        title: { text: `<span style="filter:url(${away})">A title</span>` },
        images: [{ source: away, xref: 'paper', yref: 'paper', x: 0, y: 1, sizex: 1, sizey: 1 }],
        template: { layout: { images: [{ name: 'a', source: away }] } },
        mapbox: { style: away },
        geo: { visible: true },
      },
      config: { topojsonURL: 'http://elsewhere.test/', staticPlot: true, displayModeBar: true },
    });
    expect(asked.filter((url) => !url.startsWith(ORIGIN) && !url.startsWith('data:'))).toEqual([]);
    expect(await page.locator('.scatterlayer .trace').count()).toBe(1);
    expect(await page.locator('.heatmaplayer .hm').count()).toBe(1);
    expect(await page.locator('.draglayer .nsewdrag').count()).toBe(1); // none where a plot is static
  });

  it('keeps a figure that grows in view after "Run All", until the reader scrolls', async () => {
    await page.evaluate(() => {
      const toolbar = document.createElement('div');
      toolbar.className = 'jp-Toolbar';
      toolbar.style.cssText = 'position: fixed; top: 0; left: 0; width: 80px; height: 20px';
      document.body.append(toolbar);
      document.body.style.paddingBottom = '4000px';
    });
    const grow = async (last: number) => {
      await show({ data: [{ y: [0, last] }] });
      return plot().evaluate((node) => node.getBoundingClientRect().bottom > 0);
    };
    await grow(1);
    await page.mouse.click(10, 10);
    await page.evaluate(() => scrollTo(0, 3000)); // as JupyterLab does
    expect(await grow(2)).toBe(true);
    await page.mouse.wheel(0, 3000);
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(1000);
    expect(await grow(3)).toBe(false);
  });

  it('leaves the figure that will be saved as it was', async () => {
    const kept = await page.evaluate(async (data) => {
      const figure = { data, layout: { xaxis: {} } };
      const before = JSON.stringify(figure);
      await (window as unknown as RendererPage).show(figure);
      return JSON.stringify(figure) === before;
    }, LINE);
    expect(kept).toBe(true);
  });

  it('follows the theme, except where the figure chose its colors itself', async () => {
    await show({ data: [{ ...LINE[0], line: { color: 'rgb(1, 2, 3)' } }] });
    expect(await tickColor()).toBe('rgb(33, 33, 33)');
    await page.evaluate(() => {
      document.body.style.setProperty('--jp-content-font-color1', 'rgb(250, 240, 230)');
      document.body.dataset['jpThemeLight'] = 'false';
      // As JupyterLab does: its page is hidden at once, and shown before the next frame.
      document.body.hidden = true;
      requestAnimationFrame(() => (document.body.hidden = false));
    });
    await expect.poll(tickColor).toBe('rgb(250, 240, 230)');
    const line = page.locator('.scatterlayer .js-line');
    expect(await line.evaluate((element) => getComputedStyle(element).stroke)).toBe('rgb(1, 2, 3)');
  });

  it('moves with a slider through its frames, again after an update', async () => {
    const figure = (top: number) => ({
      data: [{ x: [0, 1], y: [0, 0] }],
      frames: [0, 1].map((frame) => ({ name: `f${frame}`, data: [{ y: [0, frame * top] }] })),
      layout: {
        yaxis: { range: [0, 10] },
        sliders: [
          {
            steps: [0, 1].map((frame) => ({
              label: String(frame),
              method: 'animate',
              args: [
                [`f${frame}`],
                { mode: 'immediate', frame: { duration: 0 }, transition: { duration: 0 } },
              ],
            })),
          },
        ],
      },
    });
    const top = () =>
      plot().evaluate((node) => (node as unknown as { _fullData: { y: number[] }[] })._fullData[0]?.y[1]);
    for (const value of [3, 7]) {
      await show(figure(value));
      await page.locator('.slider-rail-touch-rect').click({ position: { x: 400, y: 5 }, force: true });
      await expect.poll(top).toBe(value);
    }
  });

  it('goes to the step whose place is clicked, from where it stands', async () => {
    const steps = ['off', 'on'];
    await show({
      data: [{ x: [0, 1], y: [0, 0] }],
      frames: steps.map((name, n) => ({ name, data: [{ y: [n, n] }] })),
      layout: {
        dragmode: false,
        xaxis: { range: [0, 1] },
        yaxis: { range: [0, 1] },
        meta: { presses: { at: { off: [[0.5, 0.5, 'on']], on: [[0.5, 0.5, 'off']] } } },
        sliders: [
          { active: 0, steps: steps.map((name) => ({ label: name, method: 'animate', args: [[name]] })) },
        ],
      },
    });
    const area = page.locator('.draglayer .nsewdrag');
    const height = () =>
      plot().evaluate((node) => (node as unknown as { _fullData: { y: number[] }[] })._fullData[0]?.y[1]);
    for (const wanted of [1, 0, 1]) {
      await area.click();
      await expect.poll(height).toBe(wanted);
    }
    await area.click({ position: { x: 5, y: 5 } }); // far from every place
    expect(await height()).toBe(1);
    const { x, y, width, height: tall } = (await area.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    await page.mouse.move(x + width / 2, y + tall / 2);
    await page.mouse.down();
    await page.mouse.move(x + width / 2 + 30, y + tall / 2, { steps: 3 });
    await page.mouse.up(); // a drag is no press
    expect(await height()).toBe(1);
  });

  it('goes from step to step with the arrow keys, which the page does not hear, and leaves it all others', async () => {
    await page.evaluate(() => {
      const heard: string[] = [];
      Object.assign(window, { heard });
      document.addEventListener('keydown', ({ key }) => heard.push(key));
    });
    const frames = ['a', 'b', 'c'].map((name, n) => ({ name, data: [{ y: [n, n] }] }));
    const steps = frames.map(({ name }) => ({ label: `step ${name}`, method: 'animate', args: [[name]] }));
    const layout = { yaxis: { range: [0, 3] }, sliders: [{ active: 0, steps }] };
    await show({ data: [{ x: [0, 1], y: [0, 0] }], frames, layout });
    const height = () =>
      plot().evaluate((node) => (node as unknown as { _fullData: { y: number[] }[] })._fullData[0]?.y[1]);
    const keys = ['ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowLeft', 'End', 'Home', 'ArrowLeft'];
    const wanted = [1, 2, 2, 1, 2, 0, 0];
    for (const [n, key] of keys.entries()) {
      await plot().press(key);
      await expect.poll(height, { message: `after ${key}` }).toBe(wanted[n]);
    }
    await plot().press('Enter');
    await plot().press('Control+ArrowRight');
    expect(await page.evaluate(() => (window as unknown as { heard: string[] }).heard)).toEqual([
      'Enter',
      'Control',
      'ArrowRight',
    ]);
    expect(await height()).toBe(0);
  });

  it('moves the line at hand with the arrows, turns it, and takes the next one with Enter', async () => {
    const line = { type: 'line', editable: true, x0: 0, y0: 1, x1: 2, y1: 1, line: { width: 6 } };
    const axis = { range: [0, 5] }; // a push is a twenty-fifth of it
    const shapes = [line, { ...line, editable: false }, { ...line, y0: 3, y1: 3 }];
    await show({ data: LINE, layout: { shapes, xaxis: axis, yaxis: axis } });
    const shown = () =>
      plot().evaluate((node) =>
        (node as unknown as { layout: { shapes: (typeof line)[] } }).layout.shapes.map(
          ({ x0, y0, x1, y1, line: { width: wide } }) => [
            ...[x0, y0, x1, y1].map((value) => Number(value.toFixed(3))),
            wide,
          ],
        ),
      );
    const [first, second, third] = [
      [0, 1, 2, 1, 6],
      [0, 1, 2, 1, 6],
      [0, 3, 2, 3, 6],
    ];
    expect(await shown()).toEqual([first, second, third]);
    await plot().press('ArrowRight');
    await expect.poll(shown).toEqual([[0.2, 1, 2.2, 1, 9], second, third]);
    await plot().press('ArrowUp');
    await expect.poll(shown).toEqual([[0.2, 1.2, 2.2, 1.2, 9], second, third]);
    await plot().press('Enter');
    await expect.poll(shown).toEqual([[0.2, 1.2, 2.2, 1.2, 6], second, [0, 3, 2, 3, 9]]);
    await plot().press('PageUp');
    // By five degrees about its middle, (1, 3): its right end goes up.
    const [across, up] = [Math.cos(Math.PI / 36), Math.sin(Math.PI / 36)].map((part) =>
      Number(part.toFixed(3)),
    );
    const turned = [1 - across!, 3 - up!, 1 + across!, 3 + up!].map((value) => Number(value.toFixed(3)));
    await expect.poll(shown).toEqual([[0.2, 1.2, 2.2, 1.2, 6], second, [...turned, 9]]);
    await plot().press('PageDown');
    await expect.poll(shown).toEqual([[0.2, 1.2, 2.2, 1.2, 6], second, [0, 3, 2, 3, 9]]);
    await plot().blur();
    await expect.poll(shown).toEqual([[0.2, 1.2, 2.2, 1.2, 6], second, third]);
  });

  it('cannot be reached with the keyboard where there is no one slider to move', async () => {
    await show({ data: LINE });
    expect(await plot().getAttribute('tabindex')).toBeNull();
    const slider = { active: 0, steps: [{ label: '0', method: 'animate', args: [['0']] }] };
    await show({ data: LINE, layout: { sliders: [slider, slider] } });
    expect(await plot().getAttribute('tabindex')).toBeNull();
  });

  it('waits while its page is hidden', async () => {
    await page.evaluate(() => document.querySelector('#cell')?.setAttribute('style', 'display: none'));
    await show({ data: LINE });
    expect(await page.locator('.main-svg').count()).toBe(0);
    await page.evaluate(() => document.querySelector('#cell')?.setAttribute('style', 'width: 500px'));
    await expect.poll(() => page.locator('.main-svg').count()).toBeGreaterThan(0);
    expect(await width()).toBe(500);
  });

  it('says so when plotly is not there, and draws once it is', async () => {
    missing = ['plotly.min.js'];
    await show({ data: LINE });
    expect(await plot().textContent()).toBe(
      `This figure could not be drawn: Error: ${ORIGIN}plotly.min.js could not be loaded`,
    );
    missing = [];
    await show({ data: LINE });
    expect(await page.locator('.scatterlayer .trace').count()).toBe(1);
  });
});
