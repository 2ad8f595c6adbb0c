// What is timed. A case is a model, the shape of its batches and how many steps are trained.

/** @typedef {import('../../lib/src/neural/sequenceModel').ModelConfig} ModelConfig */
/** @typedef {import('../../lib/src/neural/optimizers').OptimizerConfig} OptimizerConfig */
/** @typedef {import('../../lib/src/neural/losses').LossName} LossName */
/** @typedef {'c' | 'numpy' | 'tensorflow-native' | 'tensorflow-wasm' | 'tensorflow-cpu'} PeerName */
/**
 * @typedef {object} Case
 * @property {string} name
 * @property {string} title
 * @property {'addition' | 'digits'} task bits of two operands and their sum; or random digits and classes
 * @property {ModelConfig} config
 * @property {number} T
 * @property {number} B
 * @property {number} steps
 * @property {LossName} loss
 * @property {'sum' | 'mean'} reduction
 * @property {OptimizerConfig} optimizer
 * @property {Partial<Record<PeerName, number>>} peers who takes part, and with how many of the steps: a slow
 *   peer does a few, and its time is multiplied
 */

export const PEERS = /** @type {const} */ ([
  'c',
  'numpy',
  'tensorflow-native',
  'tensorflow-wasm',
  'tensorflow-cpu',
]);

/** Seed 001's adder: sigmoid units without biases, one update a sample. */
const rnnAdder = (/** @type {number} */ hiddenSize) =>
  /** @type {const} */ ({
    task: 'addition',
    config: {
      inputSize: 2,
      cells: [{ kind: 'rnn', hiddenSize, activation: 'sigmoid', bias: false }],
      outputSize: 1,
      outputActivation: 'sigmoid',
      outputBias: false,
    },
    loss: 'halfSquaredError',
    reduction: 'sum',
    optimizer: { kind: 'sgd', learningRate: 0.1 },
  });

/** Seed 000's adder: LSTM(10), mean squared error, Adam. */
const lstmAdder = /** @type {const} */ ({
  task: 'addition',
  config: { inputSize: 2, cells: [{ kind: 'lstm', hiddenSize: 10 }], outputSize: 1 },
  loss: 'meanSquaredError',
  reduction: 'mean',
  optimizer: { kind: 'adam', learningRate: 0.01 },
});

/** Seed 002's adder: ten digits embedded, two layers of 64, ten classes, batch 200, eleven steps. */
const decimalAdder = (/** @type {'rnn' | 'lstm'} */ kind) =>
  /** @type {const} */ ({
    task: 'digits',
    config: {
      inputSize: 2,
      embedding: { symbols: 10, size: 32 },
      cells: [
        { kind, hiddenSize: 64 },
        { kind, hiddenSize: 64 },
      ],
      outputSize: 10,
      answer: 'class',
    },
    T: 11,
    B: 200,
    loss: 'categoricalCrossEntropy',
    reduction: 'mean',
    optimizer: { kind: 'adam', learningRate: 0.001 },
  });

/**
 * @param {boolean} quick fewer steps and sizes: shows that everything runs, and no more
 * @returns {Case[]}
 */
export function casesOf(quick) {
  const samples = quick ? 100 : 10_000;
  const few = quick ? 1 : 100;
  const one = /** @type {const} */ ({
    'tensorflow-native': few,
    'tensorflow-wasm': few,
    'tensorflow-cpu': few,
  });
  const steps = quick ? 1 : 5;
  const all = { c: steps, 'tensorflow-native': steps, 'tensorflow-wasm': steps, 'tensorflow-cpu': 1 };
  return [
    {
      name: 'rnn-adder',
      title: '8-bit adder, RNN of 16 units, one sample at a time',
      ...rnnAdder(16),
      T: 8,
      B: 1,
      steps: samples,
      peers: { c: samples, numpy: quick ? 20 : 1000, ...one },
    },
    {
      name: 'lstm-adder',
      title: 'adder, LSTM of 10 units, Adam, one sample at a time',
      ...lstmAdder,
      T: 4,
      B: 1,
      steps: samples,
      peers: { c: samples, ...one },
    },
    {
      name: 'decimal-rnn',
      title: 'decimal adder, two RNN layers of 64, batch 200',
      ...decimalAdder('rnn'),
      steps,
      peers: all,
    },
    {
      name: 'decimal-lstm',
      title: 'decimal adder, two LSTM layers of 64, batch 200',
      ...decimalAdder('lstm'),
      steps,
      peers: all,
    },
    ...growth(quick),
  ];
}

/**
 * How time grows when one size does, beside C.
 * @param {boolean} quick
 * @returns {Case[]}
 */
function growth(quick) {
  const usual = { hiddenSize: 16, T: 8, B: 1 };
  const sizes = /** @type {const} */ ([
    ['hiddenSize', 'hidden units', quick ? [8, 32] : [8, 16, 32, 64, 128, 256]],
    ['T', 'steps', quick ? [8, 32] : [8, 32, 128, 512, 1024]],
    ['B', 'samples in a batch', quick ? [1, 8] : [1, 4, 16, 64, 256]],
  ]);
  return sizes.flatMap(([what, words, values]) =>
    values.map((value) => {
      const { hiddenSize, T, B } = Object.assign({}, usual, { [what]: value });
      const multiplications = T * B * hiddenSize * (hiddenSize + 3) * 3;
      const steps = Math.max(2, Math.ceil((quick ? 2e5 : 4e7) / multiplications)); // about as long for each
      return {
        name: `growth-${what === 'hiddenSize' ? 'hidden' : what === 'T' ? 'length' : 'batch'}-${value}`,
        title: `RNN adder, ${value} ${words}`,
        ...rnnAdder(hiddenSize),
        T,
        B,
        steps,
        peers: { c: steps },
      };
    }),
  );
}
