import type { Layout } from '../figure';

/**
 * Colors that people with any common kind of color vision tell apart, on white and on black.
 *
 * Source: M. Okabe and K. Ito, "Color Universal Design" (2008), without its black and its yellow, each of which
 * vanishes on one of the two grounds.
 */
export const PALETTE = ['#0072B2', '#E69F00', '#009E73', '#D55E00', '#56B4E9', '#CC79A7', '#8C8C8C'] as const;

/** Line styles that go with the colors, so that color is never the only difference. */
export const DASHES = ['solid', 'dash', 'dot', 'dashdot', 'longdash', 'longdashdot', 'solid'] as const;

/** Marker symbols that go with the colors. */
export const SYMBOLS = ['circle', 'diamond', 'square', 'x', 'triangle-up', 'cross', 'star'] as const;

/** From blue over white to orange: for values on both sides of zero. */
export const DIVERGING = [
  [0, '#0072B2'],
  [0.5, '#F7F7F7'],
  [1, '#E69F00'],
] as const;

/** From dark blue to yellow, each step lighter than the last: for values from small to large. */
export const SEQUENTIAL = 'Cividis';

/** What one axis shows. */
export interface Axis {
  readonly label: string;
  /** Unit, written behind the label in brackets. */
  readonly unit?: string;
  readonly log?: boolean;
  /** First and last value shown; also on a logarithmic axis these are the values themselves. */
  readonly range?: readonly [number, number];
  /** Named places on the axis, instead of numbers. */
  readonly ticks?: readonly { readonly at: number; readonly text: string }[];
}

/** What every figure says of itself. */
export interface Heading {
  /** The finding, as a sentence: what the reader should see. */
  readonly title: string;
  /** What the figure shows, for a reader who cannot see it. */
  readonly alt: string;
  /** Height in pixels; 360 if not given. */
  readonly height?: number;
}

/** The color of the n-th thing; they come round again after seven. */
export function colorOf(index: number): string {
  return PALETTE[index % PALETTE.length] ?? PALETTE[0];
}

/**
 * A color of the palette, made transparent.
 *
 * @param color - as `#RRGGBB`
 * @param opacity - from 0, invisible, to 1
 * @returns the color as plotly takes it
 *
 * @example
 * import { transparent } from 'carry';
 * transparent('#0072B2', 0.5); // → "rgba(0, 114, 178, 0.5)"
 */
export function transparent(color: string, opacity: number): string {
  const channel = (at: number) => parseInt(color.slice(at, at + 2), 16);
  return `rgba(${channel(1)}, ${channel(3)}, ${channel(5)}, ${opacity})`;
}

/** What stands beside an axis: `time [s]`. */
export const labelOf = ({ label, unit }: Axis): string => (unit === undefined ? label : `${label} [${unit}]`);

/** What the colors of a trace mean. */
export const colorBar = (text: string): Layout => ({
  colorbar: { title: { text, side: 'right' }, thickness: 14, outlinewidth: 0 },
});

/** Plotly's form of an axis. Lines are a gray that shows on light and dark grounds. */
export function axisLayout(axis: Axis): Layout {
  const { log, range, ticks } = axis;
  const shown = log && range ? range.map(Math.log10) : range;
  return {
    title: { text: labelOf(axis), ...(ticks && { standoff: 12 }) }, // words at the ticks are wider than numbers
    type: log ? 'log' : 'linear',
    gridcolor: 'rgba(128, 128, 128, 0.25)',
    zerolinecolor: 'rgba(128, 128, 128, 0.5)',
    automargin: true,
    ...(shown && { range: [...shown] }),
    ...(log && { dtick: decadesATick(range), exponentformat: 'power' }),
    ...(ticks && { tickvals: ticks.map(({ at }) => at), ticktext: ticks.map(({ text }) => text) }),
  };
}

/** A tick for every decade, or for every few where there are many. */
function decadesATick(range: readonly [number, number] | undefined): number {
  return range ? Math.max(1, Math.ceil(Math.log10(range[1] / range[0]) / 9)) : 1;
}

/** The part of a layout that all figures share: no ground and no font color of its own, so that themes decide. */
export function baseLayout({ title, height = 360 }: Heading): Layout {
  const text = wrapped(title);
  const lines = text.split('<br>').length;
  return {
    title: { text, x: 0.02, xanchor: 'left', font: { size: 15 } },
    height,
    margin: { l: 60, r: 20, t: 28 + 20 * lines, b: 50 },
    paper_bgcolor: 'rgba(0, 0, 0, 0)',
    plot_bgcolor: 'rgba(0, 0, 0, 0)',
    legend: { orientation: 'h', y: -0.25, yanchor: 'top' },
  };
}

/** Plotly does not break long titles. */
function wrapped(title: string, width = 84): string {
  const lines: string[] = [];
  let line = '';
  for (const word of title.split(/\s+/)) {
    if (line !== '' && line.length + word.length >= width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].join('<br>');
}
