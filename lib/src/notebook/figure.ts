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
