import { checkInteger, checkNumber } from '../core/shape';
import { checkMachine, type MealyMachine } from '../tasks/mealy';
import { CERTIFICATE_VERSION, type Certificate, type CertificateBox } from './certificate';
import { checkCertificate } from './checkCertificate';
import { growBoxes, leastMargin, tightenInPlace, wayTo, type GrowthFailure, type KeyedBox } from './boxes';
import { checkNetwork, type PlainNetwork } from './network';
import { createStepBounds, type StepBounds } from './stepBounds';

/** How an attempt with one k ended. */
export interface Attempt {
  readonly k: number;
  readonly boxes: number;
  /** 'proved', or why not. */
  readonly outcome: string;
}

/** The box and the input with which the last attempt ended. */
export interface CertificationFailure extends Pick<CertificateBox, 'before' | 'inputs' | 'low' | 'high'> {
  readonly input: number;
  /** How far on the right side the output surely is; below 0 where it may be wrong. */
  readonly margin: number;
  /** Inputs that lead from the start into the box and on: where to look for a counterexample. */
  readonly way: readonly number[];
}

/** What {@link certify} found: a proof, or where it failed. Not proved is not refuted. */
export type Certification =
  | { readonly proved: true; readonly certificate: Certificate; readonly attempts: readonly Attempt[] }
  | {
      readonly proved: false;
      readonly attempts: readonly Attempt[];
      readonly failure?: CertificationFailure;
    };

/** How hard {@link certify} tries, and what its boxes must hold. */
export interface CertifyOptions {
  readonly mostK?: number;
  readonly mostBoxes?: number;
  readonly tolerance?: number;
}

/**
 * Tries to prove that a network does a finite-state task for every sequence of every length.
 *
 * Boxes are grown by interval arithmetic, one for each key (the machine's state before the last k inputs, and
 * these inputs). A larger k tells more occasions apart: more boxes, each of them smaller. So k is raised from 0
 * until the boxes close or a limit is met. What is found is given to the checker before it is returned.
 *
 * @param network - see `plainNetwork`
 * @param machine - the task, with outputs 0 and 1
 * @param options - `mostK`: the largest k, 8 if left out; `mostBoxes`: where an attempt is too costly, 1000 if left
 *   out, which is k = 4 for two states and four inputs, k = 8 for two inputs; `tolerance`: how far every number of
 *   a state, and the output, may be off after each step, 0 if left out. The boxes then hold for every device
 *   that computes a step to within the tolerance, such as one with 24-bit numbers
 * @returns a certificate, or the reason why there is none
 * @throws RangeError when the machine's table is not complete, or its inputs do not fit the network
 * @example
 * import { additionMachine, certify, plainNetwork, thresholdAdder } from 'carry';
 * const result = certify(plainNetwork(thresholdAdder()), additionMachine);
 * result.proved && result.certificate.boxes.length; // → 2
 */
export function certify(
  network: PlainNetwork,
  machine: MealyMachine,
  { mostK = 8, mostBoxes = 1000, tolerance = 0 }: CertifyOptions = {},
): Certification {
  checkNetwork('certify', network);
  checkInteger('certify', 'mostK', mostK, 0, 16);
  checkInteger('certify', 'mostBoxes', mostBoxes);
  checkNumber('certify', 'tolerance', tolerance, 0);
  checkTask(machine, network.inputSize);
  const bounds = widenedBounds(createStepBounds(network), tolerance);
  const attempts: Attempt[] = [];
  for (let k = 0; ; k++) {
    const growth = growBoxes(bounds, machine, k, mostBoxes);
    const boxes = growth.boxes.length;
    if (growth.closed) {
      tightenInPlace(bounds, machine, growth.boxes);
      const margin = leastMargin(bounds, machine, growth.boxes);
      const certificate = certificateOf(network, machine, k, growth.boxes, margin);
      const checked = checkCertificate(certificate, network, machine);
      attempts.push({ k, boxes, outcome: checked.proved ? 'proved' : checked.reason });
      if (checked.proved) return { proved: true, certificate, attempts };
    } else {
      attempts.push({ k, boxes, outcome: growth.reason });
    }
    if (k < mostK && boxes <= mostBoxes) continue;
    return { proved: false, attempts, ...(growth.closed ? {} : { failure: failureOf(growth) }) };
  }
}

/** The bounds of a device whose every number may be off by so much after each step. */
function widenedBounds(bounds: StepBounds, tolerance: number): StepBounds {
  if (tolerance === 0) return bounds;
  return {
    start: bounds.start,
    step(state, input) {
      const { low, high } = bounds.step(state, input);
      return { low: low.map((end) => end - tolerance), high: high.map((end) => end + tolerance) };
    },
    output(state) {
      const { low, high } = bounds.output(state);
      return { low: low - tolerance, high: high + tolerance };
    },
  };
}

function checkTask(machine: MealyMachine, inputSize: number): void {
  const { inputs, output } = checkMachine(machine);
  const D = inputs[0]?.length;
  if (D !== inputSize) throw new RangeError(`certify: inputs of ${D} numbers, expected ${inputSize}`);
  output.forEach((row, state) =>
    row.forEach((bit, input) => checkInteger('certify', `output[${state}][${input}]`, bit, 0, 1)),
  );
}

function failureOf({ boxes, box, input, margin }: GrowthFailure): CertificationFailure {
  const { before, inputs, low, high } = boxes[box]!; // the box with which the growth ended
  const way = [...wayTo(boxes, box), input];
  return { before, inputs, low: Array.from(low), high: Array.from(high), input, margin, way };
}

/** A little less than was found: the checker rounds otherwise, and more where outputs are large. */
const claimOf = (margin: number): number => Math.min(Math.floor(margin * 1e6) / 1e6, margin * (1 - 1e-9));

function certificateOf(
  network: PlainNetwork,
  machine: MealyMachine,
  k: number,
  boxes: readonly KeyedBox[],
  margin: number,
): Certificate {
  return {
    format: 'carry certificate',
    version: CERTIFICATE_VERSION,
    network: structuredClone(network),
    machine: structuredClone(machine),
    k,
    boxes: boxes.map(({ before, inputs, low, high, next }) => {
      return { before, inputs, low: Array.from(low), high: Array.from(high), next };
    }),
    margin: claimOf(margin),
  };
}
