import {
  exerciseOnFunction,
  exerciseOnNumber,
  isBlank,
  notDoneYet,
  right,
  wrong,
  type Exercise,
} from 'carry';

/** What notebook 05 asks of earlier ones. */
export const remember = [
  {
    question: 'dh of a unit that feeds two neurons, with the weights 2 and −1 and the slopes 0.5 and 0.25',
    answer: 2 * 0.5 - 1 * 0.25,
    see: 'notebook 4, "The answer": add up the weight times the slope of everything that the unit feeds',
  },
  {
    question: 'The factor from dh to da for h = 0.6',
    answer: 1 - 0.6 ** 2,
    see: 'notebook 4, "Back along the arrows": the slope of tanh is 1 − h²',
  },
  {
    question: 'How many hidden units learned XOR from every start that was tried?',
    answer: 8,
    see: 'notebook 4, "XOR, learned"',
  },
];

/** A number of the reader's: notebook 05's class has these parts. */
interface ValueLike {
  readonly data: number;
  readonly operands: readonly ValueLike[];
  readonly slopes: readonly number[];
  readonly depth: number;
  gradient: number;
}

const leaf = (data: number): ValueLike => ({ data, operands: [], slopes: [], depth: 0, gradient: 0 });

/** Exercise 1 of notebook 05: two paths to one number. */
export const slopeOfA = exerciseOnNumber({
  title: 'Two paths',
  difficulty: 1,
  minutes: 2,
  solution: -2,
  mistakes: [
    { answer: -3, hint: 'This is the path through the product. There is a second one.' },
    { answer: 1, hint: 'This is the path straight to the sum. There is a second one.' },
    {
      answer: 3,
      hint: 'This is the slope with respect to b, 2, plus 1. With respect to a the other factor is b.',
    },
    { answer: -4, hint: 'This is L itself. The slope tells how L changes with a.' },
  ],
  hints: [
    'Draw the graph: on how many paths does a lead to L?',
    'Multiply along each path, then add the paths.',
    'Through the product: b. Straight to the sum: 1. So da = b + 1.',
  ],
  remark: 'Had you asked the class: new Value(2), add(multiply(a, b), a), backward.',
});

/** Exercise 2 of notebook 05: an operation of one's own. */
export const divide: Exercise<(a: ValueLike, b: ValueLike) => ValueLike> = {
  title: 'Division',
  difficulty: 2,
  minutes: 8,
  hints: [
    'Like multiply: one `new Value` with the result, its operands and two slopes.',
    'With respect to a, b is a constant factor 1/b. With respect to b, write a/b as a·b⁻¹.',
    'The slopes are 1/b and −a/b².',
  ],
  check(answer) {
    for (const [a, b] of [
      [6, 3],
      [5, -4],
      [-2.5, 0.5],
    ] as const) {
      const operands = [leaf(a), leaf(b)] as const;
      const result = answer(...operands);
      if (isBlank(result)) return notDoneYet;
      if (!near(result.data, a / b)) return wrong(`${a}/${b} is not ${result.data}.`);
      if (result.operands[0] !== operands[0] || result.operands[1] !== operands[1])
        return wrong('Its operands must be a and b themselves, in this order.');
      const [slopeA, slopeB] = result.slopes;
      if (!near(slopeA, 1 / b)) return wrong(`With respect to a the slope at ${a}/${b} is not ${slopeA}.`);
      if (near(slopeB, a / b ** 2))
        return wrong('Where b grows, a/b shrinks (for a > 0): a sign is missing.');
      if (near(slopeB, -1 / b ** 2)) return wrong('This is the slope of 1/b. Here a stands on top.');
      if (!near(slopeB, -a / b ** 2))
        return wrong(`With respect to b the slope at ${a}/${b} is not ${slopeB}.`);
    }
    return right('It was derived once. From now on every expression may divide.');
  },
};

const near = (one: number | undefined, other: number): boolean =>
  one !== undefined && Math.abs(one - other) <= 1e-9 * Math.max(1, Math.abs(other));

/** The last state of h = w·h + x, and its slope with respect to w, in closed form: Σ k·w^(k−1)·x, k steps ago. */
function memoryOf(w: number, xs: readonly number[]): { state: number; slope: number } {
  const ago = (n: number): number => xs.length - 1 - n;
  return {
    state: xs.reduce((sum, x, n) => sum + w ** ago(n) * x, 0),
    slope: xs.reduce((sum, x, n) => sum + (ago(n) === 0 ? 0 : ago(n) * w ** (ago(n) - 1) * x), 0),
  };
}

/** Exercise 3 of notebook 05: the slope of a linear memory with respect to its one weight. */
export const memorySlope = exerciseOnFunction<[w: number, xs: number[]], number>({
  title: 'A memory’s gradient',
  difficulty: 2,
  minutes: 10,
  hints: [
    'Write the forward pass as a loop over xs, as `remember` does, without tanh.',
    'One `new Value(w)` before the loop: all steps must share it.',
    'h = add(multiply(weight, h), new Value(x)) for each x; then backward(h), and return weight.gradient.',
  ],
  solution: (w, xs) => memoryOf(w, xs).slope,
  inputs: [
    [0.5, [1, 1, 1]],
    [2, [3, 0, -1, 4]],
    [-1.5, [2, 7]],
    [0.9, [5]],
  ],
  beginnings: {
    of: 'steps',
    take: (count, w, xs) => (count < xs.length ? [w, xs.slice(0, count)] : undefined),
  },
  mistakes: [
    { answer: (w, xs) => memoryOf(w, xs).state, hint: 'This is the state. Return the gradient of w.' },
    {
      answer: (w, xs) => memoryOf(w, xs.slice(0, -1)).state,
      hint: 'This is the last use of w only. All steps must share one Value.',
    },
  ],
  remark: 'Backpropagation through time in one line: all uses of w are one number.',
});

/** The slope of an expression with respect to `a` when numbers are visited in this order. */
function slopeInOrder(values: readonly ValueLike[], a: ValueLike): number {
  const gradients = new Map(values.map((value, n) => [value, n === 0 ? 1 : 0]));
  for (const value of values) {
    for (const [k, operand] of value.operands.entries()) {
      const handed = (value.slopes[k] ?? NaN) * (gradients.get(value) ?? NaN);
      gradients.set(operand, (gradients.get(operand) ?? 0) + handed);
    }
  }
  return gradients.get(a) ?? 0;
}

/** Exercise 4 of notebook 05: an expression for which the order of the visits matters. */
export const trap: Exercise<(a: ValueLike) => ValueLike> = {
  title: 'An expression that needs the order',
  difficulty: 3,
  minutes: 12,
  hints: [
    'When is a number handed down too early? When another gradient is still on its way to it.',
    'Let the result reach one computed number s by a short path and by a long one.',
    'With s = multiply(a, a): add(s, tanh(tanh(s))).',
  ],
  check(answer) {
    for (const at of [0.5, -1, 0.7]) {
      const a = leaf(at);
      const result = answer(a);
      if (isBlank(result)) return notDoneYet;
      if (result === a) return notDoneYet;
      const found = new Set([result]);
      for (const value of found) for (const operand of value.operands) found.add(operand);
      if (!found.has(a)) return wrong('The expression does not depend on a.');
      const sorted = [...found].sort((one, other) => other.depth - one.depth);
      const [unsorted, slope] = [slopeInOrder([...found], a), slopeInOrder(sorted, a)];
      if (near(unsorted, slope)) return wrong(`At a = ${at} both orders give the slope ${slope.toFixed(4)}.`);
    }
    return right('And nothing warns: the wrong slope is a number like any other. Sort.');
  },
};

/** The slope of the last state with respect to the first input, for h = tanh(0.9·h + x). */
export function slopeAfter(steps: number): number {
  let h = Math.tanh(1);
  let slope = 1 - h * h;
  for (let t = 1; t < steps; t++) {
    h = Math.tanh(0.9 * h);
    slope *= 0.9 * (1 - h * h);
  }
  return slope;
}

/** Exercise 5 of notebook 05: how soon a gradient has vanished. */
export const stepsToThousandth = exerciseOnNumber({
  title: 'To a thousandth',
  difficulty: 2,
  minutes: 15,
  solution: 45,
  mistakes: [
    { answer: 44, hint: 'After 44 steps it is a hair above. (Or did you count the steps from 0?)' },
    { answer: 66, hint: 'This is 0.9 to the power of the steps. The slopes of tanh are below 1, too.' },
  ],
  hints: [
    'The first step reads x = 1: h = tanh(new Value(1)). Every further step is tanh(0.9·h).',
    'Call backward on the last state and read the gradient of that first Value, for each number of steps.',
    'A loop over `steps` from 1 to 80, and the first one whose slope is below 0.001.',
  ],
  remark: 'On a logarithmic axis it ends as a straight line: each step takes the same fraction.',
});
