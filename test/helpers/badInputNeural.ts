import * as carry from '../../lib/src';
import {
  badArray,
  badFlag,
  badFunction,
  badLength,
  badList,
  badNotNegative,
  badNumber,
  badObject,
  badPositive,
  badRng,
  badShare,
  badSize,
  badWord,
  target,
} from './badInput';
import { fc } from './fastCheck';

const zeros = (length: number): Float64Array => new Float64Array(length);
const rnn = () => new carry.RnnCell({ inputSize: 2, hiddenSize: 3 });
const config: carry.ModelConfig = {
  inputSize: 2,
  embedding: { symbols: 4, size: 2 },
  cells: [{ kind: 'rnn', hiddenSize: 3 }],
  outputSize: 5,
};
const model = () => new carry.SequenceModel(config);
const unknownField = fc.constantFrom<unknown[]>({ ...config, dropout: 1 }, { ...config, ['constructor']: 1 });

/** What every cell's forward and backward pass must refuse: T = 2, B = 2, D = 2, H = 3. */
function cellTargets(name: string, make: () => carry.RnnCell | carry.GruCell | carry.LstmCell) {
  const cell = make();
  const S = 2 * cell.stateSize;
  const setUp = () => ({
    parameters: carry.createParameters(cell.shapes),
    gradients: carry.createParameters(cell.shapes),
    x: zeros(8),
    dh: zeros(12),
    dx: zeros(8),
    workspace: cell.createWorkspace(2, 2),
    options: { initialState: zeros(S), mask: zeros(4).fill(1) },
  });
  const badParameters = fc.oneof(badObject, fc.constant(carry.createParameters({ W: [1, 1] })));
  return [
    target(
      name,
      () => ({ options: { inputSize: 2, hiddenSize: 3, bias: true, recurrentBias: true } }),
      ({ options }) => Reflect.construct(cell.constructor, [options]) as unknown,
      {
        options: badObject,
        'options.inputSize': badSize,
        'options.hiddenSize': badSize,
        'options.bias': badFlag,
        'options.recurrentBias': badFlag,
      },
    ),
    target(
      `${name}.createWorkspace`,
      () => ({ T: 2, B: 2 }),
      ({ T, B }) => cell.createWorkspace(T, B),
      { T: badSize, B: badSize },
      { T: '(T|size|elements)', B: '(B|size|elements)' },
    ),
    target(
      `${name}.forward`,
      setUp,
      ({ parameters, x, workspace, options }) => cell.forward(parameters, x, workspace as never, options),
      {
        parameters: badParameters,
        x: badLength(8),
        workspace: badObject,
        'options.initialState': badLength(S),
        'options.mask': badLength(4),
      },
    ),
    target(
      `${name}.backward`,
      setUp,
      ({ parameters, x, dh, workspace, gradients, dx }) =>
        cell.backward(parameters, x, dh, workspace as never, gradients, dx),
      {
        parameters: badObject,
        x: badLength(8),
        dh: badLength(12),
        workspace: badObject,
        gradients: badParameters,
        dx: badLength(8),
      },
    ),
  ];
}

/** The functions and classes of lib/src/neural and what they must refuse. */
export const targets = [
  target(
    'createCell',
    () => ({
      config: { kind: 'rnn' as const, hiddenSize: 2, activation: 'relu' as const, recurrentBias: true },
      inputSize: 2,
    }),
    ({ config, inputSize }) => carry.createCell(config, inputSize),
    {
      config: badObject,
      'config.kind': badWord,
      'config.hiddenSize': badSize,
      'config.activation': badWord,
      'config.recurrentBias': badFlag,
      inputSize: badSize,
    },
  ),
  ...cellTargets('RnnCell', rnn),
  ...cellTargets('GruCell', () => new carry.GruCell({ inputSize: 2, hiddenSize: 3 })),
  ...cellTargets('LstmCell', () => new carry.LstmCell({ inputSize: 2, hiddenSize: 3 })),
  target(
    'RnnCell.forward',
    () => ({ noise: zeros(12) }),
    ({ noise }) => {
      const cell = rnn();
      cell.forward(carry.createParameters(cell.shapes), zeros(8), cell.createWorkspace(2, 2), { noise });
    },
    { noise: badLength(12) },
  ),
  target(
    'Dense',
    () => ({ options: { inputSize: 2, outputSize: 1, activation: 'relu' as const, bias: true } }),
    ({ options }) => new carry.Dense(options),
    {
      options: badObject,
      'options.inputSize': badSize,
      'options.outputSize': badSize,
      'options.activation': badWord,
      'options.bias': badFlag,
    },
  ),
  target(
    'Dense.forward',
    () => ({ parameters: carry.createParameters({ W: [2, 1], b: [1] }), x: zeros(6), y: zeros(3) }),
    ({ parameters, x, y }) => new carry.Dense({ inputSize: 2, outputSize: 1 }).forward(parameters, x, y),
    {
      parameters: badObject,
      x: fc.oneof(badObject, fc.constantFrom(zeros(5), zeros(0), zeros(8))),
      y: badLength(3),
    },
    { x: '(x|y)' },
  ),
  target(
    'lossInPlace',
    () => ({
      name: 'meanSquaredError' as const,
      prediction: zeros(6),
      target: zeros(6),
      dPrediction: zeros(6),
      options: { outputSize: 2, reduction: 'sum' as const, scored: zeros(3).fill(1) },
    }),
    ({ name, prediction, target, dPrediction, options }) =>
      carry.lossInPlace(name, prediction, target, dPrediction, options),
    {
      name: badWord,
      prediction: badLength(6),
      target: badLength(6),
      dPrediction: badLength(6),
      options: badObject,
      'options.outputSize': fc.oneof(badSize, fc.constantFrom(4, 6)),
      'options.reduction': badWord,
      'options.scored': fc.oneof(badLength(3), fc.constant(zeros(3))),
    },
    {
      prediction: '(prediction|target|dPrediction|scored)',
      'options.outputSize': '(outputSize|target|rows|scored)',
    },
  ),
  target(
    'SequenceModel',
    () => ({ config }),
    ({ config }) => new carry.SequenceModel(config),
    {
      config: fc.oneof(badObject, unknownField),
      'config.inputSize': badSize,
      'config.outputSize': badSize,
    },
  ),
  target(
    'SequenceModel.forward',
    () => ({
      x: zeros(12),
      T: 3,
      B: 2,
      mask: zeros(6).fill(1),
      options: { initialStates: [zeros(6)], noise: zeros(18) },
    }),
    ({ x, T, B, mask, options }) => model().forward({ x, T, B, mask }, options),
    {
      x: fc.oneof(
        badArray(12),
        fc.constantFrom(4, -1, 0.5).map((symbol) => zeros(12).fill(symbol, 3, 4)),
      ),
      T: fc.oneof(badSize, fc.constant(4)),
      B: fc.oneof(badSize, fc.constant(1)),
      options: badObject,
      mask: fc.oneof(badArray(6), fc.constant(zeros(6).fill(0.5))),
      'options.initialStates': fc.oneof(
        badList,
        badArray(6).map((state) => [state]),
        fc.constantFrom([], [zeros(6), zeros(6)]),
      ),
      'options.noise': badArray(18),
    },
    { T: '(T|x|size|elements)', B: '(B|x|size|elements)' },
  ),
  target(
    'SequenceModel.backward',
    () => ({ dPrediction: zeros(10) }),
    ({ dPrediction }) => {
      const it = model();
      it.forward({ x: zeros(4), T: 1, B: 2 });
      it.backward(dPrediction);
    },
    { dPrediction: badArray(10) },
  ),
  target(
    'SequenceModel.parametersOf',
    () => ({ part: 'cell0' }),
    ({ part }) => model().parametersOf(part),
    { part: badWord },
  ),
  target(
    'softmax',
    () => ({ z: zeros(2) as ArrayLike<number> }),
    ({ z }) => carry.softmax(z),
    { z: badNumbers() },
    { z: '(z|numbers)' },
  ),
  target(
    'initializeInPlace',
    () => ({
      parameters: carry.createParameters({ W: [2, 3] }),
      rng: carry.createRng(1) as carry.Rng,
      choose: carry.initializers.zeros(),
    }),
    ({ parameters, rng, choose }) => carry.initializeInPlace(parameters, rng, choose),
    {
      parameters: badObject,
      rng: badRng,
      choose: fc.oneof(
        badObject,
        fc.constantFrom<unknown[]>({}, () => undefined, []),
      ),
    },
    { choose: 'initializer' },
  ),
  ...(['constant', 'orthogonal', 'forgetGate'] as const).map((name) =>
    target(
      `initializers.${name}`,
      () => ({ value: 1 }),
      ({ value }) => carry.initializers[name](value),
      { value: badNumber },
      { value: '(value|gain)' },
    ),
  ),
  target(
    'initializers.normal',
    () => ({ deviation: 1 }),
    ({ deviation }) => carry.initializers.normal(deviation),
    { deviation: badNotNegative },
  ),
  target(
    'initializers.uniform',
    () => ({ low: 0, high: 1 }),
    ({ low, high }) => carry.initializers.uniform(low, high),
    { low: badNumber, high: fc.oneof(badNumber, fc.constant(-1)) },
  ),
  target(
    'kerasInitializer',
    () => ({ config, options: { forgetBias: 1 } }),
    ({ config, options }) => carry.kerasInitializer(config, options),
    {
      config: badObject,
      'options.forgetBias': badNumber,
    },
  ),
  target(
    'pytorchInitializer',
    () => ({ config }),
    ({ config }) => carry.pytorchInitializer(config),
    { config: badObject },
  ),
  target(
    'createOptimizer',
    () => ({
      config: {
        kind: 'adam' as const,
        learningRate: 1,
        beta1: 0.5,
        beta2: 0.5,
        epsilon: 1,
      },
      size: 2,
    }),
    ({ config, size }) => carry.createOptimizer(config, size),
    {
      config: badObject,
      'config.kind': badWord,
      'config.learningRate': badPositive,
      'config.momentum': fc.constant(0.5), // none of Adam's
      'config.decay': fc.constant(0.5),
      'config.beta1': badShare,
      'config.beta2': badShare,
      'config.epsilon': badPositive,
      'config.learningrate': badNumber,
      size: badSize,
    },
  ),
  target(
    'createOptimizer.stepInPlace',
    () => ({ parameters: zeros(2), gradients: zeros(2) }),
    ({ parameters, gradients }) =>
      carry.createOptimizer({ kind: 'sgd', learningRate: 1 }, 2).stepInPlace(parameters, gradients),
    {
      parameters: badLength(2),
      gradients: badLength(2),
    },
  ),
  target(
    'createOptimizer.restore',
    () => ({ state: { steps: 1, buffers: [zeros(2)] } }),
    ({ state }) => carry.createOptimizer({ kind: 'momentum', learningRate: 1 }, 2).restore(state),
    {
      state: badObject,
      'state.steps': badNotNegative,
      'state.buffers': fc.oneof(
        badList,
        badArray(2).map((buffer) => [buffer]),
        fc.constant([]),
      ),
    },
  ),
  target(
    'penaltyInPlace',
    () => ({ penalty: { l1: 1, l2: 1 }, parameters: zeros(2), gradients: zeros(2) }),
    ({ penalty, parameters, gradients }) => carry.penaltyInPlace(penalty, parameters, gradients),
    {
      penalty: badObject,
      'penalty.l1': badNotNegative,
      'penalty.l2': badNotNegative,
      parameters: badLength(2),
      gradients: badLength(2),
    },
    { parameters: '(parameters|gradients)' },
  ),
  target(
    'clipByNormInPlace',
    () => ({ gradients: zeros(2), maxNorm: 1 }),
    ({ gradients, maxNorm }) => carry.clipByNormInPlace(gradients, maxNorm),
    {
      gradients: badObject,
      maxNorm: badPositive,
    },
  ),
  target(
    'checkGradient',
    () => ({
      loss: () => 1,
      parameters: zeros(2),
      gradients: zeros(2),
      options: { epsilon: 1, tolerance: 1, floor: 1 },
    }),
    ({ loss, parameters, gradients, options }) => carry.checkGradient(loss, parameters, gradients, options),
    {
      loss: fc.oneof(
        badFunction,
        fc.constantFrom(
          () => NaN,
          () => Infinity,
        ),
      ),
      parameters: badLength(2),
      gradients: badArray(2),
      options: badObject,
      'options.epsilon': badPositive,
      'options.tolerance': badPositive,
      'options.floor': badPositive,
    },
    { loss: '(loss|numeric)', parameters: '(parameters|gradients|size)' },
  ),
  target(
    'Value',
    () => ({ data: 1 }),
    ({ data }) => new carry.Value(data),
    { data: fc.constantFrom<unknown[]>(null, undefined, '3', NaN, {}, [3], 5n) },
  ),
];

function badNumbers(): fc.Arbitrary<unknown> {
  return fc.oneof(badObject, fc.constantFrom<unknown[]>({}, [], [1, NaN], [Infinity, 0], zeros(0)));
}

const oneNumber = 'a formula for one number: NaN in, NaN out';

/** Functions that are not tried, and why. */
export const unchecked: Readonly<Record<string, string>> = {
  sigmoid: oneNumber,
  step: oneNumber,
};
