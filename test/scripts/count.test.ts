import { expect, it } from 'vitest';
import { codeLines } from '../../scripts/count.mjs';

it('codeLines counts lines with code, not blank ones and not comments', () => {
  expect(
    codeLines(
      '/** A comment\n * of two lines. */\nconst a = 1; // here\n\n// and there\nconst b = `1\n2`;\n',
    ),
  ).toBe(3);
  expect(codeLines('')).toBe(0);
});
