import type { Batch } from '../../lib/src/core/sequence';
import { fromBits } from '../../lib/src/tasks/bits';

/** The pairs that a batch of additions asks about: the inverse of `additionBatch`. */
export function pairsOf({ T, B, x }: Batch): [bigint, bigint][] {
  const operand = (b: number, which: number): bigint =>
    fromBits(Array.from({ length: T }, (_, t) => x[2 * (t * B + b) + which] ?? NaN));
  return Array.from({ length: B }, (_, b) => [operand(b, 0), operand(b, 1)]);
}
