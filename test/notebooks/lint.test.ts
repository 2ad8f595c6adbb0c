import { describe, expect, it } from 'vitest';
import { lintCode, lintForm, lintProseNumbers, lintTags } from '../../scripts/notebooks/lint.mjs';
import type { Cell, Notebook } from '../../scripts/notebooks/notebookFile.mjs';

const md = (source: string): Cell => ({ cell_type: 'markdown', metadata: {}, source });
const ts = (source: string, ...tags: string[]): Cell => ({
  cell_type: 'code',
  metadata: { tags },
  source,
  outputs: [],
});
const book = (...cells: Cell[]): Notebook => ({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 });
const ending = [md('## Summary'), md('## Exercises'), md('## Sources')];
const FILE = '/course/notebooks/01-a-neuron.ipynb';

describe('lintCode(source)', () => {
  it.each([
    'await (x);',
    'const y = await [x];',
    'if (a) { await (x); }',
    'for await (const x of xs) f(x);',
    'Math.random();',
    'const f = () => Math.random();',
    'Date.now();',
    'new Date();',
    'n.toLocaleString();',
  ])('complains of %j', (source) => expect(lintCode(source)).toHaveLength(1));

  it.each([
    'await f(x);',
    'await new Promise(g);',
    'const f = async () => await (x);',
    'async function f() { for await (const x of xs) g(x); }',
    'class A { async f() { await [x]; } }',
    '// Math.random() and await (x)',
    "const text = 'Date.now() await (x)';",
    "n.toLocaleString('en-US'); new Date(0);",
  ])('is content with %j', (source) => expect(lintCode(source)).toEqual([]));
});

describe('lintForm(file, notebook)', () => {
  it('is content with a notebook in order', () => {
    expect(lintForm(FILE, book(md('# A neuron'), ts('f();'), ...ending))).toEqual([]);
  });

  it('demands prose right before code', () => {
    expect(lintForm(FILE, book(md('# A'), ts('f();'), ts('g();'), ...ending))).toEqual([
      'cell 2: no prose right before this code',
    ]);
    expect(lintForm(FILE, book(ts('f();'), ...ending))).toHaveLength(1);
  });

  it('complains of what is imported and never used, in code or in a number of the prose', () => {
    const imports = ts("import { a, b, type C, d as e } from 'carry';");
    expect(lintForm(FILE, book(md('# A'), imports, md('2<!--= b -->'), ts('a();'), ...ending))).toEqual([
      'C is imported and never used',
      'e is imported and never used',
    ]);
  });

  it('demands the last three headings, of notebooks only', () => {
    expect(lintForm(FILE, book(...ending.slice(1)))).toEqual([
      expect.stringContaining('the last headings are'),
    ]);
    expect(lintForm(FILE, book(...ending, md('## More')))).toHaveLength(1);
    expect(lintForm(FILE, book(...ending, md('```\n## not a heading\n```')))).toEqual([]);
    expect(lintForm('/course/notebooks/solutions/01-a-neuron.ipynb', book(md('# S')))).toEqual([]);
  });

  it.each(['1-neuron.ipynb', '01-A-Neuron.ipynb', '01_neuron.ipynb', 'Untitled.ipynb'])(
    'does not like the name %s',
    (name) => expect(lintForm(`/course/notebooks/${name}`, book(...ending))).toHaveLength(1),
  );

  it('leaves the number of cells, lines and words to the writer', () => {
    const long = [md('word '.repeat(300)), ts('f();\n'.repeat(60))];
    const many = Array.from({ length: 80 }, () => md('x'));
    expect(lintForm(FILE, book(...long, ...many, ...ending))).toEqual([]);
  });
});

describe('lintProseNumbers(notebook)', () => {
  it('leaves the list of sources alone, and nothing else', () => {
    const notebook = book(
      md('0.5'),
      ts('0.25'),
      md('## Sources\n\nsection 1.25'),
      md('pages 533–536'),
      md('## More\n0.75'),
    );
    expect(lintProseNumbers(notebook).map((problem) => problem.slice(0, 11))).toEqual([
      'cell 0: 0.5',
      'cell 4: 0.7',
    ]);
  });
});

describe('lintTags(notebook)', () => {
  it('knows its tags', () => {
    const known = [
      'raises-exception',
      'answer',
      'timing',
      'live',
      'machine',
      'tolerance=1e-3',
      'tolerance=.01',
    ];
    expect(lintTags(book(ts('', ...known)))).toEqual([]);
    expect(lintTags(book(ts('', 'tolerance=all', 'skip')))).toEqual([
      'cell 0: unknown tag "tolerance=all"',
      'cell 0: unknown tag "skip"',
    ]);
  });
});
