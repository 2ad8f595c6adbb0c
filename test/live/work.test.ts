// What the live pages do without a browser: files, guesses, the cells that a check needs, cells as one file.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinCells } from '../../docs/live/checker/cells';
import { compile } from '../../docs/live/kernel/compile';
import { comparedIn, predictionsIn, readGuess, withGuess } from '../../docs/live/page/predictions';
import { readNotebook, writeNotebook, type SiteNotebook } from '../../docs/live/page/notebookFile';
import { neededFor } from '../../docs/live/page/needed';
import { readReport, writeReport, type Report } from '../../docs/live/page/report';
import { NIGHT, withinASecond } from '../helpers/night';
import { inherited } from '../helpers/prototypes';

const TRIES = NIGHT ? 100_000 : 2000;

const site: SiteNotebook = {
  cells: [
    { cell_type: 'markdown', id: 'm1', metadata: {}, source: '# One' },
    { cell_type: 'code', id: 'c1', metadata: {}, source: 'const a = 1;' },
    { cell_type: 'code', id: 'c2', metadata: { tags: ['timing'] }, source: 'a' },
  ],
  metadata: { kernelspec: { name: 'tslab' } },
  nbformat: 4,
  nbformat_minor: 5,
};
const mark = { notebook: '01-x', version: 'v1', guesses: { 'How many?': 3 } };

describe('a notebook as a file', () => {
  const cells = [
    {
      id: 'c1',
      source: 'const a = 2;\nfail',
      outputs: [{ output_type: 'stream', name: 'stdout', text: 'x\ny\n' } as const],
    },
    { id: 'own-1', source: 'mine', outputs: undefined },
    { id: 'c2', source: 'a', outputs: undefined },
  ];
  const file = JSON.parse(writeNotebook(site, cells, mark)) as {
    cells: { id: string; source: string[]; outputs?: { text: string[] }[]; metadata: object }[];
    metadata: object;
  };

  it('keeps the text, puts own cells where they stood, and splits lines as JupyterLab does', () => {
    expect(file.cells.map(({ id }) => id)).toEqual(['m1', 'c1', 'own-1', 'c2']);
    expect(file.cells[1]?.source).toEqual(['const a = 2;\n', 'fail']);
    expect(file.cells[1]?.outputs?.[0]?.text).toEqual(['x\n', 'y\n']);
    expect(file.cells[3]?.metadata).toEqual({ tags: ['timing'] });
    expect(file.metadata).toEqual({ kernelspec: { name: 'tslab' }, carry: mark });
  });

  it('brings everything back', () => {
    const { sources, own, guesses } = readNotebook(JSON.stringify(file), '01-x', ['c1', 'c2']);
    expect([...sources]).toEqual([
      ['c1', 'const a = 2;\nfail'],
      ['c2', 'a'],
    ]);
    expect(own).toEqual([{ id: 'own-1', after: 'c1', source: 'mine' }]);
    expect(guesses).toEqual({ 'How many?': 3 });
  });

  it('says what a file is that is none of this notebook’s', () => {
    const read = (text: string) => () => readNotebook(text, '02-y', ['z']);
    expect(read('no')).toThrow('not JSON');
    expect(read('{}')).toThrow('no cells');
    expect(read(JSON.stringify(file))).toThrow('a copy of the notebook 01-x, not of 02-y');
    expect(read('{"cells":[{"cell_type":"code","id":"q","source":"1"}]}')).toThrow('None of the file');
  });

  it(
    'brings, of whatever file, texts and guesses alone, or one of its sentences',
    { timeout: NIGHT ? 3_000_000 : 1_200_000 },
    () => {
      // A value of any kind; keys that a notebook has, and those that a program may stumble over.
      const key = fc.constantFrom('cell_type', 'id', 'source', 'outputs', 'metadata', 'carry', 'toString');
      const hostile = fc.constantFrom(
        '<img src=x onerror=alert(1)>',
        '__proto__',
        'constructor',
        '"]',
        '\u2028',
        'c1',
      );
      const leaf = fc.oneof(fc.string(), hostile, fc.integer(), fc.double(), fc.boolean(), fc.constant(null));
      const { anything } = fc.letrec<{ anything: unknown }>((tie) => ({
        anything: fc.oneof(
          { depthSize: 'small' },
          leaf,
          fc.array(tie('anything'), { maxLength: 3 }),
          fc.dictionary(fc.oneof(key, hostile), tie('anything'), { maxKeys: 4 }),
        ),
      }));
      const cell = fc.record(
        {
          cell_type: fc.oneof({ weight: 4, arbitrary: fc.constant('code') }, anything),
          id: fc.oneof(fc.constantFrom('c1', 'c2', 'own-1', 'own-file-0'), anything),
          source: fc.oneof(fc.string(), fc.array(leaf), anything),
          outputs: anything,
        },
        { requiredKeys: [] },
      );
      const carry = fc.record(
        { notebook: fc.oneof(fc.constant('01-x'), anything), version: anything, guesses: anything },
        { requiredKeys: [] },
      );
      const file = fc.oneof(
        {
          weight: 6,
          arbitrary: fc.record({ cells: fc.array(fc.oneof(cell, anything)), metadata: fc.record({ carry }) }),
        },
        anything,
        fc.record({ cells: anything, metadata: anything }),
      );
      const sentence =
        /^(?:This file is (?:not a notebook: |a copy of the notebook )|None of the file's cells )/;
      let read = 0;
      const cleanly = inherited();
      const judge = withinASecond((text: string): void => {
        let imported;
        try {
          imported = readNotebook(text, '01-x', ['c1', 'c2']);
        } catch (error) {
          expect(error).toBeInstanceOf(Error);
          expect((error as Error).message).toMatch(sentence);
          expect((error as Error).message.length).toBeLessThan(300);
          return;
        }
        read++;
        const { sources, own, guesses, version } = imported;
        for (const [id, source] of sources)
          expect([['c1', 'c2'].includes(id), typeof source]).toEqual([true, 'string']);
        for (const { id, after, source } of own) {
          expect(id).toMatch(/^[\w-]+$/);
          expect(['c1', 'c2', ...own.map((each) => each.id)]).toContain(after);
          expect(typeof source).toBe('string');
        }
        expect(new Set(own.map(({ id }) => id)).size).toBe(own.length);
        for (const guess of Object.values(guesses))
          expect(['number', 'string', 'boolean']).toContain(typeof guess);
        expect(Object.getPrototypeOf(guesses)).toBe(Object.prototype);
        expect(['string', 'undefined']).toContain(typeof version);
      });
      fc.assert(
        fc.property(file, (value) => judge(JSON.stringify(value))),
        { numRuns: TRIES, seed: 15 },
      );
      // And a file of ours that was damaged on the way: cut off, doubled, with other bytes in it.
      const ours = writeNotebook(site, cells, mark);
      const damage = fc.record({
        from: fc.nat(ours.length),
        length: fc.nat(40),
        instead: fc.oneof(fc.string(), hostile),
      });
      fc.assert(
        fc.property(damage, ({ from, length, instead }) =>
          judge(ours.slice(0, from) + instead + ours.slice(from + length)),
        ),
        { numRuns: TRIES, seed: 15 },
      );
      expect(inherited()).toEqual(cleanly);
      expect(read).toBeGreaterThan(TRIES / 6);
    },
  );
});

describe('guesses', () => {
  const source = `const share = predict('What\\'s the share?' +
    ' Really?', null, { unit: '%' });
const gate = predict("Which gate?", null, { choices: ['AND', 'XOR'] });`;

  it('are found with question, unit and choices', () => {
    expect(predictionsIn(source)).toEqual([
      { name: 'share', question: "What's the share? Really?", unit: '%', choices: [] },
      { name: 'gate', question: 'Which gate?', unit: undefined, choices: ['AND', 'XOR'] },
    ]);
    expect(comparedIn('const x = 1; share.compare(x);\ngate .compare("XOR")')).toEqual(['share', 'gate']);
  });

  it('are written into the cell, and over an older guess', () => {
    const once = withGuess(source, 'share', 40);
    expect(once).toContain("' Really?', 40, { unit: '%' });");
    expect(withGuess(once, 'share', -1.5)).toContain("' Really?', -1.5, {");
    const word = withGuess(source, 'gate', "it's AND");
    expect(word).toContain(`"Which gate?", 'it\\'s AND', {`);
    expect(withGuess(word, 'gate', true)).toContain('"Which gate?", true, {');
    expect(withGuess(source, 'nobody', 1)).toBe(source);
  });

  it('are read as numbers, yes or no, or words', () => {
    expect(['1,000', '−2.5', '40 %', 'Yes', 'no', 'a word', ' '].map((text) => readGuess(text, []))).toEqual([
      1000,
      -2.5,
      40,
      true,
      false,
      'a word',
      undefined,
    ]);
    expect(readGuess('xor', ['AND', 'XOR'])).toBe('XOR');
  });
});

describe('the cells that a check needs', () => {
  const sources = {
    imports: "import { check } from 'carry';",
    unused: 'const other = long();',
    base: 'let base = 1;',
    change: 'base = 2;',
    answer: 'const answer = () => base;',
    verdict: 'check(answer);',
  };
  const names = Object.fromEntries(
    Object.entries(sources).map(([id, source]) => [id, compile(source, () => false)]),
  );

  it('are those that make or change a name, in order', () => {
    const cells = Object.entries(sources).map(([id, source]) => ({ id, source }));
    expect(neededFor(['verdict'], cells, names).map(({ id }) => id)).toEqual([
      'imports',
      'base',
      'change',
      'answer',
      'verdict',
    ]);
  });
});

describe('a lab report', () => {
  it('is a page that cannot be broken by what stands in it, and is read again', () => {
    const work = { version: 'v', own: [], guesses: { '<b>?': 1 }, verdicts: { One: 'right' } };
    const edits = { c1: { source: '"</script><script>alert(1)</script>"', original: '' } };
    const report: Report = {
      kind: 'carry lab report',
      name: 'A & <B>',
      written: '2026-11-27',
      notebooks: [{ name: '01-x', work: { ...work, edits } }],
    };
    const listed = [{ name: '01-x', number: 1, title: 'X', exercises: ['One', 'Two'] }];
    const text = writeReport(report, listed);
    expect(text).not.toContain('<script>alert');
    expect(text).toContain('<td>✓</td><td>One</td>');
    expect(readReport(text)).toEqual(report);
    expect(() => readReport('<p>')).toThrow('no lab report');
  });
});

describe('cells as one file', () => {
  it('lie one inside of the other, with their imports above, each line knowing where it came from', () => {
    const cells = [
      { cell: 'a', source: "import { x } from 'carry';\nlet n = 1;" },
      { cell: 'b', source: "import { x } from 'carry';\nn = 2;" },
    ];
    const { text, origins } = joinCells(cells, (source) => [
      { start: 0, end: source.indexOf('\n'), kind: 'import' },
    ]);
    const lines = text.split('\n');
    expect(lines.map((line) => line.trim())).toEqual([
      "import { x } from 'carry';",
      'export {};',
      '{',
      '',
      'let n = 1;',
      '{',
      '',
      'n = 2;',
      '}}',
    ]);
    expect(origins[lines.indexOf('n = 2;')]).toEqual({ cell: 'b', line: 2 });
  });
});
