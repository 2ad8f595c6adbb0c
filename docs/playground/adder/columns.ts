// Runs the network on two numbers, column by column.
import type { SequenceModel } from '../../../lib/src/neural/sequenceModel';
import { additionBatch } from '../../../lib/src/tasks/addition';
import { fromBits } from '../../../lib/src/tasks/bits';
import { carriesOf, readCarry } from './carryLine';
import type { CarryLine } from './protocol';
import type { Column } from './sumView';

/** How many columns two numbers need: enough for their sum, and at least so many. */
export const columnsFor = (a: bigint, b: bigint, least: number, most: number): number =>
  Math.min(most, Math.max(least, (a + b).toString(2).length));

/** What happens in each column, the least significant first. */
export function addColumns(model: SequenceModel, line: CarryLine, a: bigint, b: bigint, T: number): Column[] {
  const limit = 2n ** BigInt(T);
  const { x, y } = additionBatch([[a % limit, b % limit]], T);
  const prediction = model.forward({ x, T, B: 1 });
  const states = model.cellWorkspaces()[0]?.h.steps ?? [];
  const carries = carriesOf(x, T, 1);
  const nothing = new Float64Array(states[0]?.length ?? 0);
  return Array.from({ length: T }, (_, t) => ({
    a: x[2 * t] ?? 0,
    b: x[2 * t + 1] ?? 0,
    carry: t === 0 ? 0 : (carries[t - 1] ?? 0),
    // Before the first column the state is zero, which no line needs to read.
    reading: t === 0 ? -1 : readCarry(line, states[t - 1] ?? nothing),
    logit: prediction[t] ?? 0,
    wanted: y[t] ?? 0,
    h: (states[t] ?? nothing).slice(),
  }));
}

/** The number that the network writes. */
export const writtenBy = (columns: readonly Column[]): bigint =>
  fromBits(columns.map(({ logit }) => (logit > 0 ? 1 : 0)));

/** Digits, in groups of three with commas or spaces between them where the reader likes. */
const WHOLE = /^(\d{1,38}|\d{1,3}(?:,\d{3}){1,11}|\d{1,3}(?: \d{3}){1,11})$/;

/** A whole number as a reader types it, or undefined: `1.5` is none, and neither is `-5`, `1e5` or nothing. */
export function readWholeNumber(text: string): bigint | undefined {
  const typed = text.trim();
  return WHOLE.test(typed) ? BigInt(typed.replace(/[ ,]/g, '')) : undefined;
}
