import type { MealyMachine } from '../../tasks/mealy';
import type { Figure, Trace } from '../figure';
import { bow, circle, entry, loop, type ArrowPath, type Point } from './arrowPaths';
import { plot } from './plot';
import { colorOf, type Heading } from './style';

/** What a drawing of a machine shows. */
export interface AutomatonDrawing extends Heading {
  readonly machine: MealyMachine;
  /** What the states are called; 0, 1, 2 … if not given. */
  readonly stateNames?: readonly string[];
}

/** An arrow with what is written beside it. */
interface Arrow extends ArrowPath {
  readonly text: string;
}

/**
 * Draws a finite machine: a circle for each state, and an arrow for each way to go, labeled input/output, the numbers
 * of an input side by side. The start has an arrow from nowhere; of two states, the first is blue and the second amber,
 * as 0 and 1 are in other figures.
 *
 * @param drawing - title, machine, and names for its states
 * @returns a fresh figure without axes, in four traces: lines, arrow heads, labels, states
 * @throws RangeError when there are fewer names than states
 *
 * @example
 * import { additionMachine, automaton } from 'carry';
 * const drawing = automaton({
 *   title: 'Adding needs one bit of memory', machine: additionMachine, stateNames: ['no carry', 'carry'],
 *   alt: 'Two states; 11 leads from no carry to carry, 00 leads back.',
 * });
 * drawing.data.length; // → 4
 */
export function automaton({ machine, stateNames, ...heading }: AutomatonDrawing): Figure {
  const states = stateNames ?? machine.next.map((_, state) => String(state));
  if (states.length < machine.states)
    throw new RangeError(
      `automaton: ${states.length} names, expected one for each of ${machine.states} states`,
    );
  const inputs = machine.inputs.map((vector) => vector.join(''));
  const places = circle(machine.states);
  const arrows = [{ ...entry(places, machine.start), text: '' }, ...arrowsOf(machine, inputs, places)];
  return plot(heading, [lines(arrows), heads(arrows), labels(arrows), dots(places, states)], {
    showlegend: false,
    xaxis: { range: around(arrows, ({ x }) => x, 0.6) },
    yaxis: { range: around(arrows, ({ y }) => y, 0.35), scaleanchor: 'x' },
  });
}

/** From the lowest to the highest place of all arrows, with some room. */
function around(arrows: readonly Arrow[], value: (point: Point) => number, room: number): [number, number] {
  const values = arrows.flatMap(({ line, label }) => [...line, label].map(value));
  return [Math.min(...values) - room, Math.max(...values) + room];
}

/** One arrow for each pair of states that has a step, with all its labels. */
function arrowsOf(machine: MealyMachine, inputs: readonly string[], places: readonly Point[]): Arrow[] {
  const { next, output } = machine;
  const texts = new Map<string, string[]>();
  next.forEach((row, from) =>
    row.forEach((to, input) => {
      const key = `${from},${to}`;
      texts.set(key, [...(texts.get(key) ?? []), `${inputs[input]}/${output[from]?.[input]}`]);
    }),
  );
  return [...texts].map(([key, parts]) => {
    const [from = 0, to = 0] = key.split(',').map(Number);
    const [a, b] = [places[from] ?? { x: 0, y: 0 }, places[to] ?? { x: 0, y: 0 }];
    return from === to ? { ...loop(a), text: parts.join(', ') } : { ...bow(a, b), text: parts.join('<br>') };
  });
}

const GRAY = '#8C8C8C';

function lines(arrows: readonly Arrow[]): Trace {
  const along = (value: (point: Point) => number) => arrows.flatMap(({ line }) => [...line.map(value), null]);
  return {
    ...{ type: 'scatter', mode: 'lines', line: { color: GRAY, width: 2 }, hoverinfo: 'skip' },
    ...{ x: along(({ x }) => x), y: along(({ y }) => y) },
  };
}

function heads(arrows: readonly Arrow[]): Trace {
  const ends = arrows.map(({ line }) => {
    const [before, end] = [line.at(-2) ?? { x: 0, y: 0 }, line.at(-1) ?? { x: 0, y: 0 }];
    return { ...end, angle: (Math.atan2(end.x - before.x, end.y - before.y) * 180) / Math.PI };
  });
  return {
    ...{ type: 'scatter', mode: 'markers', hoverinfo: 'skip' },
    ...{ x: ends.map(({ x }) => x), y: ends.map(({ y }) => y) },
    marker: { symbol: 'arrow', size: 13, color: GRAY, angle: ends.map(({ angle }) => angle) },
  };
}

function labels(arrows: readonly Arrow[]): Trace {
  return {
    ...{ type: 'scatter', mode: 'text', hoverinfo: 'skip' },
    ...{ x: arrows.map(({ label }) => label.x), y: arrows.map(({ label }) => label.y) },
    text: arrows.map(({ text }) => text),
    textposition: arrows.map(({ side }) => `${side} center`),
  };
}

function dots(places: readonly Point[], names: readonly string[]): Trace {
  return {
    ...{ type: 'scatter', mode: 'markers+text', hoverinfo: 'text', textposition: 'bottom center' },
    ...{ x: places.map(({ x }) => x), y: places.map(({ y }) => y), text: [...names] },
    marker: { size: 30, color: places.map((_, n) => colorOf(n)) },
  };
}
