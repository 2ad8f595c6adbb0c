// In the worker of the first page: a network is trained, proved, broken and mended.
import type { SequenceModel } from '../../../lib/src/neural/sequenceModel';
import { addColumns, columnsFor, writtenBy } from '../adder/columns';
import { examine } from '../adder/examiner';
import { wrongSumOf } from '../adder/wrongSum';
import type { Answer, CarryLine, Examination, Progress } from '../adder/protocol';
import { createAdder, type Settings } from '../adder/settings';
import { createTrainer } from '../adder/trainer';
import type { Ask, Sum, Tale } from './protocol';

/** As the playground begins. A test compares them. */
export const SETTINGS: Settings = {
  units: 4,
  activation: 'tanh',
  first: 'sqrt',
  seed: 1,
  rate: 0.03,
  noise: 0.1,
  price: 0.0005,
};
const MOST_STEPS = 4000;
/** Columns of the picture. */
const COLUMNS = 8;

/** Tells the story, as far as it is asked for. */
export function createStory(tell: (tale: Tale) => void): (ask: Ask) => void {
  const model = createAdder(SETTINGS);
  let shown: readonly [a: bigint, b: bigint] = [0n, 0n];
  let last: Progress | undefined;
  let proved: Extract<Tale, { kind: 'proved' }> | undefined;
  const trainer = createTrainer((answer) => heard(answer));

  function heard(answer: Answer): void {
    if (answer.kind === 'failed') tell(answer);
    if (answer.kind === 'progress') {
      last = answer;
      model.parameters.flat.set(answer.parameters);
      tell({
        kind: 'training',
        step: answer.step,
        share: answer.sums,
        sum: sumOf(model, answer.line, ...shown),
      });
    }
    if (answer.kind === 'ended' && last) {
      const { proof } = look(last.parameters);
      const boxes = proof?.certificate?.boxes.length;
      if (boxes === undefined || !proof?.checked)
        return tell({ kind: 'failed', message: 'This time the proof was not found.' });
      const { milliseconds } = proof;
      const sum = sumOf(model, last.line, ...shown);
      tell((proved = { kind: 'proved', step: last.step, boxes, milliseconds, sum }));
    }
  }

  const look = (parameters: Float64Array): Examination =>
    examine({
      kind: 'examine',
      id: 1,
      settings: SETTINGS,
      parameters,
      wants: { machine: false, proof: true },
    });

  /** Sets the strongest connection from bit to bit to 0, and looks for a sum that comes out wrong. */
  function breakOne(): void {
    if (!last) return;
    model.parameters.flat.set(last.parameters);
    const W_hh = model.parameters.views['cell0.W_hh'];
    if (!W_hh) return;
    const strongest = W_hh.reduce((best, w, n) => (Math.abs(w) > Math.abs(W_hh[best] ?? 0) ? n : best), 0);
    W_hh[strongest] = 0;
    const { proof, line } = look(model.parameters.flat);
    if (!proof?.counterexample) return tell({ kind: 'failed', message: 'Not even this makes it wrong.' });
    const { a, b } = wrongSumOf(proof.counterexample);
    tell({ kind: 'broken', weights: model.parameters.flat.length, sum: sumOf(model, line, a, b) });
  }

  return (ask) => {
    if (ask.kind === 'break') return breakOne();
    if (ask.kind === 'mend') return proved && tell(proved);
    shown = [BigInt(ask.a), BigInt(ask.b)];
    trainer.train({
      ...{ run: 1, settings: SETTINGS, fresh: true, upTo: MOST_STEPS, untilRight: true },
      pace: ask.calm ? 'fast' : 'watch',
    });
  };
}

function sumOf(model: SequenceModel, line: CarryLine, a: bigint, b: bigint): Sum {
  const columns = addColumns(model, line, a, b, columnsFor(a, b, COLUMNS, 64));
  return {
    a: String(a),
    b: String(b),
    written: String(writtenBy(columns)),
    bits: columns.map((column) => {
      const sum = column.logit > 0 ? 1 : 0;
      const carry = column.reading > 0;
      const read = carry === (column.carry === 1);
      return { a: column.a, b: column.b, sum, fine: sum === column.wanted, carry, read };
    }),
  };
}
