/**
 * The part to trust, with checkedStep.ts. Whoever believes that these two files are right need not believe the
 * search, the training or the network. So they share nothing with the search but types.
 */
import type { MealyMachine } from '../tasks/mealy';
import type { Certificate, CertificateBox } from './certificate';
import { around, outputAt, stateAfter, type Bounds } from './checkedStep';
import type { PlainNetwork } from './network';
import { roundingError } from './roundingError';

/** For which devices {@link checkCertificate} is asked, beside the network of real numbers and the one that runs here. */
export interface CheckOptions {
  /** How far each number of a state, and the output, may be off after each step; 0 if left out. */
  readonly tolerance?: number;
  /** If given, that of a device whose rounding must be proved to stay within the tolerance: 2⁻²⁴ for 24-bit numbers. */
  readonly unitRoundoff?: number;
}

/** What {@link checkCertificate} says. */
export type CertificateCheck =
  | { readonly proved: true; readonly boxes: number; readonly margin: number }
  | { readonly proved: false; readonly reason: string; readonly box?: number };

/**
 * Checks a proof that a network does a task for every sequence of every length. It is one, if
 *
 * 1. it is about this network and this machine, number by number, and the network is of a kind known here;
 * 2. the first box holds the state at the start, all zeros;
 * 3. every step from every box ends in the box that `next` names, whose key says what the machine then knows;
 * 4. every output on the way is on the right side of the threshold, by the margin that is claimed.
 *
 * By induction the network is then in some box at every time, and right. This holds for the network with real
 * numbers, and for the one that runs, whose every rounding is allowed for.
 *
 * With a tolerance it also holds for every device that computes each step to within it; with a unit roundoff, too, the
 * checker demands that the lemma behind `roundingError` keeps the device's steps within the tolerance.
 *
 * @param certificate - what to check; it may come from anywhere, and is copied before it is looked at
 * @param network - the network that it must be about
 * @param machine - the task that it must be about, with outputs 0 and 1
 * @param options - tolerance and unit roundoff of a device
 * @returns proved, with the number of boxes and the margin; or not proved, why not, and with which box
 * @example
 * import { additionMachine, certify, checkCertificate, plainNetwork, thresholdAdder } from 'carry';
 * const network = plainNetwork(thresholdAdder());
 * const found = certify(network, additionMachine);
 * found.proved && checkCertificate(found.certificate, network, additionMachine).proved; // → true
 * const wide = certify(network, additionMachine, { tolerance: 2 ** -12 });
 * const device = { tolerance: 2 ** -13, unitRoundoff: 2 ** -24 };
 * wide.proved && checkCertificate(wide.certificate, network, additionMachine, device).proved; // → true
 */
export function checkCertificate(
  certificate: Certificate,
  network: PlainNetwork,
  machine: MealyMachine,
  options: CheckOptions = {},
): CertificateCheck {
  try {
    return verdictOn(structuredClone(certificate), network, machine, structuredClone(options)); // plain data, which stays as it was read
  } catch (error) {
    return refused(`it cannot be read: ${String(error)}`);
  }
}

/**
 * Nearer to the threshold than this no output may be: σ(o), which a network may have behind its output, is
 * greater than ½ where o > 0, but may be rounded to ½ where o is as small as a rounding error.
 */
const LEAST_MARGIN = 1e-9;

function verdictOn(
  certificate: Certificate,
  network: PlainNetwork,
  machine: MealyMachine,
  { tolerance = 0, unitRoundoff }: CheckOptions,
): CertificateCheck {
  if (!(isModest(tolerance) && tolerance >= 0)) return refused('the tolerance is no number from 0 on');
  const { format, version, boxes, k, margin } = certificate;
  if (format !== 'carry certificate' || version !== 1) return refused('this is no certificate, version 1');
  if (!isKnown(network)) return refused('it is no RNN or LSTM, of other sizes, or has a weight beyond 1e100');
  if (!same(certificate.network, network)) return refused('it is about another network');
  if (!same(certificate.machine, machine)) return refused('it is about another machine');
  if (!machine.inputs.flat().every(isModest)) return refused('an input is no vector of numbers');
  if (!(Number.isInteger(k) && boxes.length > 0)) return refused('it has no boxes, or no whole number k');
  if (!(Number.isFinite(margin) && margin >= LEAST_MARGIN)) return refused('it claims no margin to speak of');
  const size = (network.cell === 'lstm' ? 2 : 1) * network.hiddenSize;
  for (const [n, box] of boxes.entries()) {
    const fault = faultOf(box, size, machine, k);
    if (fault) return refused(fault, n);
  }
  const zeros: Bounds = Array.from({ length: size }, () => [0, 0]);
  const first = boxes[0]!; // there is one
  if (first.before !== machine.start || first.inputs.length > 0 || !contains(first, zeros)) {
    return refused('the first box does not hold the start', 0);
  }
  for (const [n, box] of boxes.entries()) {
    for (const [input, vector] of machine.inputs.entries()) {
      const fault = stepFault(certificate, tolerance, box, input, vector);
      if (fault) return refused(`${fault} (input ${input})`, n);
    }
  }
  // The bound, too, is computed with rounded numbers: a thousandth more covers that by far.
  const error = unitRoundoff === undefined ? 0 : 1.001 * roundingError(certificate, unitRoundoff);
  if (error > tolerance)
    return refused(`the device may be off by ${error} in one step, more than is tolerated`);
  return { proved: true, boxes: boxes.length, margin };
}

function refused(reason: string, box?: number): CertificateCheck {
  return { proved: false, reason, ...(box === undefined ? {} : { box }) };
}

/** Whether the steps of a network are those of checkedStep.ts, and it has as many weights as they need. */
function isKnown({ cell, activation, ...network }: PlainNetwork): boolean {
  const { inputSize: D, hiddenSize: H, W_xh, W_hh, b_h, W_hy, b_y, threshold } = network;
  const columns = cell === 'lstm' ? 4 * H : H;
  return (
    (cell === 'rnn' || cell === 'lstm') &&
    (activation === 'tanh' || (activation === 'sigmoid' && cell === 'rnn')) &&
    [W_xh.length, W_hh.length, b_h.length].join() === [D * columns, H * columns, columns].join() &&
    [...W_xh, ...W_hh, ...b_h, ...W_hy, ...b_y, threshold].every(isModest) &&
    W_hy.length === H &&
    b_y.length === 1
  );
}

/**
 * Whether sums of products of such numbers are finite in whatever order they are added: of at most 2³¹ of them each
 * is below 1e200. At weights of ±1.7e308 one order may overflow where another does not.
 */
const isModest = (value: number): boolean => Number.isFinite(value) && Math.abs(value) <= 1e100;

/** What is wrong with a box by itself. */
function faultOf(box: CertificateBox, size: number, machine: MealyMachine, k: number): string | undefined {
  const { before, inputs, low, high } = box;
  const known = (n: number, list: readonly unknown[]): boolean => Number.isInteger(n) && n in list;
  if (!known(before, machine.next) || inputs.length > k) return 'its key is impossible';
  if (!inputs.every((input) => known(input, machine.inputs))) return 'its key has an unknown input';
  if (low.length !== size || high.length !== size) return `it does not have ${size} sides`;
  if (!low.every((end, i) => isModest(end) && end <= high[i]! && isModest(high[i]!))) {
    return 'its sides are no intervals';
  }
  return undefined;
}

/** What is wrong with a step out of a box. The `!`: the tables are complete, and the key was checked. */
function stepFault(
  { network, machine, boxes, k, margin }: Certificate,
  tolerance: number,
  box: CertificateBox,
  input: number,
  vector: readonly number[],
): string | undefined {
  const target = boxes[box.next[input]!];
  if (!target) return 'a step leads nowhere';
  const state = box.inputs.reduce((now, read) => machine.next[now]![read]!, box.before);
  const read = [...box.inputs, input];
  const before = read.length > k ? machine.next[box.before]![read.shift()!]! : box.before;
  if (target.before !== before || !same(target.inputs, read)) return 'a step leads to a box with another key';

  const from: Bounds = box.low.map((low, i) => [low, box.high[i]!]); // as many
  const after = around(stateAfter(network, from, vector), tolerance);
  if (!contains(target, after)) return `a step leaves box ${box.next[input]}`;
  const [low, high] = around([outputAt(network, after)], tolerance)[0]!; // one output
  const wanted = machine.output[state]![input];
  const distance = wanted === 1 ? low : wanted === 0 ? -high : NaN;
  return distance >= margin ? undefined : 'an output may be closer to the threshold than claimed, or wrong';
}

function contains({ low, high }: CertificateBox, state: Bounds): boolean {
  return state.length === low.length && state.every(([l, h], i) => low[i]! <= l && h <= high[i]!);
}

/** Whether two pieces of plain data are the same, number by number. NaN is not the same as anything. */
function same(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || a === null || typeof b !== 'object' || b === null) return a === b;
  const [keys, others] = [Object.keys(a), Object.keys(b)];
  return (
    Array.isArray(a) === Array.isArray(b) &&
    keys.length === others.length &&
    keys.every((key) => Object.hasOwn(b, key) && same(a[key as never], b[key as never]))
  );
}
