import { describe, expect, it } from 'vitest';
import {
  accuracyOf,
  arrivalsOf,
  lowestAfterArrival,
  medianArrival,
  studyCurves,
  variantCalled,
  variantsOf,
  type Variant,
} from '../../../notebooks/pictures/decimalStudies';

const fixed: Variant = {
  name: 'two seeds',
  rows: [
    { accuracy: 0.9, arrived: 20, steps: 40, curve: '0.5 1 0.25 1', losses: '2 1 0.5 0.25' },
    { accuracy: 0.5, arrived: 'never', steps: 40, curve: '0 0 0.5 0.5', losses: '2 2 1 1' },
  ],
};
const arriving: Variant = {
  name: 'three seeds',
  rows: [{ arrived: 150 }, { arrived: 50 }, { arrived: 'never' }],
};

describe('the studies of the decimal adder', () => {
  it('accuracyOf gives mean, worst and best', () => {
    expect(accuracyOf(fixed)).toEqual({ mean: 0.7, worst: 0.5, best: 0.9 });
  });

  it('arrivalsOf leaves out what never arrives; medianArrival is NaN for none', () => {
    expect(arrivalsOf(fixed)).toEqual([20]);
    expect(arrivalsOf(arriving)).toEqual([50, 150]);
    expect(medianArrival(arriving)).toBe(100);
    expect(medianArrival({ name: 'none', rows: [{ arrived: 'never' }] })).toBeNaN();
  });

  it('lowestAfterArrival looks only at what comes after the first perfect test', () => {
    expect(lowestAfterArrival(fixed)).toBe(0.25);
  });

  it('studyCurves draws accuracy and loss side by side, with a band each', () => {
    const { data } = studyCurves([fixed], { title: 'Two', alt: 'Two.' });
    const lines = data.filter((trace) => trace['mode'] === 'lines' && trace['fill'] === undefined);
    expect(lines.map((trace) => Array.from(trace['y'] as number[]))).toContainEqual([0.25, 0.5, 0.375, 0.75]);
    expect(lines.map((trace) => Array.from(trace['y'] as number[]))).toContainEqual([2, 1.5, 0.75, 0.625]);
  });

  it('variantsOf puts seeds together, variantCalled finds one and says what there is', async () => {
    const variants = await variantsOf('small-cell', ['cell', 'hidden', 'embedding']);
    expect(variants).toHaveLength(5);
    expect(new Set(variants.map(({ rows }) => rows.length)).size).toBe(1);
    expect(variantCalled(variants, 'lstm, 8, 32').rows[0]).toMatchObject({ cell: 'lstm', hidden: 8 });
    expect(() => variantCalled(variants, 'lstm')).toThrow('no lstm, expected one of: rnn, 8, 64;');
  });
});
