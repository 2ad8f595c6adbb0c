// The surfaces on which optimizers race: a height and its slope for each point of a plane.

/** A point of the plane. */
export type Point = readonly [x: number, y: number];

/** A surface to walk down. */
export interface Surface {
  readonly title: string;
  /** What is hard about it. */
  readonly words: string;
  readonly x: readonly [low: number, high: number];
  readonly y: readonly [low: number, high: number];
  readonly start: Point;
  /** The lowest height. */
  readonly lowest: number;
  readonly height: (x: number, y: number) => number;
  readonly slope: (x: number, y: number) => Point;
  /** A learning rate with which each does well, or shows what it does badly. */
  readonly rates: Readonly<Record<Racer, number>>;
}

/** The optimizers that race. */
export const RACERS = ['sgd', 'momentum', 'nesterov', 'rmsProp', 'adam'] as const;
export type Racer = (typeof RACERS)[number];

export const SURFACES = {
  valley: {
    title: 'A long valley',
    words: 'Twenty times steeper across than along. Steps that are safe across are too short along.',
    x: [-10, 4],
    y: [-4, 4],
    start: [-9, 2.6],
    lowest: 0,
    height: (x, y) => x ** 2 / 20 + y ** 2,
    slope: (x, y) => [x / 10, 2 * y],
    rates: { sgd: 0.9, momentum: 0.15, nesterov: 0.15, rmsProp: 0.2, adam: 0.5 },
  },
  banana: {
    title: 'A bent valley',
    words: 'The way down turns a corner, so the best direction is never the same for long.',
    x: [-2.2, 2.2],
    y: [-1.2, 3.2],
    start: [-1.7, 2.2],
    lowest: 0,
    height: (x, y) => (1 - x) ** 2 + 5 * (y - x ** 2) ** 2,
    slope: (x, y) => [-2 * (1 - x) - 20 * x * (y - x ** 2), 10 * (y - x ** 2)],
    rates: { sgd: 0.03, momentum: 0.015, nesterov: 0.015, rmsProp: 0.05, adam: 0.2 },
  },
  saddle: {
    title: 'A saddle',
    words: 'Almost flat in the middle: down one way, up the other. Whoever comes straight at it waits.',
    x: [-3, 3],
    y: [-2.4, 2.4],
    start: [-2.6, 0.01],
    lowest: -0.5,
    height: (x, y) => x ** 2 / 2 - y ** 2 / 2 + y ** 4 / 8,
    slope: (x, y) => [x, -y + y ** 3 / 2],
    rates: { sgd: 0.15, momentum: 0.05, nesterov: 0.05, rmsProp: 0.05, adam: 0.1 },
  },
  bowls: {
    title: 'Two bowls',
    words:
      'The nearer bowl is not the deeper one. Downhill leads to the nearer; speed may carry over the rim.',
    x: [-2.3, 2.3],
    y: [-1.7, 1.7],
    start: [2.1, 1.2],
    lowest: -1.434974, // at the left root of x³ − 2x + 0.3
    height: (x, y) => x ** 4 / 4 - x ** 2 + 0.3 * x + y ** 2 / 2,
    slope: (x, y) => [x ** 3 - 2 * x + 0.3, y],
    rates: { sgd: 0.1, momentum: 0.08, nesterov: 0.08, rmsProp: 0.05, adam: 0.15 },
  },
  plateau: {
    title: 'A hole in a plain',
    words: 'Far from the hole the ground is nearly flat. A step as long as the slope hardly moves.',
    x: [-5, 2.5],
    y: [-2.6, 2.6],
    start: [-3.6, 1.2],
    lowest: -1,
    height: (x, y) => -Math.exp(-(x ** 2 + y ** 2) / 3),
    slope: (x, y) => {
      const pull = (2 / 3) * Math.exp(-(x ** 2 + y ** 2) / 3);
      return [x * pull, y * pull];
    },
    rates: { sgd: 0.5, momentum: 0.1, nesterov: 0.1, rmsProp: 0.05, adam: 0.1 },
  },
} as const satisfies Readonly<Record<string, Surface>>;

export type SurfaceName = keyof typeof SURFACES;
