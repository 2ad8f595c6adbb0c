// A race: every optimizer of the library walks down one surface from one place.
import { createOptimizer, type OptimizerConfig } from '../../../lib/src/neural/optimizers';
import type { Point, Racer, Surface } from './surfaces';

/** The most steps of a race. */
export const MOST_STEPS = 400;
/** Arrived is who stays this close to the lowest height for some steps. */
const CLOSE = 0.01;
const STAY = 6;
/** Lost is who is this many widths of the map away. */
const FAR = 40;

/** How one of them did. */
export interface Walk {
  readonly racer: Racer;
  readonly path: readonly Point[];
  /** The step with which it arrived, if it did. */
  readonly arrived: number | undefined;
  /** The step with which it was lost, if it was. */
  readonly lost: number | undefined;
}

/**
 * Walks all steps at once: they cost less than a drawing.
 *
 * @param racer - which optimizer
 * @param learningRate - its learning rate, positive
 * @param surface - what it walks on
 * @param start - where it begins
 * @returns the way, ended where it is lost
 */
export function walk(racer: Racer, learningRate: number, surface: Surface, start: Point): Walk {
  const config: OptimizerConfig = { kind: racer, learningRate };
  const optimizer = createOptimizer(config, 2);
  const place = Float64Array.from(start);
  const path: Point[] = [[start[0], start[1]]];
  const width = surface.x[1] - surface.x[0];
  let lost: number | undefined;
  for (let step = 1; step <= MOST_STEPS; step++) {
    const [x = 0, y = 0] = place;
    optimizer.stepInPlace(place, Float64Array.from(surface.slope(x, y)));
    const next: Point = [place[0] ?? NaN, place[1] ?? NaN];
    if (!(Math.hypot(...next) < FAR * width)) {
      lost = step;
      break;
    }
    path.push(next);
  }
  return { racer, path, arrived: arrival(path, surface), lost };
}

function arrival(path: readonly Point[], { height, lowest }: Surface): number | undefined {
  let near = 0;
  for (const [step, [x, y]] of path.entries()) {
    near = height(x, y) - lowest < CLOSE ? near + 1 : 0;
    if (near === STAY) return step - STAY + 1;
  }
  return undefined;
}
