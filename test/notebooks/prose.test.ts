import { describe, expect, it } from 'vitest';
import { agrees, findBindings, lintNumbers, readNumber } from '../../scripts/notebooks/prose.mjs';

describe('findBindings(markdown)', () => {
  it.each([
    ['all 16,384<!--= pairs.length --> pairs', '16,384', 'pairs.length'],
    ['99.9 %<!--= 100 * accuracy -->', '99.9', '100 * accuracy'],
    ['**304**<!--=n-->', '304', 'n'],
    ['_.5_<!-- = half -->', '.5', 'half'],
    ['loss −3.2<!--= x -->', '−3.2', 'x'],
    ['1.2·10⁻⁵<!--= tiny -->', '1.2·10⁻⁵', 'tiny'],
    ['1e-5<!--= tiny -->', '1e-5', 'tiny'],
    ['| 12 | 7,732<!--= a > b ? 1 : 2 --> |', '7,732', 'a > b ? 1 : 2'],
  ])('%s', (markdown, written, expression) => {
    expect(findBindings(markdown)).toEqual([{ written, expression }]);
  });

  it('finds several, in order, and none in code', () => {
    const markdown = '1<!--= a --> and `2<!--= b -->` and\n```ts\n3<!--= c -->\n```\n4<!--= d -->';
    expect(findBindings(markdown).map(({ written }) => written)).toEqual(['1', '4']);
  });
});

describe('readNumber(written)', () => {
  it.each([
    ['7,732', 7732, 1],
    ['.006', 0.006, 0.001],
    ['−0.50', -0.5, 0.01],
    ['1.2e-5', 1.2e-5, 1e-6],
    ['3 × 10⁸', 3e8, 1e8],
  ])('%s is %s, to steps of %s', (written, value, step) => {
    expect(readNumber(written).value).toBeCloseTo(value, 15);
    expect(readNumber(written).step).toBeCloseTo(step, 15);
  });
});

describe('agrees(written, value)', () => {
  it.each([
    ['99.9', 99.949, true],
    ['99.9', 99.951, false],
    ['7,732', 7732, true],
    ['7,732', 7733, false],
    ['-0.5', 0.5, false],
    ['1.2·10⁻⁵', 1.24e-5, true],
    ['1.2·10⁻⁵', 1.26e-5, false],
    ['0.30', 0.1 + 0.2, true],
    ['5', NaN, false],
  ])('"%s" for %s: %s', (written, value, verdict) => expect(agrees(written, value)).toBe(verdict));
});

describe('lintNumbers(markdown)', () => {
  it.each([
    '7,732 samples',
    'an accuracy of 0.5',
    '99 % of sums',
    'after 256 steps',
    'from −1.5 to 2',
    '1,000-bit numbers',
    '**12.5**',
  ])('demands a binding in "%s"', (markdown) => expect(lintNumbers(markdown)).toHaveLength(1));

  it.each([
    '16 units, 2 inputs',
    'Elman (1990)',
    '# 3.14 in a heading',
    '`x = 0.5` in code',
    '```\n0.5\n```',
    '~~~\n0.5\n~~~',
    '$x = 0.5$ and $$\ny = 0.25\n$$',
    '[123.5 pages](https://example.org/0.5)',
    '<https://example.org/1234>',
    'W_100 and x1234 and sha256',
    '0.5<!--= half -->',
    '3.45638663<!--: published in 001 -->',
    '**50 %**<!--: definition -->',
    '| 0.5 | 1,024 | <!--: from the source -->',
  ])('leaves "%s" alone', (markdown) => expect(lintNumbers(markdown)).toEqual([]));

  it('an excuse for one line excuses no other', () => {
    expect(lintNumbers('0.5 and 0.6 <!--: why -->\n0.7')).toEqual(['0.7 in "0.7" is not bound']);
  });

  it('an excuse right behind a number excuses that number only', () => {
    expect(lintNumbers('0.5<!--: why --> and 0.6')).toEqual([expect.stringContaining('0.6 in')]);
  });

  it('reports a binding that no number stands before', () => {
    expect(lintNumbers('about half<!--= half -->')).toEqual([
      expect.stringContaining('no number right before it'),
    ]);
  });

  it('a dollar sign with a backslash does not open a formula', () => {
    expect(lintNumbers('costs \\$ 0.5 or \\$ 1')).toHaveLength(1);
  });
});
