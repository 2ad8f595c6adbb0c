// The door: what a reader takes. Only this is documented with examples and checks what it is given; what is inside
// trusts its callers.
export type { Shape } from './core/shape';
export { exp, log, tanh } from './core/elementary';
export { createRng, uniform, integer, normal, shuffleInPlace, type Rng, type SeededRng } from './core/random';
export { createNumpyRng, type NumpyRng } from './core/mt19937';
export { addProduct, Matrix } from './core/product';
export { matMul, matrix } from './core/matrix';
export { createParameters, countParameters, type Shapes, type Parameters } from './core/parameters';
export type { Batch, Input, Sequence } from './core/sequence';
export { wilsonInterval } from './core/wilsonInterval';

export { sigmoid, step, activations, type ActivationName, type Activation } from './neural/activations';
export { lossInPlace, type LossName, type Reduction, type LossOptions } from './neural/losses';
export { Dense, type DenseOptions } from './neural/dense';
export type { CellKind, CellOptions, CellPlan, CellSizes, CellWorkspace } from './neural/workspace';
export type { MatrixSequence, Product } from './neural/workspace';
export type { Recurrent } from './neural/recurrent';
export { RnnCell, type RnnOptions, type RnnWorkspace } from './neural/rnn';
export { GruCell, type GruOptions, type GruReset, type GruWorkspace } from './neural/gru';
export { LstmCell, type LstmOptions, type LstmWorkspace } from './neural/lstm';
export { createCell, type Cell, type CellConfig } from './neural/createCell';
export type { Answer, ModelConfig } from './neural/modelConfig';
export type { ForwardOptions } from './neural/forwardOptions';
export { SequenceModel } from './neural/sequenceModel';
export { softmax } from './neural/softmax';
export { initializeInPlace, initializers } from './neural/initializers';
export type { Initializer, InitializerChoice } from './neural/initializers';
export { kerasInitializer, pytorchInitializer } from './neural/initializerPresets';
export { createOptimizer } from './neural/optimizers';
export type { OptimizerState, Optimizer, OptimizerConfig, OptimizerKind } from './neural/optimizers';
export { penaltyInPlace, clipByNormInPlace, type Penalty } from './neural/penalty';
export { checkGradient, type GradientCheckOptions, type GradientCheck } from './neural/gradientCheck';
export { Value } from './neural/value';

export { toBits, fromBits } from './tasks/bits';
export { allPairs, type Pair } from './tasks/pairs';
export { additionBatch, decimalBatch } from './tasks/addition';
export { createAdditionSampler, createDecimalSampler } from './tasks/additionSampler';
export type { Sampler, AdditionStyle, AdditionSamplerOptions } from './tasks/additionSampler';
export { checkMachine, runMachine, createMealySampler, mealyBatch, type MealyMachine } from './tasks/mealy';
export { additionMachine, subtractionMachine, parityMachine } from './tasks/machines';
export { comparisonMachine, timesThreeMachine } from './tasks/machines';

export { createTrainingStep, type StepOptions, type TrainingStep } from './training/trainingStep';
export { train } from './training/train';
export type { LoopOptions, TrainingProgress, TrainingOptions, TrainingResult } from './training/train';
export { decide, evaluate, lengthSweep, addNumbers, type Evaluation } from './training/evaluate';
export { parseCheckpoint, serialize, type Checkpoint, type CheckpointExtras } from './training/checkpoint';

export { plainNetwork, type PlainNetwork } from './proof/network';
export { thresholdAdder, tanhAdder } from './proof/handBuilt';
export { extractMachine, type ExtractionOptions, type Extraction } from './proof/automaton';
export { minimizeMachine, compareMachines, type Comparison } from './proof/compareMachines';
export type { Box } from './proof/interval';
export { createStepBounds, type StepBounds } from './proof/stepBounds';
export type { CertificateBox, Certificate } from './proof/certificate';
export { certify } from './proof/certify';
export type { Attempt, CertificationFailure, Certification, CertifyOptions } from './proof/certify';
export { checkCertificate, type CertificateCheck, type CheckOptions } from './proof/checkCertificate';
export { roundingError } from './proof/roundingError';
export { findCounterexample, type Counterexample, type SearchOptions } from './proof/counterexample';

export { loadTensorFlow, backendOf } from './tensorflow/backend';
export type { TensorFlow, BackendName, LoadOptions } from './tensorflow/backend';
export { createLayersModel, type EmbeddingMethod, type LayersOptions } from './tensorflow/layers';
export type { TensorLossOptions } from './tensorflow/lossTensor';
export { inputTensor } from './tensorflow/sequences';
export { fitCallbacks, trainLayers, type LayersTrainingOptions } from './tensorflow/trainLayers';
export { weightsToTensorFlow, weightsFromTensorFlow, gradientsFromTensorFlow } from './tensorflow/transfer';
export type { TensorFlowGradients } from './tensorflow/transfer';

export { DIVERGING, PALETTE, SYMBOLS, transparent, type Axis, type Heading } from './notebook/figures/style';
export type { Axes, AxisNames, Numbers } from './notebook/numbers';
export { figure, liveFigure, type LiveFigure } from './notebook/display';
export { exerciseOnNumber, exerciseOnFunction, exerciseOnChoice } from './notebook/exerciseKinds';
export type { Beginnings, NumberExercise, FunctionExercise, ChoiceExercise } from './notebook/exerciseKinds';
export { checkExercise, judge, notDoneYet, wrong, right, isBlank } from './notebook/exercises';
export type { Verdict, ExerciseHelp, Exercise } from './notebook/exercises';
export { predict, type Guess, type PredictionOptions, type Prediction } from './notebook/prediction';
export { recall, type RecallQuestion } from './notebook/recall';
export type { Trace, Layout, Frame, Figure } from './notebook/figure';
export { dataFile } from './notebook/dataFile';
export { saveCheckpoint, loadCheckpoint } from './notebook/files';
export {
  animation,
  type AnimationStep,
  type AnimationOptions,
  type Press,
} from './notebook/figures/animation';
export { automaton, type AutomatonDrawing } from './notebook/figures/automaton';
export { heatMap, type HeatMap } from './notebook/figures/heatMap';
export { lineChart, acrossSeeds, type Series, type LineChart } from './notebook/figures/lineChart';
export { plot, type Plot } from './notebook/figures/plot';
export { scatterPlot, decisionPlane } from './notebook/figures/scatterPlot';
export type { PointGroup, ScatterPlot, DecisionPlane } from './notebook/figures/scatterPlot';
export { sideBySide } from './notebook/figures/sideBySide';
export { interruptible } from './notebook/interruptible';
export { startProgress, type Progress } from './notebook/progress';
export { parseStudy, readStudy, type StudyRow, type StudyTable } from './notebook/studyTable';
export { table, type TableValue } from './notebook/table';
