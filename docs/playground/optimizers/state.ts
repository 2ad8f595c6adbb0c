// What the address of the optimizers' page holds.
import { choice, list, number, type Fields } from '../parts/address';
import { MOST_STEPS } from './race';
import { RACERS, SURFACES, type Point, type Racer, type SurfaceName } from './surfaces';

export interface State {
  readonly surface: SurfaceName;
  /** The start, as `x,y`; empty: the surface's own. */
  readonly from: string;
  /** Learning rates that differ from the surface's own, as `sgd:0.5,adam:0.1`. */
  readonly rates: string;
  /** Who does not take part, as `sgd,adam`. */
  readonly without: string;
  readonly at: number;
}

const isRacer = (text: string): text is Racer => RACERS.includes(text as Racer);
/** Digits enough for what the page itself writes, and too few to be infinite. */
const DECIMAL = /^-?\d{1,4}(\.\d{1,6})?$/;
const place = list((part) => (DECIMAL.test(part) ? part : undefined), 2);

/** A racer and its rate, above 0. */
function rate(part: string): string | undefined {
  const [racer = '', written = '', ...more] = part.split(':', 3);
  const fine = isRacer(racer) && DECIMAL.test(written) && Number(written) > 0 && more.length === 0;
  return fine ? part : undefined;
}

export const fields: Fields<State> = {
  surface: choice<SurfaceName>('valley', Object.keys(SURFACES) as SurfaceName[]),
  from: {
    ...place,
    // Two numbers, or none.
    read: (text) => {
      const read = place.read(text);
      return read === '' || read?.includes(',') ? read : undefined;
    },
  },
  rates: list(rate, RACERS.length),
  without: list((part) => (isRacer(part) ? part : undefined), RACERS.length),
  at: number(0, 0, MOST_STEPS),
};

/** Where the race starts. */
export function startOf({ surface, from }: State): Point {
  const [x, y] = from.split(',').map(Number);
  return from === '' || x === undefined || y === undefined ? SURFACES[surface].start : [x, y];
}

/** The learning rate of one that races. */
export function rateOf({ surface, rates }: State, racer: Racer): number {
  const own = new Map(rates.split(',').map((part) => part.split(':') as [string, string]));
  return Number(own.get(racer) ?? SURFACES[surface].rates[racer]);
}
