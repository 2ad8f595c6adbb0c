export * from './core/shape';
export * from './core/random';
export * from './core/mt19937';
export * from './core/matrix';
export * from './core/webAssembly';
export * from './core/vectorProduct';
export * from './core/product';
export * from './core/parameters';
export * from './core/sequence';

export * from './neural/activations';
export * from './neural/losses';
export * from './neural/rows';
export * from './neural/dense';
export * from './neural/embedding';
export * from './neural/cell';
export * from './neural/rnn';
export * from './neural/gruStep';
export * from './neural/gru';
export * from './neural/lstmStep';
export * from './neural/lstm';
export * from './neural/createCell';
export * from './neural/modelConfig';
export * from './neural/modelParts';
export * from './neural/sequenceModel';
export * from './neural/softmax';
export * from './neural/initializers';
export * from './neural/initializerPresets';
export * from './neural/optimizers';
export * from './neural/penalty';
export * from './neural/gradientCheck';
export * from './neural/value';

export * from './tasks/bits';
export * from './tasks/pairs';
export * from './tasks/binaryAddition';
export * from './tasks/additionSampler';
export * from './tasks/decimalAddition';
export * from './tasks/roommate';
export * from './tasks/mealy';
export * from './tasks/machines';

export * from './training/checkModel';
export * from './training/trainingStep';
export * from './training/train';
export * from './training/evaluate';
export * from './training/checkpoint';

export * from './proof/network';
export * from './proof/handBuilt';
export * from './proof/kMeans';
export * from './proof/automaton';
export * from './proof/compareMachines';
export * from './proof/interval';
export * from './proof/stepBounds';
export * from './proof/certificate';
export * from './proof/certify';
export * from './proof/checkCertificate';
export * from './proof/counterexample';

export * from './tensorflow/backend';
export * from './tensorflow/layers';
export * from './tensorflow/lossTensor';
export * from './tensorflow/sequences';
export * from './tensorflow/trainLayers';
export * from './tensorflow/transfer';

export * from './notebook';
