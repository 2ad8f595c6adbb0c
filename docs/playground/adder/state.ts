// What the address of the adder's page holds.
import { choice, list, number, readState, text, type Fields } from '../parts/address';
import type { FirstWeights, Settings } from './settings';

/** The whole view: what was trained, what is added, what was asked, what was broken. */
export interface State {
  readonly units: number;
  readonly activation: Settings['activation'];
  readonly first: FirstWeights;
  readonly seed: number;
  readonly rate: string;
  readonly noise: string;
  readonly price: string;
  /** Steps trained. */
  readonly step: number;
  readonly a: string;
  readonly b: string;
  /** At least so many columns are shown. */
  readonly columns: number;
  /** Columns that have been added; −1 for all. */
  readonly t: number;
  /** The column whose arithmetic is shown; −1 for the one that was added last. */
  readonly why: number;
  /** What was asked for: `machine`, `proof`. */
  readonly ask: string;
  /** Weights that were changed, as `3:0.5,17:-1`. */
  readonly edits: string;
}

export const MOST_STEPS = 50_000;
/** More columns than this are no picture any more. */
export const MOST_COLUMNS = 128;

const MOST_UNITS = 16;
/** W_xh, W_hh, b_h, W_hy and b_y. */
export const weightCount = (units: number): number => 2 * units + units * units + units + units + 1;
/** A weight's place and its value, with digits enough for what the page itself writes. */
const EDIT = /^\d{1,3}:-?\d{1,4}(\.\d{1,6})?$/;

export const fields: Fields<State> = {
  units: number(4, 1, MOST_UNITS),
  activation: choice<Settings['activation']>('tanh', ['tanh', 'sigmoid', 'relu']),
  first: choice<FirstWeights>('sqrt', ['sqrt', 'one', 'positive', 'orthogonal', 'zeros']),
  seed: number(1, 1, 9999),
  rate: choice('0.03', ['0.003', '0.01', '0.03', '0.1']),
  noise: choice('on', ['on', 'off']),
  price: choice('on', ['on', 'off']),
  step: number(0, 0, MOST_STEPS),
  a: text('92', /^\d{1,38}$/),
  b: text('111', /^\d{1,38}$/),
  columns: number(8, 1, MOST_COLUMNS),
  t: number(-1, -1, MOST_COLUMNS),
  why: number(-1, -1, MOST_COLUMNS - 1),
  ask: choice('', ['', 'machine', 'proof', 'machine,proof']),
  edits: list((part) => (EDIT.test(part) ? part : undefined), weightCount(MOST_UNITS)),
};

/** Reads an address. A weight that the network does not have cannot be changed. */
export function readAddress(hash: string): State {
  const state = readState(fields, hash);
  const known = [...readEdits(state.edits)].filter(([index]) => index < weightCount(state.units));
  return { ...state, edits: writeEdits(new Map(known)) };
}

/** The part on which the training depends. */
export const settingsOf = ({ units, activation, first, seed, rate, noise, price }: State): Settings => ({
  units,
  activation,
  first,
  seed,
  rate: Number(rate),
  noise: noise === 'on' ? 0.1 : 0,
  price: price === 'on' ? 0.0005 : 0,
});

/** Changed weights, by their place in the flat buffer. */
export function readEdits(edits: string): Map<number, number> {
  const pairs = edits
    .split(',')
    .filter(Boolean)
    .map((edit) => edit.split(':').map(Number));
  return new Map(pairs.map(([index = 0, value = 0]) => [index, value]));
}

export const writeEdits = (edits: ReadonlyMap<number, number>): string =>
  [...edits].map(([index, value]) => `${index}:${Number(value.toFixed(3))}`).join(',');

export const wantsOf = ({ ask }: State): { machine: boolean; proof: boolean } => ({
  machine: ask.includes('machine'),
  proof: ask.includes('proof'),
});
