import { integer, type Rng } from '../core/random';
import type { SequenceModel } from '../neural/sequenceModel';
import type { MealyMachine } from '../tasks/mealy';
import { askAll, pick, zeroStates, type States } from './advance';

/** What is hunted: a network, its task and where its predictions are cut. */
export interface Subject {
  readonly model: SequenceModel;
  readonly machine: MealyMachine;
  readonly threshold: number;
}

/** The predictions [T, B] for B sequences of one length. The `!`, here and below: input numbers and states. */
export function predictionsOf(
  { model, machine }: Subject,
  words: readonly (readonly number[])[],
): Float64Array {
  const [B, T, D] = [words.length, words[0]!.length, model.config.inputSize];
  const x = new Float64Array(T * B * D);
  words.forEach((word, b) => {
    word.forEach((input, t) => {
      const vector = machine.inputs[input]!;
      for (let d = 0; d < D; d++) x[(t * B + b) * D + d] = vector[d]!;
    });
  });
  return model.forward({ x, T, B });
}

/** Of the sequences that are wrong somewhere, the one that is wrong first, up to and with that step. */
export function firstWrong(subject: Subject, words: readonly (readonly number[])[]): number[] | undefined {
  const { machine, threshold } = subject;
  if (words.length === 0 || words[0]!.length === 0) return undefined;
  const [B, T] = [words.length, words[0]!.length];
  const prediction = predictionsOf(subject, words);
  const states = words.map(() => machine.start);
  for (let n = 0; n < T * B; n++) {
    const [t, b] = [Math.floor(n / B), n % B];
    const input = words[b]![t]!;
    const answer = prediction[n]! > threshold ? 1 : 0;
    if (answer !== machine.output[states[b]!]![input]!) return words[b]!.slice(0, t + 1);
    states[b] = machine.next[states[b]!]![input]!;
  }
  return undefined;
}

/** Each beginning of up to two inputs, and then each word of one or two inputs again and again. */
export function repetitions(I: number, steps: number): number[][] {
  const singles = Array.from({ length: I }, (_, i) => [i]);
  const pairs = singles.flatMap(([i]) => singles.map(([j]) => [i!, j!]));
  return [[], ...singles, ...pairs].flatMap((start) =>
    [...singles, ...pairs].map((word) =>
      Array.from({ length: steps }, (_, t) => start[t] ?? word[(t - start.length) % word.length]!),
    ),
  );
}

/** Sequences that have been read so far without a mistake, and where they have led. */
interface Front {
  readonly sequences: readonly { readonly state: number; readonly inputs: readonly number[] }[];
  readonly states: States;
}

/** The front of sequences of one length. */
export function frontOf(subject: Subject, words: readonly (readonly number[])[]): Front {
  const { model, machine } = subject;
  if (words[0]!.length === 0) {
    return { sequences: [{ state: machine.start, inputs: [] }], states: zeroStates(model, 1) };
  }
  predictionsOf(subject, words);
  const follow = (state: number, input: number): number => machine.next[state]![input]!;
  const sequences = words.map((inputs) => ({ inputs, state: inputs.reduce(follow, machine.start) }));
  return { sequences, states: model.finalStates() };
}

/** Follows the sequences with the smallest margins, and as many others chosen by chance. */
export function walkBeam(
  { model, machine, threshold }: Subject,
  rng: Rng,
  front: Front,
  steps: number,
  beam: number,
): number[] | undefined {
  const I = machine.inputs.length;
  let { sequences, states } = front;
  for (let t = 0; t < steps; t++) {
    const asked = askAll(model, states, sequences.length, machine.inputs);
    const answers = Array.from(asked.prediction, (value, at) => {
      const wanted = machine.output[sequences[Math.floor(at / I)]!.state]![at % I];
      return { at, wrong: (value > threshold ? 1 : 0) !== wanted, margin: Math.abs(value - threshold) };
    });
    const follow = ({ at }: { readonly at: number }): Front['sequences'][number] => {
      const { state, inputs } = sequences[Math.floor(at / I)]!;
      return { state: machine.next[state]![at % I]!, inputs: [...inputs, at % I] };
    };
    const mistake = answers.find(({ wrong }) => wrong);
    if (mistake) return [...follow(mistake).inputs];
    answers.sort((a, b) => a.margin - b.margin || a.at - b.at);
    const others = answers.splice(Math.ceil(beam / 2));
    while (answers.length < beam && others.length > 0) {
      answers.push(others.splice(integer(rng, 0, others.length), 1)[0]!);
    }
    const chosen = answers.map(({ at }) => at);
    states = pick(asked.states, sequences.length * I, chosen);
    sequences = answers.map(follow);
  }
  return undefined;
}
