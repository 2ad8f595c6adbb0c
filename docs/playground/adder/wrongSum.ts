// The two numbers behind a sequence of inputs on which a network fails.

/** Two numbers and the columns they need, on which a network is wrong. */
export interface WrongSum {
  readonly a: bigint;
  readonly b: bigint;
  readonly columns: number;
}

/** The operands behind a sequence of inputs 0 … 3, least significant bit first. */
export function wrongSumOf(inputs: readonly number[]): WrongSum {
  const number = (bit: (input: number) => number): bigint =>
    inputs.reduceRight((value, input) => 2n * value + BigInt(bit(input)), 0n);
  return { a: number((input) => input >> 1), b: number((input) => input & 1), columns: inputs.length };
}
