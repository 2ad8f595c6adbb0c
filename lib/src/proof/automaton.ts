import { checkRng, type Rng } from '../core/random';
import { checkFinite, checkInteger, checkList, checkObject } from '../core/shape';
import { checkModel, type SequenceModel } from '../neural/sequenceModel';
import type { MealyMachine } from '../tasks/mealy';
import { decide } from '../training/evaluate';
import { askAll } from './advance';
import { alikeStates } from './compareMachines';
import { kMeans, meanOf, nearest } from './kMeans';
import { rowsOf, sampleStates } from './sampleStates';

/** What {@link extractMachine} may be told. */
export interface ExtractionOptions {
  readonly rng: Rng;
  /** The clusters to begin with, 8 if left out. */
  readonly clusters?: number;
  /** Where splitting stops, 64 if left out. */
  readonly mostClusters?: number;
  /** How many hidden states are sampled, 600 if left out. */
  readonly samples?: number;
}

/** A machine read off a network. */
export interface Extraction {
  /** One state for each cluster; its table says what most sampled states of a cluster do. */
  readonly machine: MealyMachine;
  /** Whether *all* sampled states do what the table says. Even then it is an observation and no proof. */
  readonly exact: boolean;
  /** The share of the sampled states and inputs for which the table is right. */
  readonly agreement: number;
  /** The middle of each cluster. */
  readonly centers: readonly Float64Array[];
  /** The sampled hidden states, and the cluster of each. */
  readonly points: readonly Float64Array[];
  readonly labels: readonly number[];
}

/**
 * Reads a finite machine off a network. Hidden states are sampled along random runs and grouped by k-means;
 * then the network is asked, from each of them, for every input, what it answers and which group it goes to.
 * Where the states of a group disagree, the group is split, until all agree or there are too many groups.
 *
 * @param model - any network: RNN, GRU or LSTM, also stacked; all its states are looked at
 * @param inputs - the vectors that can be read
 * @param options - source of chance, numbers of clusters and samples
 * @returns the machine, and honestly whether it fits
 * @throws RangeError when there is no input, or a number is out of range
 * Source: Giles et al., "Learning and Extracting Finite State Automata" (1992); and, on why to mistrust it,
 * Kolen, "Fool's Gold: Extracting Finite State Machines from Recurrent Network Dynamics" (1993).
 * @example
 * import { additionMachine, createRng, extractMachine, minimizeMachine, thresholdAdder } from 'carry';
 * const found = extractMachine(thresholdAdder(), additionMachine.inputs, { rng: createRng(1) });
 * [found.exact, minimizeMachine(found.machine).states]; // → [true,2]
 */
export function extractMachine(
  model: SequenceModel,
  inputs: readonly (readonly number[])[],
  options: ExtractionOptions,
): Extraction {
  const where = 'extractMachine';
  checkModel(where, model);
  checkInputs(where, model, inputs);
  checkObject(where, 'options', options);
  const { rng, clusters = 8, mostClusters = 64, samples = 600 } = options;
  checkRng(where, rng);
  checkInteger('extractMachine', 'samples', samples, 1, 100_000);
  checkInteger('extractMachine', 'clusters', clusters, 1, samples);
  checkInteger('extractMachine', 'mostClusters', mostClusters, clusters, 4096);
  const states = sampleStates(model, inputs, samples, rng);
  const points = rowsOf(states, samples);
  const answer = askAll(model, states, samples, inputs);
  const outputs = decide(model, answer.prediction);
  const followers = rowsOf(answer.states, samples * inputs.length);

  let centers: readonly Float64Array[] = kMeans(points, { k: clusters, rng, restarts: 3 }).centers;
  for (;;) {
    const table = readTable(centers, points, followers, outputs, inputs.length);
    const split = table.agreement < 1 ? splitCenters(centers, points, table, mostClusters) : centers;
    if (split !== centers) {
      centers = split;
      continue;
    }
    const { labels, agreement } = table;
    const machine = { ...table.machine, inputs };
    return { machine, exact: agreement === 1, agreement, centers, points, labels };
  }
}

/** A machine answers with one number a step; a model with several outputs must name a class. */
function checkInputs(where: string, { config }: SequenceModel, inputs: readonly (readonly number[])[]): void {
  const { inputSize: D, outputSize: K, answer = 'bit' } = config;
  checkList(where, 'inputs', inputs);
  checkInteger(where, 'the number of inputs', inputs.length, 1, 64);
  inputs.forEach((vector, i) => {
    checkList(where, `inputs[${i}]`, vector);
    checkInteger(where, `the length of inputs[${i}]`, vector.length, D, D);
    checkFinite(where, `inputs[${i}]`, vector);
  });
  if (K === 1 || answer === 'class') return;
  throw new RangeError(
    `${where}: the model has ${K} outputs and answers '${answer}', expected 1 output or 'class'`,
  );
}

interface Table {
  readonly machine: MealyMachine;
  readonly labels: readonly number[];
  /** What each sampled state does on all inputs, as a word. */
  readonly behaviors: readonly string[];
  readonly agreement: number;
}

/** Reads off, for each cluster, what most of its states do, and how many do that. */
function readTable(
  centers: readonly Float64Array[],
  points: readonly Float64Array[],
  followers: readonly Float64Array[],
  outputs: Float64Array,
  I: number,
): Table {
  const labels = points.map((point) => nearest(centers, point).index);
  const goals = followers.map((point) => nearest(centers, point).index);
  const members = centers.map((_, cluster) => labels.flatMap((label, n) => (label === cluster ? [n] : [])));
  const most = (values: readonly number[]): number[][] =>
    members.map((some) =>
      Array.from({ length: I }, (_, i) => mostCommon(some.map((n) => values[n * I + i]!)) ?? 0),
    );
  const machine = {
    ...{ name: 'extracted', states: centers.length, start: labels[0]!, inputs: [] }, // the start was sampled first
    ...{ next: most(goals), output: most(Array.from(outputs)) },
  };
  // Clusters that behave alike count as one: which of them a state goes to makes no difference.
  const groups = alikeStates(machine, [...centers.keys()]);
  const moves = goals.map((goal, n) => `${groups.get(goal)}/${outputs[n]}`);
  const rules = machine.next.map((row, s) =>
    row.map((goal, i) => `${groups.get(goal)}/${machine.output[s]![i]}`),
  );
  const agreeing = moves.filter((move, n) => move === rules[labels[Math.floor(n / I)]!]![n % I]);
  const behaviors = points.map((_, n) => moves.slice(n * I, (n + 1) * I).join());
  return { machine, labels, behaviors, agreement: agreeing.length / moves.length };
}

/** Gives the largest group of dissenters of each cluster a center of its own; the same centers if it cannot. */
function splitCenters(
  centers: readonly Float64Array[],
  points: readonly Float64Array[],
  { labels, behaviors }: Table,
  most: number,
): readonly Float64Array[] {
  const [kept, added]: [Float64Array[], Float64Array[]] = [[], []];
  centers.forEach((center, cluster) => {
    const words = behaviors.filter((_, n) => labels[n] === cluster);
    const common = mostCommon(words);
    const second = mostCommon(words.filter((word) => word !== common));
    if (second === undefined || centers.length + added.length >= most) return void kept.push(center);
    const meanWhere = (word: string | undefined): Float64Array =>
      meanOf(points.filter((_, n) => labels[n] === cluster && behaviors[n] === word)) ?? center;
    kept.push(meanWhere(common));
    added.push(meanWhere(second));
  });
  return added.length > 0 ? [...kept, ...added] : centers;
}

/** The value that occurs most often, the first of several; nothing where there is no value. */
function mostCommon<Value>(values: readonly Value[]): Value | undefined {
  const counts = new Map<Value, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].reduce<[Value | undefined, number]>(
    (best, entry) => (entry[1] > best[1] ? entry : best),
    [undefined, 0],
  )[0];
}
