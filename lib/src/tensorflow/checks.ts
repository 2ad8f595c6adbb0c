import type { LayersModel } from '@tensorflow/tfjs';

/**
 * Checks that a value is TensorFlow.js.
 *
 * @param where - the function that asks
 * @param tf - the value to check
 * @throws TypeError when it is something else
 */
export function checkTensorFlow(where: string, tf: unknown): void {
  if (typeof (tf as { variableGrads?: unknown } | null | undefined)?.variableGrads === 'function') return;
  throw new TypeError(`${where}: tf is ${nameOf(tf)}, expected what loadTensorFlow gives`);
}

/**
 * Checks that a value is a model of TensorFlow's layers.
 *
 * @param where - the function that asks
 * @param layersModel - the value to check
 * @throws TypeError when it is something else
 */
export function checkLayersModel(where: string, layersModel: unknown): asserts layersModel is LayersModel {
  const { layers, apply } = (layersModel ?? {}) as Partial<LayersModel>;
  if (Array.isArray(layers) && typeof apply === 'function') return;
  throw new TypeError(
    `${where}: layersModel is ${nameOf(layersModel)}, expected a model of TensorFlow's layers`,
  );
}

const nameOf = (value: unknown): string => (value === null ? 'null' : typeof value);
