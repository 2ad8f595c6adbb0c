import { describe, expect, it } from 'vitest';
import * as checks from '../../../notebooks/checks/index';

interface Told {
  readonly title: string;
  readonly hints?: readonly string[];
  readonly difficulty?: number;
  readonly minutes?: number;
}
const isExercise = (value: unknown): value is Told =>
  typeof value === 'object' && value !== null && 'check' in value && 'title' in value;

/** The two that are made for a network of the notebook's. */
const made: readonly { readonly place: string; readonly exercise: Told }[] = [
  { place: 'aDecimalAdder.wrongSumOf', exercise: checks.aDecimalAdder.wrongSumOf((a, b) => a + b) },
  { place: 'anLstmInTensorflow.wrongSumOf', exercise: checks.anLstmInTensorflow.wrongSumOf((a, b) => a + b) },
];

/** All exercises, by their place: `aNeuron.learn`. */
const found = Object.entries(checks).flatMap(([file, module]) =>
  Object.entries(module as Readonly<Record<string, unknown>>)
    .filter(([, value]) => isExercise(value))
    .map(([name, value]) => ({ place: `${file}.${name}`, exercise: value as Told })),
);

const exercises = [...found, ...made];

describe('every exercise', () => {
  it('is found: three or more for each notebook', () => {
    for (const file of Object.keys(checks)) {
      const own = exercises.filter(({ place }) => place.startsWith(`${file}.`));
      expect(own.length, file).toBeGreaterThanOrEqual(3);
    }
  });

  it.each(exercises)('$place has three hints, a difficulty and its minutes', ({ exercise }) => {
    expect(exercise.hints).toHaveLength(3);
    expect(new Set(exercise.hints).size).toBe(3);
    expect([1, 2, 3]).toContain(exercise.difficulty);
    expect(exercise.minutes).toBeGreaterThan(0);
  });
});
