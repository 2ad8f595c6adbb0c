// The addition, column by column: carries as lamps, bits as buttons, and the hidden state below each column.
import { html, shown, svg } from '../parts/elements';

/** What one column shows. */
export interface Column {
  readonly a: number;
  readonly b: number;
  /** The carry that comes in, as it is. */
  readonly carry: number;
  /** How surely the network's state, before this column, says that there is a carry; above 0 it does. */
  readonly reading: number;
  /** The network's output, a logit. */
  readonly logit: number;
  readonly wanted: number;
  /** The hidden state after this column. */
  readonly h: Float64Array;
}

/** A table that is made once for a number of columns and units, and then only changed. */
export interface SumView {
  /** Shows columns, the least significant first; those from `done` on have not been reached. */
  show(columns: readonly Column[], done: number, look: Look): void;
}

/** How the columns are shown. */
export interface Look {
  readonly units: number;
  /** The largest value of a unit, for which a bar is full. */
  readonly highest: number;
  /** Whether the last column is marked, because the reader goes through them. */
  readonly stepping: boolean;
  /** The column whose arithmetic is shown beside; −1 for none. */
  readonly explained: number;
}

/** What the reader can press. */
export interface Presses {
  readonly flip: (operand: 'a' | 'b', t: number) => void;
  readonly explain: (t: number) => void;
}

interface Cells {
  readonly carry: HTMLElement;
  readonly reading: HTMLElement;
  readonly bits: readonly HTMLButtonElement[];
  readonly answer: HTMLButtonElement;
  readonly bars: readonly { readonly cell: HTMLElement; readonly bar: SVGRectElement }[];
  readonly all: readonly HTMLElement[];
}

/**
 * @param table - where to draw
 * @param presses - are told which bit the reader pressed
 */
export function createSumView(table: HTMLTableElement, presses: Presses): SumView {
  let cells: readonly Cells[] = [];
  let made = '';
  let marked = '';
  return {
    show(columns, done, look) {
      const key = `${columns.length} ${look.units}`;
      if (key !== made) {
        cells = build(table, columns.length, look.units, presses);
        made = key;
      }
      columns.forEach((column, t) => fill(cells[t] as Cells, column, t, done, look)); // as many as columns
      const mark = `${key} ${look.stepping ? done : ''} ${look.explained}`;
      const seen = cells[look.stepping ? done - 1 : look.explained];
      if (mark !== marked && seen) bringIntoView(seen.answer);
      marked = mark;
    },
  };
}

/** Scrolls the table sideways, never the page, until a column can be seen beside the names of the rows. */
function bringIntoView(answer: HTMLElement): void {
  const scroller = answer.closest('.scroll');
  const name = answer.closest('tr')?.firstElementChild;
  if (!scroller || !name || scroller.scrollWidth <= scroller.clientWidth) return;
  const [cell, frame] = [answer.getBoundingClientRect(), scroller.getBoundingClientRect()];
  const left = frame.left + name.getBoundingClientRect().width;
  if (cell.left < left) scroller.scrollBy(cell.left - left - cell.width, 0);
  else if (cell.right > frame.right) scroller.scrollBy(cell.right - frame.right + cell.width, 0);
}

function build(table: HTMLTableElement, T: number, units: number, presses: Presses): Cells[] {
  const focused = document.activeElement?.getAttribute('data-bit');
  const bodies = table.querySelectorAll('thead, tbody');
  bodies.forEach((body) => body.remove());
  const order = Array.from({ length: T }, (_, n) => T - 1 - n); // the most significant at the left
  const columns = Array.from({ length: T }, (_, t) => makeCells(t, units, presses));
  const row = (label: string, kind: string, pick: (cells: Cells) => HTMLElement): HTMLElement =>
    html(
      'tr',
      { class: kind },
      html('th', { scope: 'row' }, label),
      ...order.map((t) => pick(columns[t] as Cells)),
    );
  const head = html(
    'thead',
    {},
    html(
      'tr',
      {},
      html('th', {}, html('span', { class: 'hidden' }, 'row')),
      ...order.map((t) => html('th', { scope: 'col' }, html('span', { class: 'hidden' }, `bit ${t}`))),
    ),
  );
  const body = html(
    'tbody',
    {},
    row('carry', 'lamps-row', ({ carry }) => carry),
    row('read off the state', 'lamps-row', ({ reading }) => reading),
    row('first', 'bits', ({ bits }) => cellOf(bits[0])),
    row('second', 'bits last', ({ bits }) => cellOf(bits[1])),
    row('network', 'answer', ({ answer }) => cellOf(answer)),
  );
  const state = html(
    'tbody',
    { class: 'state' },
    ...Array.from({ length: units }, (_, j) =>
      row(`unit ${j + 1}`, 'unit', ({ bars }) => bars[j]?.cell as HTMLElement),
    ),
  );
  table.append(head, body, state);
  if (focused) table.querySelector<HTMLElement>(`[data-bit="${focused}"]`)?.focus();
  return columns;
}

const cellOf = (button: HTMLElement | undefined): HTMLElement => button?.parentElement as HTMLElement;

const BAR = { width: 26, height: 30 };

function makeCells(t: number, units: number, { flip, explain }: Presses): Cells {
  const [carry, reading] = [html('td'), html('td')];
  const answer = html('button', { type: 'button', 'data-bit': `s${t}` });
  answer.addEventListener('click', () => explain(t));
  html('td', {}, answer);
  const bits = (['a', 'b'] as const).map((operand) => {
    const button = html('button', { type: 'button', 'data-bit': `${operand}${t}` });
    button.addEventListener('click', () => flip(operand, t));
    html('td', {}, button);
    return button;
  });
  const bars = Array.from({ length: units }, () => {
    const bar = svg('rect', { x: 4, width: BAR.width - 8, rx: 1 });
    const middle = BAR.height / 2;
    const drawing = svg(
      'svg',
      { viewBox: `0 0 ${BAR.width} ${BAR.height}`, 'aria-hidden': 'true' },
      svg('path', { d: `M1 ${middle}H${BAR.width - 1}` }),
      bar,
    );
    return { cell: html('td', {}, drawing, html('span', { class: 'hidden' })), bar };
  });
  return {
    carry,
    reading,
    bits,
    answer,
    bars,
    all: [carry, reading, ...[...bits, answer].map(cellOf), ...bars.map(({ cell }) => cell)],
  };
}

function fill(
  { carry, reading, bits, answer, bars, all }: Cells,
  column: Column,
  t: number,
  done: number,
  { highest, stepping, explained }: Look,
): void {
  const reached = t < done;
  const now = t === done - 1 && stepping;
  for (const cell of all) {
    cell.classList.toggle('now', now);
    cell.classList.toggle('later', !reached);
  }
  lamp(carry, column.carry === 1, true, reached);
  lamp(reading, column.reading > 0, column.reading > 0 === (column.carry === 1), reached);
  [column.a, column.b].forEach((bit, n) => {
    const button = bits[n];
    if (!button || button.textContent === String(bit)) return;
    button.textContent = String(bit);
    button.setAttribute('aria-label', `bit ${t} of the ${n === 0 ? 'first' : 'second'} number: ${bit}`);
  });
  const says = column.logit > 0 ? 1 : 0;
  const fine = says === column.wanted;
  answer.className = reached ? (fine ? 'fine' : 'false') : 'later';
  answer.disabled = !reached;
  answer.setAttribute('aria-pressed', String(t === explained));
  write(answer, reached ? `${says}${fine ? '' : ' ✗'}` : '·');
  answer.title = reached
    ? `output ${shown(column.logit)}; ${fine ? 'right' : `wrong, it should be ${column.wanted}`}`
    : '';
  answer.setAttribute(
    'aria-label',
    reached
      ? `bit ${t} of the network’s sum: ${says}, ${fine ? 'right' : 'wrong'}; show its arithmetic`
      : `bit ${t}: not yet`,
  );
  bars.forEach(({ cell, bar }, j) => {
    const value = reached ? (column.h[j] ?? 0) : 0;
    const length = Math.min(1, Math.abs(value) / highest) * (BAR.height / 2 - 1);
    const look = `${length.toFixed(1)} ${value > 0}`;
    if (bar.dataset['look'] !== look) {
      bar.dataset['look'] = look;
      bar.setAttribute('y', (value > 0 ? BAR.height / 2 - length : BAR.height / 2).toFixed(1));
      bar.setAttribute('height', length.toFixed(1));
      bar.setAttribute('class', value > 0 ? 'up' : 'down');
    }
    write(cell.lastChild, reached ? shown(value) : 'not yet');
  });
}

/** Writes what does not stand there already: a text that is set anew is laid out anew. */
function write(place: Node | null, text: string): void {
  if (place && place.textContent !== text) place.textContent = text;
}

/** A lamp that is on or off; a cross where it should be the other way. */
function lamp(cell: HTMLElement, on: boolean, right: boolean, reached: boolean): void {
  const state = reached ? `${on ? 'lit' : 'dark'}${right ? '' : ' mistaken'}` : 'unknown';
  if (cell.dataset['lamp'] === state) return;
  cell.dataset['lamp'] = state;
  const word = reached ? `${on ? 'carry' : 'none'}${right ? '' : ', mistaken'}` : 'not yet';
  cell.replaceChildren(
    html('i', { 'aria-hidden': 'true' }, reached && on ? '1' : ''),
    html('span', { class: 'hidden' }, word),
    ...(reached && !right ? [html('b', { 'aria-hidden': 'true' }, '✗')] : []),
  );
}
