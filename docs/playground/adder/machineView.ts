// The machine that was read off a network: a drawing where it is small, and its table.
import { html, svg } from '../parts/elements';
import type { Examination } from './protocol';
import type { MealyMachine } from '../../../lib/src/tasks/mealy';

/** As many states as a drawing can show. */
const MOST_DRAWN = 4;

/** Shows what an extraction found. */
export function showMachine(
  place: HTMLElement,
  { clusters, exact, minimal, adds }: NonNullable<Examination['machine']>,
): void {
  const states = minimal.states === 1 ? 'one state' : `${minimal.states} states`;
  const finding = adds
    ? `${clusters} groups of states, which become ${states}: no carry, and carry. This is addition.`
    : `${clusters} groups of states, which become ${states}. This is not addition.`;
  const doubt = exact
    ? 'All sampled states agree with it. That is an observation, and no proof.'
    : 'It does not even describe all sampled states.';
  place.replaceChildren(
    html('p', { class: adds ? 'finding good' : 'finding' }, `${adds ? '✓' : '✗'} ${finding} ${doubt}`),
    ...(minimal.states <= MOST_DRAWN ? [drawing(minimal, adds)] : []),
    ...(minimal.states <= 12 ? [tableOf(minimal, adds)] : []),
  );
}

const nameOf = (state: number, adds: boolean): string =>
  adds ? (state === 0 ? 'no carry' : 'carry') : `state ${state + 1}`;

/** `01/1`: reads 0 and 1, writes 1. */
function labels(machine: MealyMachine, from: number, to: number): string[] {
  return machine.inputs.flatMap((input, i) =>
    machine.next[from]?.[i] === to ? [`${input.join('')}/${machine.output[from]?.[i]}`] : [],
  );
}

function drawing(machine: MealyMachine, adds: boolean): SVGElement {
  const width = Math.max(2, machine.states) * 170;
  const at = (state: number): number => (machine.states === 1 ? width / 2 : 85 + state * 170);
  const [y, r] = [130, 42];
  const parts: SVGElement[] = [];
  const text = (words: readonly string[], x: number, top: number): void => {
    words.forEach((word, n) => parts.push(svg('text', { x, y: top + 19 * n }, word)));
  };
  for (let from = 0; from < machine.states; from++) {
    const loops = labels(machine, from, from);
    if (loops.length > 0) {
      const x = at(from);
      parts.push(
        svg('path', {
          class: 'arc',
          d: `M${x - 20} ${y - r + 5}C${x - 46} ${y - r - 50} ${x + 46} ${y - r - 50} ${x + 20} ${y - r + 5}`,
          'marker-end': 'url(#tip)',
        }),
      );
      text([loops.join(', ')], x, 34);
    }
    for (let to = 0; to < machine.states; to++) {
      const words = to === from ? [] : labels(machine, from, to);
      if (words.length === 0) continue;
      const [x1, x2, side] = [at(from), at(to), from < to ? -1 : 1];
      const bend = 26 * side * Math.abs(to - from);
      const [dx, dy] = [Math.sign(x2 - x1) * (r - 6), 20 * side];
      parts.push(
        svg('path', {
          class: 'arc',
          d: `M${x1 + dx} ${y + dy}Q${(x1 + x2) / 2} ${y + dy + bend} ${x2 - dx} ${y + dy}`,
          'marker-end': 'url(#tip)',
        }),
      );
      text([words.join(', ')], (x1 + x2) / 2, y + dy + bend / 2 + (side < 0 ? -10 : 22));
    }
  }
  const circles = Array.from({ length: machine.states }, (_, state) => [
    svg('circle', { cx: at(state), cy: y, r, class: adds && state === 1 ? 'lit' : '' }),
    svg('text', { x: at(state), y: y + 6, class: adds && state === 1 ? 'on-lamp' : '' }, nameOf(state, adds)),
  ]);
  const tip = svg(
    'marker',
    {
      id: 'tip',
      viewBox: '0 0 10 10',
      refX: 8,
      refY: 5,
      markerWidth: 8,
      markerHeight: 8,
      orient: 'auto-start-reverse',
    },
    svg('path', { d: 'M0 1 9 5 0 9z' }),
  );
  return svg(
    'svg',
    {
      class: 'machine',
      viewBox: `0 0 ${width} 205`,
      role: 'img',
      'aria-label': `A machine with ${machine.states} states; its table follows.`,
    },
    svg('defs', {}, tip),
    ...parts,
    ...circles.flat(),
  );
}

function tableOf(machine: MealyMachine, adds: boolean): HTMLElement {
  const head = html(
    'tr',
    {},
    html('th', { scope: 'col' }, 'in'),
    ...machine.inputs.map((input) => html('th', { scope: 'col' }, `reads ${input.join(' ')}`)),
  );
  const rows = machine.next.map((row, state) =>
    html(
      'tr',
      {},
      html('th', { scope: 'row' }, nameOf(state, adds)),
      ...row.map((to, i) =>
        html(
          'td',
          {},
          `writes ${machine.output[state]?.[i]}, ${to === state ? 'stays' : `goes to ${nameOf(to, adds)}`}`,
        ),
      ),
    ),
  );
  return html(
    'details',
    {},
    html('summary', {}, 'The same as a table'),
    html('div', { class: 'scroll' }, html('table', {}, html('thead', {}, head), html('tbody', {}, ...rows))),
  );
}
