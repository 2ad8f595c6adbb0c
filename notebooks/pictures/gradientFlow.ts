import { animation, type Figure, nodeGraph } from 'carry';

/** What one forward and one backward pass computed: two inputs, two hidden units, one logit. */
export interface Passes {
  readonly x: readonly number[];
  readonly a: readonly number[];
  readonly h: readonly number[];
  readonly z: number;
  readonly loss: number;
  readonly W_hy: readonly number[];
  readonly dz: number;
  readonly dh: readonly number[];
  readonly da: readonly number[];
  /** The slope of tanh at each hidden unit. */
  readonly tanhSlopes: readonly number[];
}

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
 * @param passes - what a forward and a backward pass computed
 * @returns a fresh figure with a slider, open at stage 0
 */
export function gradientFlow(passes: Passes): Figure {
  const steps = Array.from({ length: STAGES }, (_, stage) => ({
    name: String(stage),
    figure: graphAt(passes, stage),
  }));
  return animation(steps, { prefix: 'stage ', start: 0, alt: ALT, stepTime: 900 });
}

function graphAt({ x, a, h, z, loss, W_hy, dz, dh, da, tanhSlopes }: Passes, stage: number): Figure {
  const values = [...x, ...a, ...h, z, loss];
  const gradients = [NaN, NaN, ...da, ...dh, dz, 1];
  const slopes = [...tanhSlopes, ...W_hy, dz];
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
