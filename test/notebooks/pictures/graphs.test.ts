import { describe, expect, it } from 'vitest';
import { Value } from '../../../lib/src/neural/value';
import type { Trace } from '../../../lib/src/notebook/figure';
import { fiveShapes, roommateWeek } from '../../../notebooks/pictures/recurrence';
import { scanRounds } from '../../../notebooks/pictures/scanRounds';
import { valueGraph } from '../../../notebooks/pictures/valueGraph';

const textsOf = (traces: readonly Trace[]): string[] =>
  traces.flatMap((trace) => (Array.isArray(trace['text']) ? (trace['text'] as string[]) : []));

describe('valueGraph', () => {
  const a = new Value(3);
  const square = a.times(a);
  const result = square.plus(a); // a² + a

  it('opens with values and ends with the gradients of backward()', () => {
    const figure = valueGraph(result, { a, square });
    expect(figure.frames).toHaveLength(4); // before, and after each of three numbers
    expect(textsOf(figure.data).some((text) => text.includes('slope'))).toBe(false);
    const last = textsOf(figure.frames?.at(-1)?.data ?? []);
    result.backward();
    expect(last).toContain(`a = 3<br>slope ${a.gradient}`);
    expect(last).toContain('square = 9<br>slope 1');
  });

  it('shows a gradient that is still growing before its number is visited', () => {
    const figure = valueGraph(result, { a });
    const afterOne = textsOf(figure.frames?.[1]?.data ?? []);
    expect(afterOne).toContain('a = 3<br>slope 1');
  });
});

describe('scanRounds', () => {
  it('doubles what each column knows in each round', () => {
    const [row0, row1, row2, row3] = [0, 1, 2, 3].map((round) =>
      textsOf(scanRounds(8).data)
        .filter((text) => /^\d/.test(text))
        .slice(8 * round, 8 * (round + 1)),
    );
    expect(row0).toEqual(['1', '1', '1', '1', '1', '1', '1', '1']);
    expect(row1).toEqual(['1', '2', '2', '2', '2', '2', '2', '2']);
    expect(row2).toEqual(['1', '2', '3', '4', '4', '4', '4', '4']);
    expect(row3).toEqual(['1', '2', '3', '4', '5', '6', '7', '8']);
  });
});

describe('roommateWeek', () => {
  it('tells no dish before its day', () => {
    const states = Array.from({ length: 6 }, () => [1, 0, 0, 0, 0, 0]);
    const dishes = ['pie', 'one', 'two', 'three', 'four', 'five'];
    const figure = roommateWeek([0, 1, 0, 1, 0], states, dishes);
    expect(textsOf(figure.data)).toContain('one');
    expect(textsOf(figure.data).filter((text) => text === '?')).toHaveLength(4);
    expect(textsOf(figure.frames?.at(-1)?.data ?? [])).toContain('five');
  });
});

describe('fiveShapes', () => {
  it('draws 11 inputs, 15 states and 11 outputs', () => {
    const count = (name: string): number =>
      (fiveShapes().data.find((trace) => trace['name'] === name)?.['x'] as number[]).length;
    expect(['input', 'state', 'output'].map(count)).toEqual([11, 15, 11]);
  });
});
