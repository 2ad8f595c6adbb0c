import { animation, type Figure } from 'carry';
import { nodeGraph } from './nodeGraph';
import { answerAt, hiddenPoint, type Point, type TwoUnitNetwork } from './twoUnitNetwork';

/** Name, place from left to right, place from top to bottom. */
const PLACES = [
  ['x₁', 0, 1],
  ['x₂', 0, -1],
  ['a₁', 1, 1],
  ['a₂', 1, -1],
  ['h₁', 2.2, 1],
  ['h₂', 2.2, -1],
  ['z', 3.2, 0.01],
  ['L', 4.3, 0.01],
] as const;
const ARROWS = [
  [0, 2],
  [1, 2],
  [0, 3],
  [1, 3],
  [2, 4],
  [3, 5],
  [4, 6],
  [5, 6],
  [6, 7],
] as const;
/** Stages 0 to 4 go forward, one column after the other; 5 to 8 come back. */
const STAGES = 9;
const ALT =
  'Two inputs, two hidden units with pre-activation and output, one logit and the loss, joined by arrows. Stage by stage values appear from left to right, then gradients from right to left.';
/** Moves words off a sloping arrow. */
const ASIDE = '\u2003'.repeat(5);

/**
 * Makes the picture of notebook 04 in which values flow forward and gradients flow back, stage by stage.
 *
 * @param network - two inputs, two hidden tanh units, one logit
 * @param x - the input
 * @param target - 0 or 1; the loss is the cross-entropy
 * @returns a fresh figure with a slider, open at stage 0
 */
export function gradientFlow(network: TwoUnitNetwork, x: Point, target: number): Figure {
  const numbers = passesOf(network, x, target);
  const steps = Array.from({ length: STAGES }, (_, stage) => ({
    name: String(stage),
    figure: graphAt(numbers, stage),
  }));
  return animation(steps, { prefix: 'stage ', start: 0, alt: ALT, stepTime: 900 });
}

/** What stands at each node after the forward and after the backward pass, and the slopes on the arrows behind it. */
interface Passes {
  readonly values: readonly number[];
  readonly gradients: readonly number[];
  readonly slopes: readonly number[];
}

function passesOf(network: TwoUnitNetwork, x: Point, target: number): Passes {
  const h = hiddenPoint(network, x);
  const y = answerAt(network, h);
  const dz = y - target;
  const dh = network.W_hy.map((w) => w * dz);
  const tanhSlopes = h.map((value) => 1 - value ** 2);
  const da = dh.map((slope, j) => (tanhSlopes[j] ?? NaN) * slope);
  const loss = -Math.log(target === 1 ? y : 1 - y);
  return {
    values: [...x, ...h.map(Math.atanh), ...h, Math.log(y / (1 - y)), loss],
    gradients: [NaN, NaN, ...da, ...dh, dz, 1],
    slopes: [...tanhSlopes, ...network.W_hy, dz],
  };
}

function graphAt({ values, gradients, slopes }: Passes, stage: number): Figure {
  return nodeGraph({
    title: 'Values flow forward, gradients flow back, multiplied by the slope on each arrow',
    nodes: PLACES.map(([name, across, up], n) => {
      const label = `${name === 'z' ? ASIDE : ''}${name}`;
      return {
        name: columnOf(n) <= stage ? `${label} = ${show(values[n])}` : name,
        value: isReached(n, stage) ? `${name === 'z' ? ASIDE : ''}d${name} = ${show(gradients[n])}` : ' ',
        x: across,
        y: up,
        lit: columnOf(n) === (stage < 5 ? stage : STAGES - stage),
      };
    }),
    edges: ARROWS.map(([from, to], n) => {
      const label = `· ${show(slopes[n - 4])}`; // the first four arrows carry inputs, of which nothing is learned
      const aside = n === 6 ? `${label}${ASIDE}` : n === 7 ? `${ASIDE}${label}` : label;
      return { from, to, label: n >= 4 && isReached(from, stage) ? aside : '' };
    }),
    height: 440,
    alt: ALT,
  });
}

const columnOf = (n: number): number => Math.floor(PLACES[n]?.[1] ?? 0);
const isReached = (n: number, stage: number): boolean =>
  stage > 4 && columnOf(n) >= Math.max(1, STAGES - stage);
const show = (value: number | undefined): string => (value ?? NaN).toFixed(3).replace('-', '−');

/**
 * Makes the picture of a hidden neuron that feeds three others, with the factors that its gradient is made of.
 *
 * @returns a fresh figure
 */
export function hearsFromAll(): Figure {
  const subscripts = ['₁', '₂', '₃'];
  const labels = subscripts.map((digit) => `· W${digit}`);
  return nodeGraph({
    title: 'A neuron hears from all it feeds: dh = W₁·dz₁ + W₂·dz₂ + W₃·dz₃, da = φ′(a)·dh',
    nodes: [
      { name: 'da', x: 0, y: 0 },
      { name: 'dh', x: 1, y: 0, lit: true },
      ...[1, 0, -1].map((y, j) => ({ name: `dz${subscripts[j]}`, x: 2, y })),
      { name: 'L', x: 3, y: 0 },
    ],
    edges: [
      { from: 0, to: 1, label: '· φ′(a)' },
      ...[2, 3, 4].flatMap((to, j) => [
        { from: 1, to, label: `${j === 0 ? ASIDE : ''}${labels[j]}${j === 2 ? ASIDE : ''}` },
        { from: to, to: 5 },
      ]),
    ],
    alt: 'A pre-activation a leads to a hidden neuron h, h by three weights to z₁, z₂ and z₃, and these to the loss L. The gradient of each stands at it; on the arrows stand the factors.',
  });
}
