/// <reference lib="dom" />
/**
 * Lines of a figure that a reader drags, moved by the keyboard as well, in JupyterLab and on the site: the arrows push the
 * line at hand, Page Up and Page Down turn it about its middle, Enter takes the next one. The line at hand is the thick
 * one. Dragging knows the pointer only.
 *
 * @typedef {{ type?: string, editable?: boolean, x0: number, y0: number, x1: number, y1: number, line?: { width?: number } }} Shape
 * @typedef {HTMLElement & { layout?: { shapes?: readonly Shape[] }, _fullLayout?: { yaxis: { range: [number, number] } } }} Plot
 */

/** A push goes over this part of the height of the axes: small enough to pass between two corners of a square. */
const PART = 1 / 25;
const TURN = Math.PI / 36;
const THICKER = 1.5;

/** @param {HTMLElement} plot drawn by plotly @returns {{ shape: Shape, n: number }[]} the lines that can be dragged */
function linesOf(plot) {
  const { layout } = /** @type {Plot} */ (plot);
  const shapes = layout?.shapes ?? [];
  return shapes
    .map((shape, n) => ({ shape, n }))
    .filter(({ shape }) => shape.type === 'line' && shape.editable);
}

/**
 * Does nothing for a figure without such lines.
 *
 * @param {HTMLElement} plot drawn by plotly
 * @param {(changes: Record<string, number>) => void} relayout
 */
export function moveLinesByKey(plot, relayout) {
  const lines = linesOf(plot);
  if (lines.length === 0) return;
  const widths = lines.map(({ shape }) => shape.line?.width ?? 2);
  let at = 0;
  /** @param {number} times */
  const width = (times) => ({ [`shapes[${lines[at]?.n}].line.width`]: times * (widths[at] ?? 2) });

  plot.tabIndex = 0;
  plot.addEventListener('keydown', (event) => {
    if (event.target !== plot || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Enter') {
      const before = width(1);
      at = (at + 1) % lines.length;
      relayout({ ...before, ...width(THICKER) });
    } else {
      const line = linesOf(plot)[at];
      const ends = line && moved(line.shape, event.key, heightOf(plot) * PART);
      if (!ends) return;
      const named = Object.entries(ends).map(([end, value]) => [`shapes[${line.n}].${end}`, value]);
      relayout({ ...Object.fromEntries(named), ...width(THICKER) });
    }
    // Elsewhere these keys scroll the page, and JupyterLab folds a section at an arrow.
    event.preventDefault();
    event.stopPropagation();
  });
  plot.addEventListener('blur', () => {
    if (linesOf(plot)[at]) relayout(width(1)); // or plotly has let go of the figure
  });
}

/** @param {HTMLElement} plot @returns {number} in the units of its axis */
function heightOf(plot) {
  const { _fullLayout: drawn } = /** @type {Plot} */ (plot);
  const [from, to] = drawn?.yaxis.range ?? [0, 1];
  return to - from;
}

/**
 * @param {Shape} line @param {string} key @param {number} push
 * @returns {{ x0: number, y0: number, x1: number, y1: number } | undefined} its ends after the key
 */
function moved({ x0, y0, x1, y1 }, key, push) {
  const by = { ArrowLeft: [-push, 0], ArrowRight: [push, 0], ArrowDown: [0, -push], ArrowUp: [0, push] }[key];
  if (by) {
    const [right = 0, up = 0] = by;
    return { x0: x0 + right, y0: y0 + up, x1: x1 + right, y1: y1 + up };
  }
  const turn = { PageUp: TURN, PageDown: -TURN }[key];
  if (turn === undefined) return undefined;
  const [x, y] = [(x0 + x1) / 2, (y0 + y1) / 2];
  const [across, up] = [(x1 - x0) / 2, (y1 - y0) / 2];
  const right = across * Math.cos(turn) - up * Math.sin(turn);
  const top = across * Math.sin(turn) + up * Math.cos(turn);
  return { x0: x - right, y0: y - top, x1: x + right, y1: y + top };
}
