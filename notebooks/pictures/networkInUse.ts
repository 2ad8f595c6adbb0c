import { animation, type Figure, nodeGraph } from 'carry';
import { answerAt, CORNERS, hiddenPoint, type Point, type TwoUnitNetwork, XOR } from './twoUnitNetwork';

const ALT =
  'Two inputs, two hidden units and the output, joined by arrows that carry their weights. With the slider each of the four inputs is put in, first with both hidden units, then with one of them silenced.';

/**
 * Makes a picture of a network in use: the slider chooses one of the four inputs of XOR and whether a hidden unit is
 * silenced, which means that its output is 0.
 *
 * @param network - a trained network
 * @returns a fresh figure with a slider
 */
export function networkInUse(network: TwoUnitNetwork): Figure {
  const steps = [undefined, 0, 1].flatMap((silenced) =>
    CORNERS.map((corner, n) => ({
      name: `(${corner.join(', ')})${silenced === undefined ? '' : ` without h${'₁₂'[silenced]}`}`,
      figure: graphOf(network, corner, XOR[n] ?? 0, silenced),
    })),
  );
  return animation(steps, { prefix: 'input ', start: 0, alt: ALT, stepTime: 900 });
}

function graphOf(network: TwoUnitNetwork, corner: Point, target: number, silenced?: number): Figure {
  const [h1, h2] = hiddenPoint(network, corner);
  const h: Point = [silenced === 0 ? 0 : h1, silenced === 1 ? 0 : h2];
  const answer = answerAt(network, h);
  const right = Math.round(answer) === target ? 'right' : 'wrong';
  return nodeGraph({
    title: 'The trained network at work: put in the four inputs, and silence a unit',
    nodes: [
      ...corner.map((bit, i) => ({
        name: `x${'₁₂'[i]} = ${bit}`,
        x: 0,
        y: i === 0 ? 1 : -1,
        lit: bit === 1,
      })),
      ...h.map((value, j) => ({
        name: j === silenced ? 'silenced' : `h${'₁₂'[j]} = ${show(value)}`,
        x: 1,
        y: j === 0 ? 1 : -1,
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
