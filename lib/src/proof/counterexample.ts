import { checkRng, integer, type Rng } from '../core/random';
import { checkChoice, checkInteger, checkList, checkObject } from '../core/shape';
import { checkModel, type SequenceModel } from '../neural/sequenceModel';
import { checkMachine, runMachine, type MealyMachine } from '../tasks/mealy';
import { firstWrong, frontOf, predictionsOf, repetitions, walkBeam, type Subject } from './hunt';

/** Inputs on which a network is wrong. */
export interface Counterexample {
  /** Input numbers; the network is right on all but the last, and wrong on that. */
  readonly inputs: readonly number[];
  /** What the machine says at the last input. */
  readonly wanted: number;
  /** What the network predicts there. */
  readonly prediction: number;
  /** Which search found it. */
  readonly foundBy: 'repetition' | 'beam' | 'chance';
}

/** How hard to look. */
export interface SearchOptions {
  readonly rng: Rng;
  /** Inputs with which sequences begin beside none: the way into the box where a proof failed. */
  readonly way?: readonly number[];
  /** The length of the sequences, 64 if left out. */
  readonly steps?: number;
  /** How many sequences the beam keeps, 100 if left out. */
  readonly beam?: number;
}

/**
 * Hunts for a sequence on which a network is wrong, in three ways: words repeated over and over (long chains of
 * carries), a beam that prefers sequences with small margins, and chance. What is found is shortened as far as
 * leaving out inputs goes.
 *
 * @param model - any network with one output
 * @param machine - the task, with outputs 0 and 1
 * @param options - source of chance, where to begin and how hard to look
 * @returns a sequence that ends where the network is wrong, or nothing, which proves nothing
 * @throws RangeError when the machine does not fit the network, or a number is out of range
 * @example
 * import { additionMachine, createRng, findCounterexample, thresholdAdder } from 'carry';
 * const adder = thresholdAdder();
 * findCounterexample(adder, additionMachine, { rng: createRng(1) }); // → undefined
 * adder.parameters.views['cell0.W_hh']?.fill(0); // now it forgets the carry
 * findCounterexample(adder, additionMachine, { rng: createRng(1) })?.inputs; // → [3,3]
 */
export function findCounterexample(
  model: SequenceModel,
  machine: MealyMachine,
  options: SearchOptions,
): Counterexample | undefined {
  const where = 'findCounterexample';
  checkModel(where, model);
  checkObject(where, 'options', options);
  const { rng, way = [], steps = 64, beam = 100 } = options;
  checkRng(where, rng);
  const { inputSize, outputSize, answer = 'bit' } = model.config;
  const D = checkMachine(machine).inputs[0]?.length;
  if (D !== inputSize || outputSize !== 1) {
    const sizes = `${inputSize} inputs and ${outputSize} outputs`;
    throw new RangeError(`${where}: the network has ${sizes}, expected ${D} and 1`);
  }
  checkChoice<string>(where, "the model's answer", answer, ['bit', 'logit']);
  checkList(where, 'way', way);
  way.forEach((input, n) => checkInteger(where, `way[${n}]`, input, 0, machine.inputs.length - 1));
  machine.output.flat().forEach((bit) => checkInteger(where, 'an output of the machine', bit, 0, 1));
  checkInteger(where, 'steps', steps, 1, 10_000);
  checkInteger(where, 'beam', beam, 1, 100_000);
  const subject: Subject = { model, machine, threshold: answer === 'bit' ? 0.5 : 0 };
  const I = machine.inputs.length;
  const random = (): number[] => Array.from({ length: steps }, () => integer(rng, 0, I));

  const repeated = repetitions(I, steps);
  const beamFrom = (words: readonly (readonly number[])[], count: number): number[] | undefined =>
    firstWrong(subject, words) ?? walkBeam(subject, rng, frontOf(subject, words), count, beam);
  const finds = [
    ['repetition', () => beamFrom(repeated, 3)],
    ['beam', () => beamFrom([[]], steps)],
    ['beam', () => (way.length > 0 ? beamFrom([way], steps) : undefined)],
    ['chance', () => firstWrong(subject, Array.from({ length: beam }, random))],
  ] as const;
  for (const [foundBy, find] of finds) {
    const found = find();
    if (!found) continue;
    const inputs = shorten(subject, found);
    const last = inputs.length - 1;
    const prediction = predictionsOf(subject, [inputs])[last]!; // at least one input, so that something is wrong
    return { inputs, wanted: runMachine(machine, inputs).outputs[last]!, prediction, foundBy };
  }
  return undefined;
}

/** Leaves out inputs, many at a time and then one by one, as long as the rest is still wrong somewhere. */
function shorten(subject: Subject, found: readonly number[]): number[] {
  let inputs = [...found];
  for (let size = inputs.length - 1; size >= 1;) {
    const starts = Array.from({ length: inputs.length - size + 1 }, (_, at) => at);
    const rests = starts.map((at) => [...inputs.slice(0, at), ...inputs.slice(at + size)]);
    const shorter = firstWrong(subject, rests);
    if (shorter) inputs = shorter;
    size = shorter ? Math.min(size, inputs.length - 1) : size - 1;
  }
  return inputs;
}
