/** One plotly trace: what is drawn. Its attributes are checked by plotly itself when the notebooks are tested. */
export interface Trace {
  readonly type?: string;
  readonly [attribute: string]: unknown;
}

/** A plotly layout: title, axes, legend, margins. */
export interface Layout {
  readonly [attribute: string]: unknown;
}

/** One step of an animation: the traces as they stand at that step. */
export interface Frame {
  readonly name: string;
  readonly data: readonly Trace[];
  /** Which of the figure's traces `data` replaces; the first ones if not given. */
  readonly traces?: readonly number[];
}

/**
 * A plotly figure together with the sentence that replaces it for a reader who cannot see it.
 *
 * @example
 * import type { Figure } from 'carry';
 * const line: Figure = {
 *   data: [{ type: 'scatter', x: [0, 1], y: [0, 2] }],
 *   layout: { title: { text: 'Twice x' } },
 *   alt: 'A straight line from (0, 0) to (1, 2).',
 * };
 * line.data.length; // → 1
 *
 * Source: https://plotly.com/javascript/reference/
 */
export interface Figure {
  readonly data: readonly Trace[];
  readonly layout: Layout;
  readonly frames?: readonly Frame[];
  /** What the figure shows, in one or two sentences. */
  readonly alt: string;
}

/**
 * The text of a figure's title, without plotly's line breaks; empty where there is none.
 *
 * @param figure - any figure
 * @returns the title
 */
export function titleOf(figure: Figure): string {
  const title: unknown = figure.layout['title'];
  const text = typeof title === 'object' && title !== null && 'text' in title ? title.text : title;
  return typeof text === 'string' ? text.replaceAll('<br>', ' ') : '';
}

/** Refuses what plotly would take without a word and draw as nothing, or as something else. */
export function requireFigure(shown: Figure): void {
  if (typeof shown !== 'object' || shown === null)
    throw new TypeError(`figure: ${said(shown)}, expected an object { data, layout, alt }`);
  const { data, layout, alt } = shown;
  if (!Array.isArray(data)) throw new TypeError(`figure: data is ${said(data)}, expected a list of traces`);
  if (typeof layout !== 'object' || layout === null)
    throw new TypeError(`figure: layout is ${said(layout)}, expected an object`);
  if (typeof alt !== 'string' || alt.trim() === '') {
    const title = JSON.stringify(layout['title'] ?? 'without a title');
    throw new Error(`figure: ${title} has no alternative text, expected a sentence that says what it shows`);
  }
  data.forEach((trace: unknown, n) => {
    if (typeof trace !== 'object' || trace === null)
      throw new TypeError(`figure: trace ${n} is ${said(trace)}, expected an object`);
    for (const side of ['x', 'y', 'z'])
      requireValues(`figure: ${side} of trace ${n}`, Reflect.get(trace, side));
  });
}

function requireValues(what: string, values: unknown): void {
  if (values === undefined || ArrayBuffer.isView(values)) return;
  if (!Array.isArray(values)) throw new TypeError(`${what} is ${said(values)}, expected a list of numbers`);
  values.forEach((value: unknown, n) => {
    if (Array.isArray(value)) return requireValues(`${what}, row ${n},`, value);
    const drawn = value === null || ['number', 'string', 'undefined'].includes(typeof value);
    if (!drawn && !ArrayBuffer.isView(value))
      throw new TypeError(`${what} holds ${said(value)} at ${n}, expected a number`);
  });
}

/** A value in a few words. */
function said(value: unknown): string {
  if (typeof value === 'bigint') return `${value}n, a big integer`;
  if (typeof value === 'string') return `the text ${JSON.stringify(value.slice(0, 40))}`;
  return typeof value === 'object' && value !== null
    ? `a ${value.constructor?.name ?? 'bare object'}`
    : String(value);
}
