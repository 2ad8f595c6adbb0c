// Figures: a picture at first, and drawn by plotly when the reader comes near. Animations get a slider and a button of
// HTML in place of plotly's own, which keyboards cannot reach.
import { moveLinesByKey } from '../../scripts/jupyter/static/lines.js';
import { listenForPresses, type Presses } from '../../scripts/jupyter/static/presses.js';
import { loadScript } from './load';
import { THEME_EVENT } from './theme';

interface Frame {
  readonly name: string;
  readonly data?: readonly unknown[];
  readonly traces?: readonly number[];
}

/** A figure as plotly takes it. */
export interface Drawing {
  readonly data: readonly unknown[];
  readonly layout: Record<string, unknown>;
  readonly frames?: readonly Frame[];
}

interface Plotly {
  newPlot(element: HTMLElement, drawing: object): Promise<unknown>;
  addTraces(element: HTMLElement, trace: object): Promise<unknown>;
  react(element: HTMLElement, drawing: object): Promise<unknown>;
  purge(element: HTMLElement): void;
  animate(element: HTMLElement, frames: readonly object[], options: object): Promise<unknown>;
  relayout(element: HTMLElement, changes: object): Promise<unknown>;
}

const NEAR = '600px';
const drawings = new Map<string, Drawing>();
/** How figures are drawn, for the page's other scripts. */
export interface Draw {
  /** Draws a figure, with its title and, for an animation, a slider, in the place of what the element holds. */
  readonly into: typeof drawInto;
  /** Draws a newer state of a figure into the same place: its curves move, the page does not. */
  readonly again: typeof redrawInto;
}

const globals = globalThis as {
  carryFigure?: (id: string, drawing: Drawing) => void;
  carryDraw?: Draw;
  Plotly?: Plotly;
};

/** Draws each figure of the page when it comes near. */
export function startFigures(): void {
  globals.carryFigure = (id, drawing) => drawings.set(id, drawing);
  globals.carryDraw = { into: drawInto, again: redrawInto };
  const figures = [...document.querySelectorAll<HTMLElement>('[data-figure]')];
  if (figures.length === 0) return;
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        observer.unobserve(target);
        void draw(target as HTMLElement);
      }
    },
    { rootMargin: `${NEAR} 0px` },
  );
  figures.forEach((figure) => observer.observe(figure));
  addEventListener(THEME_EVENT, () => {
    for (const plot of document.querySelectorAll<HTMLElement>('.plot[data-drawn] .js-plotly-plot')) {
      const drawing = shownDrawings.get(plot);
      const figure = plot.closest<HTMLElement>('.plot');
      if (!drawing || !figure) continue;
      void globals.Plotly?.react(plot, shownBy(drawing, figure).shown).then(() =>
        // It shows the first step now; the slider stands on another.
        figure.querySelector('.plot-steps input')?.dispatchEvent(new Event('input')),
      );
    }
  });
}

const inkColor = (): string => getComputedStyle(document.body).color;
const isDark = (): boolean => getComputedStyle(document.documentElement).colorScheme === 'dark';

/** The palette's blue has a contrast of 2.9 : 1 on a dark ground; this one of 5.0 : 1. */
const ON_DARK = new Map([['#0072b2', '#3d9be0']]);

/** The same drawing with colors that show on a dark ground. */
function onDark<Value>(value: Value): Value {
  if (typeof value === 'string') return (ON_DARK.get(value.toLowerCase()) ?? value) as Value;
  if (Array.isArray(value)) {
    // Long lists are numbers, and numbers have no color.
    return typeof value[0] === 'number' ? value : (value.map(onDark) as Value);
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, onDark(each as unknown)]),
  ) as Value;
}

/** On a touch screen a finger over a figure scrolls the page. */
const isTouched = (): boolean => matchMedia('(pointer: coarse)').matches;

/** Figures are drawn one after the other, so that the reader can scroll and click between two. */
let turn: Promise<void> = Promise.resolve();
const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

async function draw(figure: HTMLElement): Promise<void> {
  const id = figure.dataset['figure'] ?? '';
  try {
    await Promise.all([loadScript('assets/plotly.min.js'), loadScript(`assets/figures/${id}.js`)]);
  } catch {
    return; // the picture stays
  }
  const drawing = drawings.get(id);
  if (!drawing) return;
  const mine = turn.then(pause).then(() => drawInto(figure, drawing, figure.dataset['alt'] ?? ''));
  turn = mine.catch(() => undefined); // one that cannot be drawn does not hold up the others
  await mine;
}

/** Draws a figure, with its title and, for an animation, a slider, in the place of what the element holds. */
async function drawInto(figure: HTMLElement, drawing: Drawing, alt: string): Promise<void> {
  await loadScript('assets/plotly.min.js');
  if (!globals.Plotly) return;
  const plot = document.createElement('div');
  plot.setAttribute('role', 'img');
  plot.setAttribute('aria-label', alt);
  const { title, shown } = shownBy(drawing, figure);
  // Drawn aside, so that the picture stays until the drawing can take its place.
  plot.className = 'drawing';
  plot.style.height = `${Number(shown.layout['height'] ?? 360)}px`;
  const frame = document.createElement('div');
  frame.className = 'plot-frame';
  // Plotly takes a finger for a drag and holds the page; without the touch it still hears the tap, and shows its values.
  if (isTouched())
    frame.addEventListener('touchstart', (event) => event.stopPropagation(), {
      capture: true,
      passive: true,
    });
  frame.append(plot);
  figure.append(frame);
  await drawInParts(globals.Plotly, plot, shown);
  await pause();
  if (labelsCollide(plot)) {
    frame.classList.add('roomy'); // the reader swipes sideways over it
    globals.Plotly.purge(plot);
    await pause();
    await drawInParts(globals.Plotly, plot, shownBy(drawing, figure).shown);
  }
  figure.querySelector('img, .waiting')?.remove();
  plot.classList.remove('drawing');
  if (title !== '') figure.prepend(captionOf(title));
  shownDrawings.set(plot, drawing);
  moveLinesByKey(plot, (changes) => void globals.Plotly?.relayout(plot, changes));
  if (drawing.frames && drawing.frames.length > 1) figure.append(stepper(plot, drawing, drawing.frames));
  figure.dataset['drawn'] = '';
}

/**
 * From so many marks on, a figure is drawn trace by trace: all at once, they would hold the page for long. (A line is one
 * thing to draw, however many points it has.)
 */
const MANY = 800;

async function drawInParts(plotly: Plotly, plot: HTMLElement, shown: Pick<Drawing, 'data'>): Promise<void> {
  const traces = shown.data as readonly { readonly mode?: string; readonly x?: unknown }[];
  const marks = traces
    .filter(({ mode }) => mode === 'markers')
    .reduce((sum, { x }) => sum + (Array.isArray(x) ? x.length : 0), 0);
  if (marks < MANY) return void (await plotly.newPlot(plot, shown));
  await plotly.newPlot(plot, { ...shown, data: traces.slice(0, 1) });
  for (const trace of traces.slice(1)) {
    await pause();
    await plotly.addTraces(plot, trace);
  }
}

/** What each place shows, to draw it anew in other colors. */
const shownDrawings = new WeakMap<HTMLElement, Drawing>();

/**
 * Whether words of a drawing lie over each other or are cut off at its edges, as they do where a screen is narrower than
 * the figure was made for. Numbers at an axis make room for each other by themselves.
 */
function labelsCollide(plot: HTMLElement): boolean {
  const frame = plot.getBoundingClientRect();
  const labels = [...plot.querySelectorAll(LABELS)]
    .map((text) => ({
      box: text.getBoundingClientRect(),
      room: roomOf(text, plot) ?? frame,
      tick: text.closest('.xtick, .ytick')?.getAttribute('class'),
    }))
    .filter(({ box }) => box.width > 0);
  const inside = 2; // pixels by which boxes of letters reach beyond the letters
  return labels.some(
    ({ box: a, room, tick }, n) =>
      a.left < room.left - inside ||
      a.right > room.right + inside ||
      labels.slice(n + 1).some(
        ({ box: b, tick: other }) =>
          (!tick || !other || tick === other) && // where two axes meet, their first numbers may touch
          a.left + inside < b.right &&
          b.left + inside < a.right &&
          a.top + 2 * inside < b.bottom &&
          b.top + 2 * inside < a.bottom,
      ),
  );
}

const LABELS = '.infolayer text, .textpoint text, .annotation-text, .xtick text, .ytick text';

/** Where words among the points are cut off: at the axes of their part of the figure. */
function roomOf(text: Element, plot: HTMLElement): DOMRect | undefined {
  if (!text.closest('g.plot')?.hasAttribute('clip-path')) return undefined;
  const part = [...(text.closest('g.subplot')?.classList ?? [])].find((name) => /^x\d*y\d*$/.test(name));
  return plot.querySelector(`.draglayer .${part} .nsewdrag`)?.getBoundingClientRect();
}

/** Draws a newer state of a figure into the same place: its curves move, the page does not. */
async function redrawInto(figure: HTMLElement, drawing: Drawing, alt: string): Promise<void> {
  const plot = figure.querySelector<HTMLElement>('.js-plotly-plot');
  if (!plot || !globals.Plotly || drawing.frames) {
    if (plot) globals.Plotly?.purge(plot);
    figure.replaceChildren();
    return drawInto(figure, drawing, alt);
  }
  plot.setAttribute('aria-label', alt);
  const { title, shown } = shownBy(drawing, figure);
  const caption = figure.querySelector('figcaption');
  if (caption && title !== '') caption.replaceWith(captionOf(title));
  plot.style.height = `${Number(shown.layout['height'] ?? 360)}px`;
  await globals.Plotly.react(plot, shown);
  shownDrawings.set(plot, drawing);
}

function shownBy({ data, layout, frames }: Drawing, figure: HTMLElement) {
  const { title, shown } = withoutTitle(frames ? withoutControls(layout) : layout);
  const font = {
    ...(layout['font'] as object),
    color: inkColor(),
    family: getComputedStyle(figure).getPropertyValue('--sans'),
  };
  // Below everything: a place told as a part of the plot's height lies over the numbers where that height is small.
  const legend = layout['legend'] as { orientation?: string; y?: number } | undefined;
  const below = legend?.orientation === 'h' && (legend.y ?? 0) < 0;
  const lowest = below ? { legend: { ...legend, yref: 'container', y: 0, yanchor: 'bottom' } } : {};
  const touched = isTouched() ? { dragmode: false } : {};
  return {
    title,
    shown: {
      data: colored(data),
      layout: colored({ ...shown, ...lowest, font, autosize: true, ...touched }) as Drawing['layout'],
      config: { responsive: true, displaylogo: false, displayModeBar: false },
    },
  };
}

/** A copy, since plotly writes into what it draws, in the colors of the theme. */
const colored = <Value>(value: Value): Value => structuredClone(isDark() ? onDark(value) : value);

/** The title for a caption of HTML, which breaks its lines where plotly would cut them off, and the layout without it. */
function withoutTitle(layout: Drawing['layout']): { title: string; shown: Drawing['layout'] } {
  const { title, height, margin, ...rest } = layout;
  const text = (title as { text?: string } | undefined)?.text ?? '';
  const lines = text.split('<br>');
  // As much room as lib/src/notebook/figures/style.ts gives to each line of a title.
  const room = text === '' ? 0 : 20 * lines.length;
  const top = (margin as { t?: number } | undefined)?.t ?? room;
  return {
    title: lines.join(' '),
    shown: {
      ...rest,
      height: Number(height ?? 360) - room,
      margin: { ...(margin as object), t: top - room },
    },
  };
}

function captionOf(title: string): HTMLElement {
  const caption = document.createElement('figcaption');
  caption.textContent = title.replace(/<[^>]*>/g, '');
  return caption;
}

interface Slider {
  readonly active?: number;
  readonly currentvalue?: { readonly prefix?: string };
}

const sliderOf = (layout: Drawing['layout']): Slider | undefined =>
  (layout['sliders'] as Slider[] | undefined)?.[0];
const prefixOf = (layout: Drawing['layout']): string => sliderOf(layout)?.currentvalue?.prefix ?? '';

/** The layout without plotly's slider and buttons, and without the room that was kept for them. */
function withoutControls(layout: Drawing['layout']): Drawing['layout'] {
  const { sliders, updatemenus, margin, height, legend, ...rest } = layout;
  if (!sliders && !updatemenus) return layout;
  const below = { ...(legend as object), orientation: 'h', x: 0, xanchor: 'left', y: -0.2, yanchor: 'top' };
  return {
    ...rest,
    legend: below,
    height: Number(height ?? 460) - 70,
    margin: { ...(margin as object), b: 80 },
  };
}

interface Meta {
  readonly presses?: Presses;
}

/** Steps through the frames. They go to plotly one at a time, when they are asked for: all at once take it long. */
function stepper(plot: HTMLElement, { layout }: Drawing, frames: readonly Frame[]): HTMLElement {
  const prefix = prefixOf(layout);
  const box = document.createElement('div');
  box.className = 'plot-steps';
  box.innerHTML =
    '<button type="button">▶ Play</button><input type="range" min="0" step="1"><output></output>';
  const [button, slider, output] = box.children as unknown as [
    HTMLButtonElement,
    HTMLInputElement,
    HTMLOutputElement,
  ];
  slider.max = String(frames.length - 1);
  slider.setAttribute('aria-label', prefix.trim() || 'Step');
  let playing: ReturnType<typeof setInterval> | undefined;
  const standAt = (index: number): void => {
    slider.value = String(index);
    const name = frames[index]?.name ?? '';
    output.textContent = prefix + name;
    slider.setAttribute('aria-valuetext', prefix + name);
  };
  const show = (index: number): void => {
    standAt(index);
    const { data, traces } = frames[index] ?? {};
    const options = { mode: 'immediate', transition: { duration: 0 }, frame: { duration: 0, redraw: true } };
    void globals.Plotly?.animate(plot, [{ data: colored(data), traces }], options);
  };
  const stop = (): void => {
    clearInterval(playing);
    playing = undefined;
    button.textContent = '▶ Play';
  };
  slider.addEventListener('input', () => {
    stop();
    show(Number(slider.value));
  });
  button.addEventListener('click', () => {
    if (playing !== undefined) return stop();
    button.textContent = '❚❚ Pause';
    if (Number(slider.value) >= frames.length - 1) show(0);
    playing = setInterval(() => {
      if (Number(slider.value) >= frames.length - 1) stop();
      else show(Number(slider.value) + 1);
    }, 400);
  });
  // What an animation shows at first is the step that its slider stands on.
  const active = sliderOf(layout)?.active;
  if (active === undefined) show(frames.length - 1);
  else standAt(active);
  const presses = (layout['meta'] as Meta | undefined)?.presses;
  if (presses)
    listenForPresses(
      plot,
      () => ({ presses, step: frames[Number(slider.value)]?.name ?? '' }),
      (step) => {
        stop();
        show(frames.findIndex(({ name }) => name === step));
      },
    );
  return box;
}
