// All weights as squares: size is size, filled is positive, hollow is negative. One of them can be chosen and changed.
import type { Parameters } from '../../../lib/src/core/parameters';
import { html, shown, svg } from '../parts/elements';

/** Where a weight stands, and what it is called. */
export interface Place {
  /** In the flat buffer of the parameters. */
  readonly index: number;
  readonly name: string;
}

interface Matrix {
  readonly name: string;
  /** A letter, its subscript, and what it does: `W hh: …`. */
  readonly title: string;
  readonly start: number;
  readonly rows: readonly string[];
  readonly columns: readonly string[];
}

const unitNames = (units: number): string[] => Array.from({ length: units }, (_, j) => `unit ${j + 1}`);

/** The matrices of the adder, in the order in which they lie in the buffer. */
export function matricesOf(parameters: Parameters, units: number): readonly Matrix[] {
  const inputs = ['first bit', 'second bit'];
  const layouts: Readonly<Record<string, Omit<Matrix, 'start' | 'name'>>> = {
    'cell0.W_xh': { title: 'W xh: inputs → units', rows: inputs, columns: unitNames(units) },
    'cell0.W_hh': {
      title: 'W hh: units → units, one bit later',
      rows: unitNames(units),
      columns: unitNames(units),
    },
    'cell0.b_h': { title: 'b h: bias of the units', rows: ['bias'], columns: unitNames(units) },
    'readOut.W': { title: 'W hy: units → sum bit', rows: unitNames(units), columns: ['sum bit'] },
    'readOut.b': { title: 'b y: bias', rows: ['bias'], columns: ['sum bit'] },
  };
  let start = 0;
  return Object.entries(parameters.views).flatMap(([name, view]) => {
    const layout = layouts[name];
    const made = layout ? [{ name, start, ...layout }] : [];
    start += view.length;
    return made;
  });
}

/** The squares. */
export interface WeightsView {
  /** Shows the weights; `changed` are those that the reader has moved. */
  show(flat: Float64Array, changed: ReadonlySet<number>, chosen: number | undefined): void;
}

/** What a square looks like, to change only those that do not look so already. */
const looks = new WeakMap<HTMLButtonElement, string>();

const SIDE = 34;

/**
 * @param place - where to draw
 * @param choose - is told which weight the reader chose
 */
export function createWeightsView(
  place: HTMLElement,
  matrices: readonly Matrix[],
  choose: (place: Place) => void,
): WeightsView {
  const buttons: HTMLButtonElement[] = [];
  const titled = matrices.map((matrix) => {
    const rows = matrix.rows.map((row, r) =>
      html(
        'div',
        { class: 'weight-row', role: 'row' },
        ...matrix.columns.map((column, c) => {
          const index = matrix.start + r * matrix.columns.length + c;
          const button = makeButton(index);
          const name = `${matrix.name.endsWith('.b') || matrix.name.endsWith('b_h') ? `bias of ${column}` : `${row} → ${column}`}`;
          button.dataset['name'] = name;
          button.addEventListener('click', () => choose({ index, name }));
          button.addEventListener('keydown', (event) => moveFocus(event, buttons, matrix, r, c));
          buttons[index] = button;
          return html('div', { role: 'gridcell' }, button);
        }),
      ),
    );
    const id = `matrix-${matrix.start}`;
    return html(
      'div',
      { class: 'matrix' },
      titleLine(id, matrix.title),
      html('div', { role: 'grid', 'aria-labelledby': id }, ...rows),
    );
  });
  place.replaceChildren(...titled);
  for (const matrix of matrices)
    if (buttons[matrix.start]) (buttons[matrix.start] as HTMLButtonElement).tabIndex = 0;
  return {
    show(flat, changed, chosen) {
      place.dataset['weights'] = fingerprintOf(flat);
      const most = flat.reduce((size, value) => Math.max(size, Math.abs(value)), 0.5);
      flat.forEach((value, index) => {
        const button = buttons[index];
        const square = button?.firstChild?.firstChild as SVGRectElement | null | undefined;
        if (!button || !square) return;
        const look = `${shown(value)} ${shown(most, 1)} ${changed.has(index)} ${index === chosen}`;
        if (looks.get(button) === look) return;
        looks.set(button, look);
        const side = Math.max(2, (SIDE - 8) * Math.sqrt(Math.min(1, Math.abs(value) / most)));
        for (const [name, size] of Object.entries({
          x: (SIDE - side) / 2,
          y: (SIDE - side) / 2,
          width: side,
          height: side,
        }))
          square.setAttribute(name, size.toFixed(1));
        square.setAttribute('class', value < 0 ? 'negative' : 'positive');
        button.setAttribute(
          'aria-label',
          `${button.dataset['name']}: ${shown(value)}${changed.has(index) ? ', changed' : ''}`,
        );
        button.title = `${button.dataset['name']}: ${shown(value)}`;
        button.classList.toggle('changed', changed.has(index));
        button.setAttribute('aria-pressed', String(index === chosen));
      });
    },
  };
}

/** Eight digits that tell two networks apart by their last bits, which no square shows. */
function fingerprintOf(flat: Float64Array): string {
  const bytes = new Uint8Array(flat.buffer, flat.byteOffset, flat.byteLength);
  const hash = bytes.reduce((sum, byte) => Math.imul(sum ^ byte, 0x01000193), 0x811c9dc5); // FNV-1a
  return (hash >>> 0).toString(16).padStart(8, '0');
}

function titleLine(id: string, title: string): HTMLElement {
  const [, letter = '', subscript = '', words = ''] = /^(\S+) (\w+)(:.*)$/.exec(title) ?? [];
  return html('p', { id, class: 'label-line' }, html('var', {}, letter, html('sub', {}, subscript)), words);
}

function makeButton(index: number): HTMLButtonElement {
  const drawing = svg('svg', { viewBox: `0 0 ${SIDE} ${SIDE}`, 'aria-hidden': 'true' }, svg('rect'));
  return html('button', { type: 'button', tabindex: -1, 'data-weight': index }, drawing);
}

/** Arrow keys go from square to square; the tab key goes from matrix to matrix. */
function moveFocus(
  event: KeyboardEvent,
  buttons: readonly HTMLButtonElement[],
  { start, rows, columns }: Matrix,
  r: number,
  c: number,
): void {
  const moves: Readonly<Record<string, readonly [number, number]>> = {
    ArrowLeft: [0, -1],
    ArrowRight: [0, 1],
    ArrowUp: [-1, 0],
    ArrowDown: [1, 0],
  };
  const move = moves[event.key];
  if (!move) return;
  event.preventDefault();
  const row = Math.min(rows.length - 1, Math.max(0, r + move[0]));
  const column = Math.min(columns.length - 1, Math.max(0, c + move[1]));
  const target = buttons[start + row * columns.length + column];
  for (let n = 0; n < rows.length * columns.length; n++)
    (buttons[start + n] as HTMLButtonElement).tabIndex = -1;
  if (!target) return;
  target.tabIndex = 0;
  target.focus();
}
