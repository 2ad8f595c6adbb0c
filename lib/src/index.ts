// The door: what a reader takes. Only this is documented with examples and checks what it is given; what is inside
// trusts its callers.
export type { Shape } from './core/shape';
export { exp, log, tanh } from './core/elementary';
export { createRng, uniform, integer, normal, shuffleInPlace } from './core/random';
export type { Rng, SeededRng } from './core/random';
export { createNumpyRng } from './core/mt19937';
export type { NumpyRng } from './core/mt19937';
export { addProduct, matMul, Matrix, matrix } from './core/matrix';
export { createParameters, countParameters } from './core/parameters';
export type { Shapes, Parameters } from './core/parameters';
export type { Batch, Input, Sequence } from './core/sequence';
export { wilsonInterval } from './core/wilsonInterval';

export { sigmoid, step, activations } from './neural/activations';
export type { ActivationName, Activation } from './neural/activations';
export { lossInPlace } from './neural/losses';
export type { LossName, Reduction, LossOptions } from './neural/losses';
export { Dense } from './neural/dense';
export type { DenseOptions } from './neural/dense';
export type {
  CellKind,
  CellOptions,
  CellWorkspace,
  MatrixSequence,
  Product,
  Recurrent,
} from './neural/recurrent';
export { RnnCell } from './neural/rnn';
export type { RnnOptions, RnnWorkspace } from './neural/rnn';
export { GruCell } from './neural/gru';
export type { GruOptions, GruReset, GruWorkspace } from './neural/gru';
export { LstmCell } from './neural/lstm';
export type { LstmOptions, LstmWorkspace } from './neural/lstm';
export { createCell } from './neural/createCell';
export type { Cell, CellConfig } from './neural/createCell';
export type { Answer, ModelConfig } from './neural/modelConfig';
export type { ForwardOptions } from './neural/forwardOptions';
export { SequenceModel } from './neural/sequenceModel';
export { softmax } from './neural/softmax';
export { initializeInPlace, initializers } from './neural/initializers';
export type { Initializer, InitializerChoice } from './neural/initializers';
export { kerasInitializer, pytorchInitializer } from './neural/initializerPresets';
export { createOptimizer } from './neural/optimizers';
export type { OptimizerState, Optimizer, OptimizerConfig, OptimizerKind } from './neural/optimizers';
export { penaltyInPlace, clipByNormInPlace } from './neural/penalty';
export type { Penalty } from './neural/penalty';
export { checkGradient } from './neural/gradientCheck';
export type { GradientCheckOptions, GradientCheck } from './neural/gradientCheck';
export { Value } from './neural/value';

export { toBits, fromBits } from './tasks/bits';
export { allPairs } from './tasks/pairs';
export type { Pair } from './tasks/pairs';
export { additionBatch } from './tasks/binaryAddition';
export { createAdditionSampler } from './tasks/additionSampler';
export type { Sampler, AdditionStyle, AdditionSamplerOptions } from './tasks/additionSampler';
export { createDecimalSampler, decimalBatch } from './tasks/decimalAddition';
export type { DecimalStyle } from './tasks/decimalAddition';
export { checkMachine, runMachine, createMealySampler, mealyBatch } from './tasks/mealy';
export type { MealyMachine } from './tasks/mealy';
export { additionMachine, subtractionMachine, parityMachine, comparisonMachine } from './tasks/machines';
export { timesThreeMachine } from './tasks/machines';

export { createTrainingStep } from './training/trainingStep';
export type { StepOptions, TrainingStep } from './training/trainingStep';
export { train } from './training/train';
export type { TrainingProgress, TrainingOptions, TrainingResult } from './training/train';
export { decide, evaluate, lengthSweep, addNumbers } from './training/evaluate';
export type { Evaluation } from './training/evaluate';
export { parseCheckpoint, serialize } from './training/checkpoint';
export type { Checkpoint, CheckpointExtras } from './training/checkpoint';

export { plainNetwork } from './proof/network';
export type { PlainNetwork } from './proof/network';
export { thresholdAdder } from './proof/handBuilt';
export { extractMachine } from './proof/automaton';
export type { ExtractionOptions, Extraction } from './proof/automaton';
export { minimizeMachine, compareMachines } from './proof/compareMachines';
export type { Comparison } from './proof/compareMachines';
export type { Box } from './proof/interval';
export { createStepBounds } from './proof/stepBounds';
export type { StepBounds } from './proof/stepBounds';
export type { CertificateBox, Certificate } from './proof/certificate';
export { certify } from './proof/certify';
export type { Attempt, CertificationFailure, Certification, CertifyOptions } from './proof/certify';
export { checkCertificate } from './proof/checkCertificate';
export type { CertificateCheck, CheckOptions } from './proof/checkCertificate';
export { coqText } from './proof/coqText';
export type { CoqOptions } from './proof/coqText';
export { roundingError } from './proof/roundingError';
export { findCounterexample } from './proof/counterexample';
export type { Counterexample, SearchOptions } from './proof/counterexample';

export { loadTensorFlow, backendOf } from './tensorflow/backend';
export type { TensorFlow, BackendName, LoadOptions } from './tensorflow/backend';
export { createLayersModel } from './tensorflow/layers';
export type { EmbeddingMethod, LayersOptions } from './tensorflow/layers';
export type { TensorLossOptions } from './tensorflow/lossTensor';
export { inputTensor } from './tensorflow/sequences';
export { fitCallbacks, trainLayers } from './tensorflow/trainLayers';
export type { LayersTrainingOptions } from './tensorflow/trainLayers';
export { weightsToTensorFlow, weightsFromTensorFlow, gradientsFromTensorFlow } from './tensorflow/transfer';
export type { TensorFlowGradients } from './tensorflow/transfer';

export { DIVERGING, PALETTE, SYMBOLS, transparent } from './notebook/figures/style';
export type { Axis, Heading } from './notebook/figures/style';
export type { Numbers } from './notebook/numbers';
export { figure, liveFigure } from './notebook/display';
export type { LiveFigure } from './notebook/display';
export { exerciseOnNumber, exerciseOnFunction, exerciseOnChoice } from './notebook/exerciseKinds';
export type { NumberExercise, FunctionExercise, ChoiceExercise } from './notebook/exerciseKinds';
export { checkExercise, judge, notDoneYet, wrong, right, isBlank } from './notebook/exercises';
export type { Verdict, ExerciseHelp, Exercise } from './notebook/exercises';
export { predict } from './notebook/prediction';
export type { Guess, PredictionOptions, Prediction } from './notebook/prediction';
export { recall } from './notebook/recall';
export type { RecallQuestion } from './notebook/recall';
export type { Trace, Layout, Frame, Figure } from './notebook/figure';
export { dataFile } from './notebook/dataFile';
export { saveCheckpoint, loadCheckpoint } from './notebook/files';
export { animation } from './notebook/figures/animation';
export type { AnimationStep, AnimationOptions } from './notebook/figures/animation';
export { automaton } from './notebook/figures/automaton';
export type { AutomatonDrawing } from './notebook/figures/automaton';
export { boxPlane } from './notebook/figures/boxPlane';
export type { BoxGroup, BoxPlane } from './notebook/figures/boxPlane';
export { heatMap } from './notebook/figures/heatMap';
export type { HeatMap } from './notebook/figures/heatMap';
export { lineChart, acrossSeeds } from './notebook/figures/lineChart';
export type { Series, LineChart } from './notebook/figures/lineChart';
export { lossMap } from './notebook/figures/lossMap';
export type { Path, LossMap } from './notebook/figures/lossMap';
export { nodeGraph } from './notebook/figures/nodeGraph';
export type { GraphNode, GraphEdge, NodeGraph } from './notebook/figures/nodeGraph';
export { plot } from './notebook/figures/plot';
export type { Plot } from './notebook/figures/plot';
export { scatterPlot, decisionPlane } from './notebook/figures/scatterPlot';
export type { PointGroup, ScatterPlot, DecisionPlane } from './notebook/figures/scatterPlot';
export { sideBySide } from './notebook/figures/sideBySide';
export { interruptible } from './notebook/interruptible';
export { startProgress } from './notebook/progress';
export type { Progress } from './notebook/progress';
export { parseStudy, readStudy } from './notebook/studyTable';
export type { StudyRow, StudyTable } from './notebook/studyTable';
export { table } from './notebook/table';
export type { TableValue } from './notebook/table';
