import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import * as carry from '../../lib/src';
import * as pictures from '../../notebooks/pictures';
import {
  agrees,
  claimsOf,
  examplesOf,
  libraryFiles,
  namesOf,
  pictureFiles,
  root,
  runExample,
  typeErrors,
  withoutExample,
  type Example,
} from '../helpers/examples';

const files = [...libraryFiles(), ...pictureFiles()];
const door = namesOf(path.join(root, 'lib/src/index.ts'));
const isOffered = ({ owner, place }: Example) => owner === '' || door.has(owner) || place.startsWith('..');
const written = files.flatMap(examplesOf);
const examples = written.filter(isOffered);
const modules = { carry, 'carry/pictures': pictures };

describe('the examples of the docstrings', () => {
  beforeAll(() => {
    vi.spyOn(console, 'log').mockImplementation(() => undefined); // some examples print
  });
  afterAll(() => {
    vi.restoreAllMocks();
  });

  it.each(examples)('$place', async ({ code }) => {
    for (const { claim, expected, actual } of await runExample(code, modules)) {
      if (!agrees(actual, expected)) expect.fail(`${claim} is ${show(actual)}, the example says ${expected}`);
    }
  });

  // What readers cannot import they cannot try; an example there would never be run.
  it('stand at what readers take, and not at what is inside', () => {
    const inside = written
      .filter((example) => !isOffered(example))
      .map(({ place, owner }) => `${place}: ${owner}`);
    expect(inside.filter((line) => /^(notebook|proof)\//.test(line))).toEqual([]);
  });

  it('type-check under strict', () => {
    expect(typeErrors(examples)).toEqual([]);
  });

  // Pictures are course content: each is called by the one notebook beside which it stands.
  it('are there for every function and class at the door', () => {
    const offered = new Set(Object.keys(carry));
    const missing = files.flatMap(withoutExample);
    expect(missing.filter((place) => offered.has(place.split(': ')[1] ?? ''))).toEqual([]);
  });
});

function show(value: unknown): string {
  return typeof value === 'bigint' ? `${value}n` : (JSON.stringify(value) ?? String(value));
}

describe('runExample and agrees', () => {
  it('runExample finds claims, on lines of their own, awaited, and over several lines', async () => {
    const code = "import { f } from 'carry';\nconst x = 2;\nf(x); // → 3\nawait f(\n  x,\n); // → 4\n";
    const outcomes = await runExample(code, { carry: { f: (x: number) => x + 1 } });
    expect(outcomes.map(({ actual, expected }) => [actual, expected])).toEqual([[3, '3'], [3, '4']]); // prettier-ignore
    expect(outcomes.map(({ actual, expected }) => agrees(actual, expected))).toEqual([true, false]);
  });

  it('claimsOf takes no claim from a declaration: it has no value of its own', () => {
    expect(claimsOf('const x = 2; // → 2\nx; // → 2')).toHaveLength(1);
  });

  it('agrees compares numbers to the digits written, and all else exactly', () => {
    expect(agrees(0.5488135039, '0.5488135')).toBe(true);
    expect(agrees(0.5488136, '0.54')).toBe(false);
    expect(agrees(0.543, '0.54')).toBe(true);
    expect(agrees(2.4, '2')).toBe(false);
    expect(agrees([1, [2 + 1e-9]], '[1,[2]]')).toBe(true);
    expect(agrees([1], '[1,2]')).toBe(false);
    expect(agrees({ a: 1 }, '{"a":1}')).toBe(true);
    expect(agrees({ a: 1, b: 2 }, '{"a":1}')).toBe(false);
    expect(agrees('x', '"x"')).toBe(true);
    expect(agrees(true, '"true"')).toBe(false);
    expect(agrees(7n, '7n')).toBe(true);
    expect(agrees(undefined, 'undefined')).toBe(true);
    expect(agrees(Float64Array.of(1), '{"0":1}')).toBe(false);
  });
});
