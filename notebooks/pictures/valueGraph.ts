import { animation, type Figure } from 'carry';
import { nodeGraph, type GraphEdge } from './nodeGraph';

/** A number that remembers its operands, as notebook 05 builds it; `carry`'s own has the same parts. */
export interface ValueLike {
  readonly data: number;
  readonly operands: readonly ValueLike[];
  /** For each operand, the slope of this number with respect to it. */
  readonly slopes: readonly number[];
  readonly depth: number;
  gradient: number;
}

const ALT =
  'A graph of numbers, from those that were written down at the left to the result at the right. Step by step, from right to left, each number gets the gradient of the result with respect to it.';

/**
 * Makes the picture of an expression: a node for each number, an arrow from each operand to what was computed of it,
 * with the slope. The slider walks back, deepest number first, and shows how gradients are handed down and added.
 *
 * @param result - the number at the end of the expression
 * @param names - names for the numbers that were written down; the others are called by their operation
 * @returns a fresh figure with a slider, open before the first gradient
 */
export function valueGraph(result: ValueLike, names: Readonly<Record<string, ValueLike>>): Figure {
  const graph = placed(result);
  const nameOf = new Map(Object.entries(names).map(([name, value]) => [value, name]));
  const steps = Array.from({ length: graph.values.length + 1 }, (_, visited) => ({
    name: String(visited),
    figure: graphAt(graph, nameOf, visited),
  }));
  return animation(steps, { prefix: 'numbers visited: ', start: 0, alt: ALT, stepTime: 900 });
}

/** All numbers, deepest first, each with its place. */
interface Placed {
  readonly values: readonly ValueLike[];
  readonly places: ReadonlyMap<ValueLike, readonly [number, number]>;
}

function placed(result: ValueLike): Placed {
  const found = new Set([result]);
  for (const value of found) for (const operand of value.operands) found.add(operand);
  const values = [...found].sort((one, other) => other.depth - one.depth);
  const columns = columnsOf(values);
  const places = new Map<ValueLike, readonly [number, number]>();
  for (const column of new Set(columns.values())) {
    const inColumn = [...found].filter((value) => columns.get(value) === column);
    const middle = (inColumn.length - 1) / 2;
    for (const [n, value] of inColumn.entries()) places.set(value, [column, middle - n]);
  }
  return { values, places };
}

/** A number stands one column before the first that was computed from it. */
function columnsOf(deepestFirst: readonly ValueLike[]): Map<ValueLike, number> {
  const columns = new Map<ValueLike, number>(
    deepestFirst.slice(0, 1).map((result) => [result, result.depth]),
  );
  for (const value of deepestFirst) {
    const column = columns.get(value) ?? 0;
    for (const operand of value.operands) {
      columns.set(operand, Math.min(columns.get(operand) ?? Infinity, column - 1));
    }
  }
  return columns;
}

function graphAt(
  { values, places }: Placed,
  nameOf: ReadonlyMap<ValueLike, string>,
  visited: number,
): Figure {
  const gradients = gradientsAfter(values, visited);
  const index = new Map(values.map((value, n) => [value, n]));
  const edges: GraphEdge[] = values.flatMap((value, n) =>
    value.operands.map((operand, k) => ({
      from: index.get(operand) ?? 0,
      to: n,
      label: n < visited ? `· ${show(value.slopes[k])}` : '',
    })),
  );
  return nodeGraph({
    title: 'Each number hands its gradient down when all numbers that use it have done so',
    nodes: values.map((value, n) => {
      const [x, y] = places.get(value) ?? [0, 0];
      const name = nameOf.get(value);
      const gradient = gradients.get(value);
      return {
        name: name === undefined ? show(value.data) : `${name} = ${show(value.data)}`,
        value: gradient === undefined ? ' ' : `slope ${show(gradient)}`,
        x,
        y,
        lit: n === visited - 1,
      };
    }),
    edges,
    height: 470,
    alt: ALT,
  });
}

/** The gradients that have been handed down after so many visits; those of numbers not yet reached are left out. */
function gradientsAfter(values: readonly ValueLike[], visited: number): Map<ValueLike, number> {
  const gradients = new Map<ValueLike, number>();
  for (const [n, value] of values.slice(0, visited).entries()) {
    const own = n === 0 ? 1 : (gradients.get(value) ?? 0);
    gradients.set(value, own);
    for (const [k, operand] of value.operands.entries()) {
      gradients.set(operand, (gradients.get(operand) ?? 0) + (value.slopes[k] ?? NaN) * own);
    }
  }
  return gradients;
}

const show = (value: number | undefined): string =>
  String(Number((value ?? NaN).toFixed(3))).replace('-', '−');
