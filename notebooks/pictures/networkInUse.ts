import { animation, type Figure } from 'carry';
import { nodeGraph } from './nodeGraph';
import { answerAt, CORNERS, hiddenPoint, type Point, type TwoUnitNetwork, XOR } from './twoUnitNetwork';

const ALT =
  'Two inputs, two hidden units and the output, joined by arrows that carry their weights. A click on an input switches it, a click on a hidden unit silences it; the slider goes through all of it.';

/**
 * Makes a picture of a network in use: a click on an input switches it, a click on a hidden unit silences it, which means
 * that its output is 0, or lets it speak again. The slider goes through all of it.
 *
 * @param network - a trained network
 * @returns a fresh figure with a slider
 */
export function networkInUse(network: TwoUnitNetwork): Figure {
  const steps = [undefined, 0, 1].flatMap((silenced) =>
    CORNERS.map((corner, n) => ({
      name: nameOf(corner, silenced),
      figure: graphOf(network, corner, XOR[n] ?? 0, silenced),
      presses: [
        ...UNITS.map((i) => ({ ...placeOf(0, i), step: nameOf(switched(corner, i), silenced) })),
        ...UNITS.map((j) => ({ ...placeOf(1, j), step: nameOf(corner, j === silenced ? undefined : j) })),
      ],
    })),
  );
  return animation(steps, { prefix: 'input ', start: 0, alt: ALT, stepTime: 900 });
}

const UNITS = [0, 1] as const;
/** Where a unit stands: in a column, the first above the second. */
const placeOf = (column: number, unit: number) => ({ x: column, y: unit === 0 ? 1 : -1 });
const nameOf = (corner: Point, silenced?: number): string =>
  `(${corner.join(', ')})${silenced === undefined ? '' : ` without h${'₁₂'[silenced]}`}`;
const switched = ([x1, x2]: Point, i: number): Point => (i === 0 ? [1 - x1, x2] : [x1, 1 - x2]);

function graphOf(network: TwoUnitNetwork, corner: Point, target: number, silenced?: number): Figure {
  const [h1, h2] = hiddenPoint(network, corner);
  const h: Point = [silenced === 0 ? 0 : h1, silenced === 1 ? 0 : h2];
  const answer = answerAt(network, h);
  const right = Math.round(answer) === target ? 'right' : 'wrong';
  return nodeGraph({
    title: 'The trained network at work: click an input, or a hidden unit',
    nodes: [
      ...corner.map((bit, i) => ({
        name: `x${'₁₂'[i]} = ${bit}`,
        ...placeOf(0, i),
        lit: bit === 1,
      })),
      ...h.map((value, j) => ({
        name: j === silenced ? 'silenced' : `h${'₁₂'[j]} = ${show(value)}`,
        ...placeOf(1, j),
        lit: value > 0,
      })),
      { name: `y = ${show(answer)}`, value: `XOR is ${target}: ${right}`, x: 2, y: 0, lit: answer > 0.5 },
    ],
    edges: [
      ...[0, 1].flatMap((i) =>
        [0, 1].map((j) => ({ from: i, to: 2 + j, label: i === j ? show(network.W_xh[i]?.[j]) : '' })),
      ),
      ...[0, 1].map((j) => ({ from: 2 + j, to: 4, label: show(network.W_hy[j]) })),
    ],
    height: 400,
    alt: ALT,
  });
}

const show = (value: number | undefined): string => (value ?? NaN).toFixed(2).replace('-', '−');
