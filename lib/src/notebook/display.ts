import { requireFigure, titleOf, type Figure } from './figure';
import { openSlot, type Slot } from './kernel';
import { packArrays } from './packing';

/** The format that the plot renderer of the course draws, in JupyterLab and on the site. */
export const PLOTLY_MIME = 'application/vnd.plotly.v1+json';

/** A figure on the page that can be redrawn. */
export interface LiveFigure {
  /** Redraws with a newer figure; when updates come faster than they can be drawn, only the newest is drawn. */
  update(next: Figure): void;
  /** Draws the last update at once, so that it is the one that is saved. Call it when the work is over. */
  done(): void;
}

/**
 * Shows a figure under the cell. Outside a notebook it prints one line with the title instead.
 *
 * @param shown - traces, layout, and the alternative text (must not be empty)
 * @throws when the alternative text is empty, or something in it would be drawn as nothing
 *
 * @example
 * import { figure, lineChart } from 'carry';
 * figure(lineChart({
 *   title: 'Twice x', x: { label: 'x' }, y: { label: '2x' },
 *   series: [{ name: '2x', x: [0, 1], y: [0, 2] }],
 *   alt: 'A straight line from (0, 0) to (1, 2).',
 * }));
 *
 * Source: https://jupyter-client.readthedocs.io/en/stable/messaging.html#display-data
 */
export function figure(shown: Figure): void {
  draw(openSlot(), shown);
}

/**
 * Shows a figure that is redrawn in place while the cell runs. Outside a notebook only the first is mentioned.
 *
 * @param first - what to show before the first update
 * @param every - the least time between two drawings, in milliseconds, ≥ 0
 * @returns the handle that updates it
 * @throws when an alternative text is empty
 *
 * @example
 * import { liveFigure, lineChart } from 'carry';
 * const chart = (y: number[]) => lineChart({
 *   title: 'Loss', x: { label: 'epoch' }, y: { label: 'loss' },
 *   series: [{ name: 'loss', x: y.map((_, epoch) => epoch), y }], alt: `The loss after ${y.length} epochs.`,
 * });
 * const live = liveFigure(chart([1]));
 * live.update(chart([1, 0.5]));
 * live.done();
 *
 * Source: https://jupyter-client.readthedocs.io/en/stable/messaging.html#update-display-data
 */
export function liveFigure(first: Figure, every = 100): LiveFigure {
  const slot = openSlot();
  let waiting: Figure | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let drawnAt = performance.now();
  draw(slot, first);

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (!waiting) return;
    if (slot) draw(slot, waiting);
    waiting = undefined;
    drawnAt = performance.now();
  }
  return {
    update(next) {
      requireFigure(next);
      waiting = next;
      const wait = every - (performance.now() - drawnAt);
      if (wait <= 0) flush();
      else timer ??= setTimeout(flush, wait);
    },
    done: flush,
  };
}

function draw(slot: Slot | undefined, shown: Figure): void {
  requireFigure(shown);
  const text = `[figure: ${[titleOf(shown), shown.alt].filter(Boolean).join(' | ')}]`;
  if (!slot) {
    console.log(text);
    return;
  }
  const { data, frames, alt } = shown;
  const layout = { ...shown.layout, meta: { ...(shown.layout['meta'] as object | undefined), alt } };
  const drawing = packArrays({ data, layout, ...(frames && { frames }) });
  slot.show({ [PLOTLY_MIME]: drawing, 'text/plain': text });
}
