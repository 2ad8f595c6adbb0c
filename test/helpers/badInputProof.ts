import * as carry from '../../lib/src';
import { badCount, badList, badObject, badRng, badSize, badWhole, target } from './badInput';
import { fc } from './fastCheck';

const network = carry.plainNetwork(carry.thresholdAdder());
const machine = carry.additionMachine;
const rng = (): carry.Rng => carry.createRng(1);
const model = (): carry.SequenceModel => carry.thresholdAdder();

const { certificate } = carry.certify(network, machine) as Extract<carry.Certification, { proved: true }>;

const badModel = fc.oneof(badObject, fc.constantFrom<unknown[]>({}, { config: {} }, []));
const badWeights = (count: number) =>
  fc.oneof(
    badList,
    fc.constantFrom<unknown[]>(
      [],
      new Array(count + 1).fill(0),
      new Array(count).fill(NaN),
      new Array(count).fill('1'),
      new Array(count).fill(1.7e308),
    ),
  );

/** The fields of a network of two inputs and three units. */
const badNetwork = {
  network: fc.oneof(badObject, fc.constantFrom<unknown[]>({}, [])),
  'network.cell': fc.constantFrom<unknown[]>('gru', '', null, '__proto__'),
  'network.activation': fc.constantFrom<unknown[]>('relu', null, 'toString'),
  'network.inputSize': fc.oneof(badSize, fc.constantFrom(1, 3)),
  'network.hiddenSize': fc.oneof(badSize, fc.constantFrom(2, 4, 2 ** 31 - 1)),
  'network.W_xh': badWeights(6),
  'network.W_hh': badWeights(9),
  'network.b_h': badWeights(3),
  'network.W_hy': badWeights(3),
  'network.b_y': badWeights(1),
  'network.threshold': fc.constantFrom<unknown[]>(NaN, Infinity, '0', null, 1e300),
};
const networkSays = {
  network: '(network|cell)',
  'network.inputSize': '(inputSize|W_xh)',
  'network.hiddenSize': '(hiddenSize|W_xh|W_hh)',
};

/** The fields of a machine. */
const badMachine = (path: string) => ({
  [path]: fc.oneof(badObject, fc.constantFrom<unknown[]>({}, [])),
  [`${path}.states`]: badSize,
  [`${path}.start`]: badWhole(1),
  [`${path}.inputs`]: fc.oneof(badList, fc.constantFrom<unknown[]>([], [[]], [[0, 0], [NaN, 0]], [[0, 0], null])), // prettier-ignore
  [`${path}.next`]: fc.oneof(badList, fc.constantFrom<unknown[]>([], [[0, 0, 0, 0]], [[0, 0, 0, 0], [0, 0, 0, 2]])), // prettier-ignore
  [`${path}.output`]: fc.oneof(badList, fc.constantFrom<unknown[]>([], [[0, 0, 0, 0]], [[0, 0, 0, 0], [0, NaN]])), // prettier-ignore
});
const machineSays = (path: string) => ({ [path]: '(machine|MealyMachine|states)' });

/** The functions of lib/src/proof and what they must refuse. */
export const targets = [
  target('plainNetwork', () => ({ model: model() }), ({ model }) => carry.plainNetwork(model), { model: badModel }), // prettier-ignore
  ...(['thresholdAdder', 'tanhAdder'] as const).map((name) =>
    target(
      name,
      () => ({ steepness: 20 }),
      ({ steepness }) => carry[name](steepness),
      { steepness: fc.constantFrom<unknown[]>(9, -20, NaN, Infinity, 1e308, '20', null, 20n) },
    ),
  ),
  target(
    'extractMachine',
    () => ({
      model: model(),
      inputs: machine.inputs as unknown,
      options: { rng: rng(), clusters: 4, mostClusters: 8, samples: 20 },
    }),
    ({ model, inputs, options }) => carry.extractMachine(model, inputs as number[][], options),
    {
      model: fc.oneof(badModel, fc.constant(new carry.SequenceModel({ inputSize: 2, cells: [{ kind: 'rnn', hiddenSize: 2 }], outputSize: 3 }))), // prettier-ignore
      inputs: fc.oneof(badList, fc.constantFrom<unknown[]>([], [[1]], [[0, 0], [NaN, 0]], [[0, 0], '01'])), // prettier-ignore
      options: badObject,
      'options.rng': badRng,
      'options.clusters': fc.oneof(badSize, fc.constant(21)),
      'options.mostClusters': fc.oneof(badSize, fc.constant(3)),
      'options.samples': badSize,
    },
  ),
  target(
    'minimizeMachine',
    () => ({ machine }),
    ({ machine }) => carry.minimizeMachine(machine),
    badMachine('machine'),
    machineSays('machine'),
  ),
  target(
    'compareMachines',
    () => ({ a: machine, b: machine }),
    ({ a, b }) => carry.compareMachines(a, b),
    { ...badMachine('a'), ...badMachine('b'), b: fc.oneof(badObject, fc.constant(carry.parityMachine)) },
    { ...machineSays('a'), b: '(machine|inputs)' },
  ),
  target(
    'createStepBounds',
    () => ({ network }),
    ({ network }) => carry.createStepBounds(network),
    badNetwork,
    networkSays,
  ),
  target(
    'certify',
    () => ({ network, machine, options: { mostK: 1, mostBoxes: 10, tolerance: 0 } }),
    ({ network, machine, options }) => carry.certify(network, machine, options),
    {
      ...badNetwork,
      ...badMachine('machine'),
      'options.mostK': fc.oneof(badCount, fc.constant(17)),
      'options.mostBoxes': badSize,
      'options.tolerance': fc.constantFrom<unknown[]>(-1, NaN, Infinity, '0', null),
    },
    { ...networkSays, ...machineSays('machine') },
  ),
  target(
    'roundingError',
    () => ({ certificate, unitRoundoff: 2 ** -53 }),
    ({ certificate, unitRoundoff }) => carry.roundingError(certificate, unitRoundoff),
    { unitRoundoff: fc.constantFrom<unknown[]>(-1, NaN, Infinity, 1, '0', null) },
  ),
  target(
    'findCounterexample',
    () => ({ model: model(), machine, options: { rng: rng(), way: [0], steps: 3, beam: 2 } }),
    ({ model, machine, options }) => carry.findCounterexample(model, machine, options),
    {
      model: fc.oneof(badModel, fc.constant(new carry.SequenceModel({ inputSize: 2, cells: [{ kind: 'rnn', hiddenSize: 2 }], outputSize: 1, answer: 'class' }))), // prettier-ignore
      ...badMachine('machine'),
      options: badObject,
      'options.rng': badRng,
      'options.way': fc.oneof(badList, fc.constantFrom<unknown[]>([4], [-1], [0.5], ['0'], [null])),
      'options.steps': badSize,
      'options.beam': badSize,
    },
    { ...machineSays('machine'), model: '(model|answer)' },
  ),
];

/** Functions that are not tried, and why. */
export const unchecked: Readonly<Record<string, string>> = {
  checkCertificate: 'takes anything and gives a verdict: test/lib/proof/hostileCertificates.test.ts',
};
