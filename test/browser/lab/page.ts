// What a reader does in JupyterLab, and what they see.
import path from 'node:path';
import type { Page, Route } from 'playwright-core';
import { expect } from 'vitest';
import { within } from '../../../scripts/notebooks/within.mjs';
import { SCREENSHOTS, type Copy } from './copies';
import type { LabServer } from './server';

const VIEW = { width: 1280, height: 1000 };
/** The longest that a cell or a start may take on a busy machine. */
const PATIENCE = 240_000;
const NOTEBOOK = '.jp-NotebookPanel:not(.lm-mod-hidden)';
const CELL = `${NOTEBOOK} .jp-Notebook .jp-Cell`;

/** A page of JupyterLab with one notebook open. */
export class LabPage {
  /** Errors of the page, and addresses outside of this computer that it asked for. Both should stay empty. */
  readonly complaints: string[] = [];

  private constructor(
    readonly page: Page,
    private readonly server: LabServer,
  ) {}

  /** Prepares a page on which JupyterLab remembers nothing: what the reader has open, and set, stays as it is. */
  static async prepare(page: Page, server: LabServer): Promise<LabPage> {
    const lab = new LabPage(page, server);
    await page.setViewportSize(VIEW);
    page.setDefaultTimeout(PATIENCE); // Playwright's own are made for a machine that does nothing else
    page.on('pageerror', (error) => {
      // JupyterLab has errors of its own, such as a debugger that finds no session when a page is left.
      if (/carry|plotly/i.test(error.stack ?? '')) lab.complaints.push(`error: ${error.message}`);
    });
    page.on('request', (request) => {
      const url = new URL(request.url());
      if (url.protocol.startsWith('http') && url.hostname !== '127.0.0.1')
        lab.complaints.push(`asks ${url.hostname}`);
    });
    await page.route(/\/lab\/api\/workspaces\/([^?]+)/, (route) => {
      const id = /workspaces\/([^?]+)/.exec(route.request().url())?.[1];
      return route.request().method() === 'GET'
        ? route.fulfill({ json: { data: {}, metadata: { id } } })
        : route.fulfill({ status: 204 });
    });
    await page.route(/\/lab\/api\/settings\b/, (route) => lab.answerSettings(route));
    return lab;
  }

  /** Opens a notebook and waits for its kernel: the first with JupyterLab itself, others in the same window. */
  async open(copy: Copy): Promise<void> {
    if (this.page.url() === 'about:blank') await this.page.goto(this.server.notebook(copy.path));
    else
      await within(
        this.page.evaluate(async (file) => {
          const { commands } = (window as unknown as WithApplication).jupyterapp;
          const panel = await commands.execute('docmanager:open', { path: file });
          await panel.context.ready;
          await panel.sessionContext.ready;
        }, copy.path),
        `opening ${copy.path} in JupyterLab`,
      );
    await this.cells().first().waitFor({ timeout: PATIENCE });
    // Cells that are run before JupyterLab has found its kernel are silently left alone.
    await this.page
      .locator('#jp-main-statusbar')
      .getByText('TypeScript | Idle')
      .waitFor({ timeout: PATIENCE });
  }

  /** Closes what is open without saving it, and ends its kernel: every one takes memory. */
  async close(): Promise<void> {
    if (this.page.url() === 'about:blank') return; // a test that needed none
    await this.page.evaluate(() => {
      const { shell } = (window as unknown as WithApplication).jupyterapp;
      for (const widget of [...shell.widgets('main')]) widget.dispose();
    });
    const sessions = (await this.server.api('GET', 'sessions')) as { id: string }[];
    for (const { id } of sessions) await this.server.api('DELETE', `sessions/${id}`);
  }

  /** The kernel that runs, by its id: another id means that it was restarted. */
  async kernelId(): Promise<string | undefined> {
    const [session] = (await this.server.api('GET', 'sessions')) as { kernel: { id: string } }[];
    return session?.kernel.id;
  }

  cells() {
    return this.page.locator(CELL);
  }

  cell(index: number) {
    return this.cells().nth(index);
  }

  async idle(): Promise<void> {
    await this.page.waitForFunction(
      (notebook) => {
        const [panel] = document.querySelectorAll<HTMLElement>(notebook);
        const indicator = panel?.querySelector<HTMLElement>('.jp-Notebook-ExecutionIndicator');
        const prompts = [...(panel?.querySelectorAll('.jp-InputPrompt') ?? [])];
        return (
          indicator?.dataset['status'] === 'idle' &&
          !prompts.some((prompt) => prompt.textContent?.includes('*'))
        );
      },
      NOTEBOOK,
      { timeout: PATIENCE },
    );
  }

  /** Run › Run All Cells; returns while they run. */
  async startAll(): Promise<void> {
    await this.menu('Run', 'runmenu:run-all');
    await this.page
      .locator(`${NOTEBOOK} .jp-InputPrompt`, { hasText: /\[(\*|\d)/ })
      .first()
      .waitFor();
  }

  /** Puts a text into a code cell and runs it; returns while it runs. */
  async runWith(index: number, source: string): Promise<void> {
    await this.cell(index).scrollIntoViewIfNeeded();
    await this.cell(index).locator('.cm-content').click();
    await this.page.keyboard.press('ControlOrMeta+a');
    await this.page.keyboard.insertText(source);
    await this.page.keyboard.press('Control+Enter');
  }

  /** The stop button of the toolbar. */
  async pressStop(): Promise<void> {
    await this.page
      .locator(
        `${NOTEBOOK} [data-jp-item-name="interrupt"] jp-button, ${NOTEBOOK} [data-jp-item-name="interrupt"] button`,
      )
      .first()
      .click();
  }

  async save(): Promise<void> {
    const saved = this.page.waitForResponse(
      (response) => response.request().method() === 'PUT' && response.url().includes('/api/contents/'),
    );
    await this.menu('File', 'docmanager:save');
    expect((await saved).ok()).toBe(true);
  }

  /** Settings › Theme. */
  async useTheme(name: 'JupyterLab Light' | 'JupyterLab Dark'): Promise<void> {
    await this.page.getByRole('menuitem', { name: 'Settings', exact: true }).click();
    await this.page.locator('.lm-Menu-itemLabel', { hasText: /^Theme$/ }).hover();
    await this.page.locator('.lm-Menu-itemLabel', { hasText: new RegExp(`^${name}$`) }).click();
    const light = String(name === 'JupyterLab Light');
    await this.page.waitForFunction((value) => document.body.dataset['jpThemeLight'] === value, light);
  }

  /** Goes to each of the cells and waits until it has drawn its figures: JupyterLab draws what comes into view. */
  async seeFigures(counts: ReadonlyMap<number, number>): Promise<void> {
    for (const [index, count] of counts) {
      const drawn = async () => {
        await this.cell(index).evaluate((cell) => cell.scrollIntoView({ block: 'center' }));
        return this.figuresDrawn(this.cell(index));
      };
      await expect.poll(drawn, { timeout: PATIENCE, message: `figures drawn in cell ${index}` }).toBe(count);
    }
  }

  /** Goes to a cell whose outputs are folded: a bar with three dots in their place. */
  async seeFolded(index: number): Promise<void> {
    const cell = this.cell(index);
    const bar = async () => {
      await cell.evaluate((node) => node.scrollIntoView({ block: 'center' }));
      return cell.locator('.jp-OutputPlaceholder').count();
    };
    await expect.poll(bar, { timeout: PATIENCE, message: `folded outputs of cell ${index}` }).toBe(1);
    expect(await cell.locator('.jp-OutputArea-output').count(), `outputs of cell ${index}`).toBe(0);
  }

  /** How many figures are drawn: each is an SVG that takes up space. */
  figuresDrawn(within = this.page.locator(NOTEBOOK)): Promise<number> {
    return within.locator('.jp-RenderedPlotly').evaluateAll(
      (figures) =>
        figures.filter((figure) => {
          const svg = figure.querySelector('.main-svg');
          return svg !== null && svg.getBoundingClientRect().height > 100;
        }).length,
    );
  }

  private plot(index: number) {
    return this.cell(index).locator('.jp-RenderedPlotly');
  }

  /** Where the inside of a figure's axes lies on the page. */
  private async axes(index: number) {
    const inside = this.plot(index).locator('.draglayer .nsewdrag');
    await inside.scrollIntoViewIfNeeded();
    const box = await inside.boundingBox();
    if (!box) throw new Error(`the figure of cell ${index} has no axes`);
    return box;
  }

  /** Clicks at a part of the width and of the height of a figure's axes, from the left and from the top. */
  async clickFigure(index: number, across: number, down: number): Promise<void> {
    const { x, y, width, height } = await this.axes(index);
    await this.page.mouse.click(x + across * width, y + down * height);
  }

  /** Presses a key while a figure has the focus. */
  pressKey(index: number, key: string): Promise<void> {
    return this.plot(index).press(key);
  }

  /** The name of the step that a figure's slider stands on. */
  step(index: number): Promise<string | undefined> {
    return this.plot(index).evaluate((node) => {
      const [slider] = (node as unknown as Drawn)._fullLayout.sliders ?? [];
      return slider?.steps[slider.active]?.label;
    });
  }

  /** The ends of a line that is drawn over a figure: x, y, x, y in the units of the axes. */
  line(index: number, which: number): Promise<number[]> {
    return this.plot(index).evaluate((node, at) => {
      const shape = (node as unknown as Drawn)._fullLayout.shapes?.[at];
      return shape ? [shape.x0, shape.y0, shape.x1, shape.y1] : [];
    }, which);
  }

  /** Takes hold of such a line in its middle, as a reader does: a click first, then a drag, in pixels. */
  async dragLine(
    index: number,
    which: number,
    { right, down }: { right: number; down: number },
  ): Promise<void> {
    const drawn = this.plot(index).locator('.shapelayer path').nth(which);
    const grab = async () => {
      const box = await drawn.boundingBox();
      if (!box) throw new Error(`line ${which} of cell ${index} is not drawn`);
      return [box.x + box.width / 2, box.y + box.height / 2] as const;
    };
    await this.page.mouse.click(...(await grab()));
    const [x, y] = await grab();
    await this.page.mouse.move(x, y);
    await this.page.mouse.down();
    await this.page.mouse.move(x + right, y + down, { steps: 5 });
    await this.page.mouse.up();
  }

  /** Begins to note how the figure of a cell looks, twenty times a second; stays with the cell while it runs. */
  async watchFigure(index: number): Promise<void> {
    await this.page.evaluate(
      ({ selector, at }) => {
        const seen = new Set<string>();
        const waits = (cell: Element) => cell.querySelector('.jp-InputPrompt')?.textContent?.includes('*');
        const look = () => {
          const cells = [...document.querySelectorAll(selector)];
          if (cells.findIndex(waits) === at) cells[at]?.scrollIntoView({ block: 'center' });
          const drawing = cells[at]?.querySelector('.main-svg');
          if (drawing) seen.add(drawing.innerHTML);
        };
        const watches = ((window as unknown as Watching).watches ??= new Map());
        watches.set(at, { seen, timer: setInterval(look, 50) });
      },
      { selector: CELL, at: index },
    );
  }

  /** How many different looks the figure of a watched cell has had. */
  looksOfFigure(index: number): Promise<number> {
    return this.page.evaluate((at) => (window as unknown as Watching).watches.get(at)?.seen.size ?? 0, index);
  }

  /** A picture of the whole notebook, however long. */
  async screenshot(name: string): Promise<void> {
    const heights = await this.cells().evaluateAll((cells) =>
      cells.map((cell) => cell.getBoundingClientRect().height),
    );
    const height = heights.reduce((sum, each) => sum + each, 200);
    await this.page.setViewportSize({ ...VIEW, height: Math.min(16_000, Math.ceil(height)) });
    await this.cell(0).evaluate((cell) => cell.scrollIntoView({ block: 'start' }));
    // The figures that come into view are drawn one after the other.
    const figures = this.page.locator(`${NOTEBOOK} .jp-RenderedPlotly`);
    await expect
      .poll(async () => (await this.figuresDrawn()) === (await figures.count()), { timeout: PATIENCE })
      .toBe(true);
    await this.page.screenshot({ path: path.join(SCREENSHOTS, `${name}.png`) });
    await this.page.setViewportSize(VIEW);
  }

  /** Settings that JupyterLab wants to keep are kept here, for this page only. */
  private readonly settings = new Map<string, string>();

  private async answerSettings(route: Route): Promise<void> {
    const request = route.request();
    const id = decodeURIComponent(/settings\/([^?]+)/.exec(request.url())?.[1] ?? '');
    if (request.method() === 'PUT') {
      this.settings.set(id, (request.postDataJSON() as { raw: string }).raw);
      return route.fulfill({ status: 204 });
    }
    const raw = this.settings.get(id);
    if (raw === undefined) return route.continue();
    const response = await route.fetch();
    return route.fulfill({ response, json: { ...(await response.json()), raw } });
  }

  private async menu(name: string, command: string): Promise<void> {
    await this.page.getByRole('menuitem', { name, exact: true }).click();
    await this.page.locator(`.lm-Menu li[data-command="${command}"]`).first().click();
  }
}

/** What plotly keeps of a figure that it has drawn. */
interface Drawn {
  _fullLayout: {
    sliders?: { active: number; steps: { label: string }[] }[];
    shapes?: { x0: number; y0: number; x1: number; y1: number }[];
  };
}

/** As much of JupyterLab's own interface as is used here. */
interface WithApplication {
  jupyterapp: {
    commands: {
      execute(
        command: 'docmanager:open',
        options: { path: string },
      ): Promise<{ context: { ready: Promise<void> }; sessionContext: { ready: Promise<void> } }>;
    };
    shell: { widgets(area: 'main'): Iterable<{ dispose(): void }> };
  };
}

interface Watching {
  watches: Map<number, { seen: Set<string>; timer: NodeJS.Timeout }>;
}
