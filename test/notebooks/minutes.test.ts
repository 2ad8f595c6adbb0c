// The times that notebooks state, by one measure for all: wrong ones make readers feel slow.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const FOLDER = path.resolve(import.meta.dirname, '../../notebooks');
const NOTEBOOKS = readdirSync(FOLDER).filter((name) => name.endsWith('.ipynb'));

interface Cell {
  readonly cell_type: string;
  readonly source: readonly string[];
  readonly outputs?: readonly { readonly data?: Readonly<Record<string, unknown>> }[];
}

/** Read aloud: 140 words a minute, and six seconds for a line of code. */
const [WORDS_A_MINUTE, SECONDS_A_LINE] = [140, 6];
/** Stated times are rounded, and some formulas take longer than their words. */
const TOLERANCE = 8;

/** The cells up to the exercises, and those from there on. */
function partsOf(name: string): { text: Cell[]; exercises: Cell[] } {
  const { cells } = JSON.parse(readFileSync(path.join(FOLDER, name), 'utf8')) as { cells: Cell[] };
  const end = cells.findIndex(
    ({ cell_type, source }) => cell_type === 'markdown' && source.some((line) => /^## Exercises/.test(line)),
  );
  return { text: cells.slice(0, end), exercises: cells.slice(end) };
}

function minutesToRead(cells: readonly Cell[]): number {
  const prose = cells.filter(({ cell_type }) => cell_type === 'markdown').flatMap(({ source }) => source);
  const words = prose
    .join('')
    .replace(/<!--[\s\S]*?-->/g, '')
    .split(/\s+/).length;
  const lines = cells.filter(({ cell_type }) => cell_type === 'code').flatMap(({ source }) => source).length;
  return words / WORDS_A_MINUTE + (lines * SECONDS_A_LINE) / 60;
}

/** What the exercises ask for: in the outputs of their checks, or in the text where nothing is checked. */
function minutesOfExercises(cells: readonly Cell[]): number {
  const shown = cells.flatMap(({ source, outputs = [] }) => [
    source.join(''),
    ...outputs.map(({ data = {} }) => String(data['text/html'])),
  ]);
  const stated = shown.join('\n').matchAll(/\(●[●○]{2}, (\d+) minutes\)/g);
  return [...stated].reduce((sum, [, minutes]) => sum + Number(minutes), 0);
}

describe('the times of the notebooks', () => {
  it.each(NOTEBOOKS)('are those of reading aloud, and add up: %s', (name) => {
    const { text, exercises: asked } = partsOf(name);
    const top = (text[0]?.source ?? []).join('').replace(/<!--[\s\S]*?-->/g, '');
    const stated = /\*\*Time:\*\* (\d+) minutes: (\d+) for reading, (\d+) for the exercises/.exec(top);
    expect(stated).not.toBeNull();
    const [total, reading, exercises] = (stated ?? []).slice(1).map(Number);
    expect(total).toBe((reading ?? 0) + (exercises ?? 0));
    expect(Math.abs((reading ?? 0) - minutesToRead(text))).toBeLessThanOrEqual(TOLERANCE);
    expect(Math.abs((exercises ?? 0) - minutesOfExercises(asked))).toBeLessThanOrEqual(TOLERANCE);
  });
});
