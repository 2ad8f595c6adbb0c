/// <reference lib="dom" />
/**
 * Places of a figure that a reader presses: the point of a map where a descent starts, a bit under a network. Each leads to
 * another step of the figure's slider, so it works without the kernel, in JupyterLab and on the site. Whoever presses
 * nothing, or has no pointer, has the slider.
 *
 * @typedef {readonly [x: number, y: number, step: string]} Place in the units of the axes, which are linear
 * @typedef {{ everywhere?: readonly Place[], at?: Readonly<Record<string, readonly Place[]>> }} Presses
 */

/** How far a press may be from a place of one step, in pixels; where all steps have the same, the whole map can be pressed. */
const NEAR = 60;
/** How far a finger may move between down and up, in pixels: more is a scroll. */
const STILL = 8;

/**
 * @param {HTMLElement} plot drawn by plotly
 * @param {() => { presses: Presses | undefined, step: string }} now the places, and the step that is shown
 * @param {(step: string) => void} show
 */
export function listenForPresses(plot, now, show) {
  /** @param {PointerEvent} event */
  const stepAt = (event) => {
    const { presses, step } = now();
    if (!presses) return undefined;
    return (
      nearest(plot, presses.at?.[step] ?? [], event, NEAR) ?? nearest(plot, presses.everywhere ?? [], event)
    );
  };
  plot.addEventListener('pointermove', (event) => {
    const cursor = stepAt(event) === undefined ? '' : 'pointer';
    plot.style.cursor = cursor;
    const area = areaOf(plot);
    if (area) area.style.cursor = cursor;
  });
  plot.addEventListener('pointerdown', (down) => {
    if (down.button !== 0 || stepAt(down) === undefined) return;
    const over = new AbortController();
    const options = { capture: true, signal: over.signal };
    // Of the window: plotly lays a cover over the page while a button is held.
    addEventListener('pointercancel', () => over.abort(), options);
    addEventListener(
      'pointerup',
      (up) => {
        over.abort();
        const step = stepAt(down);
        if (step !== undefined && Math.hypot(up.clientX - down.clientX, up.clientY - down.clientY) < STILL)
          show(step);
      },
      options,
    );
  });
}

/** @param {HTMLElement} plot @returns {SVGElement | null} what lies over the inside of the axes */
const areaOf = (plot) => plot.querySelector('.draglayer .xy .nsewdrag');

/**
 * @param {HTMLElement} plot
 * @param {readonly Place[]} places
 * @param {PointerEvent} event
 * @param {number} [within] pixels; anywhere inside of the axes if not given
 * @returns {string | undefined} the step of the nearest place
 */
function nearest(plot, places, event, within = Infinity) {
  const box = areaOf(plot)?.getBoundingClientRect();
  const axes = /** @type {{ _fullLayout?: Record<'xaxis' | 'yaxis', { range: [number, number] }> }} */ (
    /** @type {unknown} */ (plot)
  )._fullLayout;
  const { clientX, clientY } = event;
  const inside =
    box && clientX > box.left && clientX < box.right && clientY > box.top && clientY < box.bottom;
  if (!inside || !axes) return undefined;
  const along = (/** @type {number} */ value, /** @type {[number, number]} */ [from, to]) =>
    (value - from) / (to - from);
  const found = places
    .map(([x, y, step]) => ({
      step,
      distance: Math.hypot(
        box.left + along(x, axes.xaxis.range) * box.width - clientX,
        box.bottom - along(y, axes.yaxis.range) * box.height - clientY,
      ),
    }))
    .sort((a, b) => a.distance - b.distance)[0];
  return found && found.distance < within ? found.step : undefined;
}
