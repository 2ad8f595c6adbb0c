export * from './core/shape';
export * from './core/random';
export * from './core/matrix';
export * from './core/parameters';
export * from './core/sequence';

export * from './neural/activations';
export * from './neural/losses';
export * from './neural/rows';
export * from './neural/dense';
export * from './neural/embedding';
export * from './neural/cell';
export * from './neural/rnn';
export * from './neural/gru';
export * from './neural/lstm';
export * from './neural/createCell';
export * from './neural/sequenceModel';

export * from './notebook';
