import type { LayersModel, Scalar, Tensor, Variable } from '@tensorflow/tfjs';
import { createParameters, type Parameters } from '../core/parameters';
import type { Batch } from '../core/sequence';
import { checkFinite, formatShape } from '../core/shape';
import { checkModel, type SequenceModel } from '../neural/sequenceModel';
import type { TensorFlow } from './backend';
import { checkLayersModel, checkTensorFlow } from './checks';
import { CELL_LAYOUTS, EMBEDDING_LAYOUT, READ_OUT_LAYOUT, type Layout } from './layouts';
import { lossTensor, type TensorLossOptions } from './lossTensor';
import { inputTensor, predictionOf, toSingle } from './sequences';

/**
 * Copies the weights of our model into TensorFlow's layers.
 *
 * @param tf - what `loadTensorFlow` gave
 * @param model - the weights to copy; not changed
 * @param layersModel - a model that `createLayersModel` made from the same configuration; its weights are overwritten, in
 *   single precision
 * @throws RangeError when a layer is missing or has weights of another shape, or a weight is not finite in single precision
 * @example
 * import { createLayersModel, loadTensorFlow, SequenceModel, weightsToTensorFlow } from 'carry';
 * const tf = await loadTensorFlow({ backend: 'cpu', say: () => undefined });
 * const cells = [{ kind: 'rnn' as const, hiddenSize: 2 }];
 * const model = new SequenceModel({ inputSize: 2, cells, outputSize: 1 });
 * model.parametersOf('readOut').views.b?.fill(3);
 * const layersModel = createLayersModel(tf, model.config);
 * weightsToTensorFlow(tf, model, layersModel);
 * tf.tidy(() => Array.from(layersModel.getLayer('readOut').getWeights()[1]?.dataSync() ?? [])); // → [3]
 */
export function weightsToTensorFlow(tf: TensorFlow, model: SequenceModel, layersModel: LayersModel): void {
  checkTensorFlow('weightsToTensorFlow', tf);
  checkModel('weightsToTensorFlow', model);
  for (const { name, layout, parameters } of partsOf(model)) {
    const layer = checkLayer('weightsToTensorFlow', layersModel, name, layout, parameters);
    tf.tidy(() => {
      const weights = layout.toLayer(parameters);
      layer.setWeights(
        weights.map(({ values, shape }) =>
          tf.tensor(toSingle('weightsToTensorFlow', name, values, shape), [...shape]),
        ),
      );
    });
  }
}

/**
 * Copies the weights of TensorFlow's layers into our model: what TensorFlow has learned can then be evaluated, drawn and
 * proved with everything that this library has.
 *
 * @param layersModel - a model that `createLayersModel` made from the same configuration; not changed
 * @param model - its parameters are overwritten
 * @throws RangeError when a layer is missing, or has weights of another shape or one that is not finite: then nothing is
 *   overwritten
 * @example
 * import { createLayersModel, loadTensorFlow, SequenceModel, weightsFromTensorFlow } from 'carry';
 * const tf = await loadTensorFlow({ backend: 'cpu', say: () => undefined });
 * const model = new SequenceModel({ inputSize: 2, cells: [{ kind: 'gru', hiddenSize: 2 }], outputSize: 1 });
 * weightsFromTensorFlow(createLayersModel(tf, model.config), model);
 * model.parametersOf('cell0').views.W_xh?.every((weight) => weight !== 0); // → true
 */
export function weightsFromTensorFlow(layersModel: LayersModel, model: SequenceModel): void {
  checkModel('weightsFromTensorFlow', model);
  const found = partsOf(model).map(({ name, layout, parameters }) => {
    const layer = checkLayer('weightsFromTensorFlow', layersModel, name, layout, parameters);
    const weights = layer.getWeights().map((weight) => weight.dataSync()); // the layer's own tensors: not ours to dispose of
    weights.forEach((values, n) => checkFinite('weightsFromTensorFlow', `${name}.weights[${n}]`, values));
    return { layout, parameters, weights };
  });
  for (const { layout, parameters, weights } of found) layout.fromLayerInPlace(parameters, weights);
}

/** What TensorFlow computed, in our layouts. */
export interface TensorFlowGradients {
  readonly loss: number;
  /** [T, B, K] */
  readonly prediction: Float64Array;
  /** Under the names of our model's parameters. */
  readonly gradients: Parameters;
}

/**
 * Lets TensorFlow compute predictions, loss and gradients, to compare ours with.
 *
 * @param tf - what `loadTensorFlow` gave
 * @param layersModel - a model that `createLayersModel` made from the configuration of `model`
 * @param model - only its shapes are used
 * @param batch - inputs and targets; where it has a mask, only the loss heeds it, which is right for padding at the end
 * @param options - the loss and its reduction
 * @returns fresh arrays; every tensor is disposed of
 * @throws RangeError when a layer is missing or has weights of another shape, or the batch does not fit
 * @example
 * import { additionBatch, createLayersModel, gradientsFromTensorFlow, loadTensorFlow, SequenceModel } from 'carry';
 * const tf = await loadTensorFlow({ backend: 'cpu', say: () => undefined });
 * const model = new SequenceModel({ inputSize: 2, cells: [{ kind: 'lstm', hiddenSize: 2 }], outputSize: 1 });
 * const layersModel = createLayersModel(tf, model.config);
 * const batch = additionBatch([[1, 1]], 2);
 * const { prediction } = gradientsFromTensorFlow(tf, layersModel, model, batch, { loss: 'meanSquaredError' });
 * prediction.length; // → 2
 */
export function gradientsFromTensorFlow(
  tf: TensorFlow,
  layersModel: LayersModel,
  model: SequenceModel,
  batch: Batch,
  options: TensorLossOptions,
): TensorFlowGradients {
  checkTensorFlow('gradientsFromTensorFlow', tf);
  checkModel('gradientsFromTensorFlow', model);
  const gradients = createParameters(model.parameters.shapes);
  let prediction: Float64Array = new Float64Array(0);
  const loss = tf.tidy(() => {
    const parts = partsOf(model, gradients).map((part) => {
      const layer = checkLayer(
        'gradientsFromTensorFlow',
        layersModel,
        part.name,
        part.layout,
        part.parameters,
      );
      return { ...part, variables: layer.trainableWeights.map(variableOf) };
    });
    const { value, grads } = tf.variableGrads(
      () => {
        const y = layersModel.apply(inputTensor(tf, batch), { training: true }) as Tensor;
        prediction = predictionOf(y);
        return lossTensor(tf, y, batch, options) as Scalar;
      },
      parts.flatMap(({ variables }) => variables),
    );
    for (const { layout, parameters, variables } of parts) {
      layout.fromLayerInPlace(
        parameters,
        variables.map(({ name }) => grads[name]!.dataSync()), // one for each variable asked for
      );
    }
    return value.dataSync()[0]!; // a scalar
  });
  return { loss, prediction, gradients };
}

/**
 * The variable inside a layer's weight, which TensorFlow.js keeps to itself.
 *
 * @internal
 */
export const variableOf = (weight: unknown): Variable => (weight as { readonly val: Variable }).val;

interface Part {
  readonly name: string;
  readonly layout: Layout;
  readonly parameters: Parameters;
}

/** The parts of a model with their windows on the parameters, or on others of the same shapes. */
function partsOf(model: SequenceModel, whole: Parameters = model.parameters): Part[] {
  const part = (name: string, layout: Layout): Part => ({ name, layout, parameters: partOf(whole, name) });
  return [
    ...(model.config.embedding ? [part('embedding', EMBEDDING_LAYOUT)] : []),
    ...model.cells.map((cell, n) => part(`cell${n}`, CELL_LAYOUTS[cell.kind])),
    part('readOut', READ_OUT_LAYOUT),
  ];
}

/** The weights whose names start with `part.`, under their short names. */
function partOf({ flat, shapes, views }: Parameters, part: string): Parameters {
  const names = Object.keys(shapes).filter((name) => name.startsWith(`${part}.`));
  const short = <Value>(of: Readonly<Record<string, Value>>) =>
    Object.fromEntries(names.map((name) => [name.slice(part.length + 1), of[name]!])); // names come from shapes
  return { flat, shapes: short(shapes), views: short(views) };
}

/** Finds a layer and checks that its weights have the shapes of ours. */
function checkLayer(
  where: string,
  layersModel: LayersModel,
  name: string,
  layout: Layout,
  parameters: Parameters,
): ReturnType<LayersModel['getLayer']> {
  checkLayersModel(where, layersModel);
  const layer = layersModel.layers.find((each) => each.name === name);
  if (!layer) {
    const names = layersModel.layers.map((each) => each.name).join(', ');
    throw new RangeError(`${where}: no layer ${name} among ${names}, expected a model of createLayersModel`);
  }
  const found = layer.weights.map(({ shape }) => formatShape(shape.map(Number))).join(' ');
  const wanted = layout
    .toLayer(parameters)
    .map(({ shape }) => formatShape(shape))
    .join(' ');
  if (found === wanted) return layer;
  throw new RangeError(`${where}: layer ${name} has weights ${found}, expected ${wanted}`);
}
