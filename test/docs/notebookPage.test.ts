import { beforeAll, describe, expect, it } from 'vitest';
import { createHighlighter, type Highlight } from '../../scripts/docs/highlight.mjs';
import { createEnvironment, createMarkdown } from '../../scripts/docs/markdown.mjs';
import {
  aboutNotebook,
  refusedOutputs,
  renderNotebook,
  sectionsOf,
  solutionsByExercise,
} from '../../scripts/docs/notebookPage.mjs';
import { escapeHtml, tagsOf } from '../../scripts/docs/html.mjs';
import type { Cell, Notebook, Output } from '../../scripts/notebooks/notebookFile.mjs';

const PLOTLY = 'application/vnd.plotly.v1+json';
const md = (source: string): Cell => ({ cell_type: 'markdown', metadata: {}, source });
const code = (source: string, ...outputs: Output[]): Cell => ({
  cell_type: 'code',
  metadata: {},
  source,
  outputs,
  execution_count: 1,
});
const notebook = (...cells: Cell[]): Notebook => ({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 });
const verdict = (exercise: string, text: string): Output => ({
  output_type: 'display_data',
  data: { 'text/html': `<p><strong>${text}</strong></p>` },
  metadata: { carry: { exercise, state: 'x' } },
});
/** A PNG of 700 × 360, as far as its head goes. */
const png = (): string => {
  const head = Buffer.alloc(24);
  head.writeUInt32BE(700, 16);
  head.writeUInt32BE(360, 20);
  return head.toString('base64');
};
const figure = (alt: string): Output => ({
  output_type: 'display_data',
  data: { [PLOTLY]: { data: [], layout: { height: 420, meta: { alt } } }, 'image/png': png() },
  metadata: {},
});

let highlight: Highlight;
beforeAll(async () => {
  highlight = await createHighlighter();
});
const render = (book: Notebook, solution?: Notebook) =>
  renderNotebook('05-an-adder', book, solution, {
    markdown: createMarkdown(highlight),
    highlight,
    environment: createEnvironment({ link: (href) => href }),
  });

describe('aboutNotebook', () => {
  it('aboutNotebook(file, notebook) reads number, title, minutes and the first sentences', () => {
    const book = notebook(
      md('# 5 · An adder by hand\n\n**The question.** Can it add?\n\n**Time:** about 50 minutes.'),
    );
    expect(aboutNotebook('/x/05-an-adder-by-hand.ipynb', book)).toEqual({
      number: 5,
      name: '05-an-adder-by-hand',
      title: 'An adder by hand',
      minutes: 50,
      summary: 'Can it add?',
    });
  });
});

describe('renderNotebook', () => {
  it('renderNotebook(…) shows prose without the title, code, and what the code printed', () => {
    const { html } = render(
      notebook(
        md('# Title\n\nText'),
        code('const a = 1;', { output_type: 'stream', name: 'stdout', text: '1 < 2\n' }),
      ),
    );
    expect(html).not.toContain('Title');
    expect(html).toContain('<p>Text</p>');
    expect(html).toContain('<pre class="out stdout">1 &lt; 2</pre>');
  });

  it('renderNotebook(…) keeps a figure beside the page: a lazy picture with its text and its size', () => {
    const { html, figures } = render(notebook(code('figure()', figure('A falling "line".'))));
    expect(figures.map(({ id, alt }) => [id, alt])).toEqual([['05-1', 'A falling "line".']]);
    expect(html).toContain(
      '<img loading="lazy" width="700" height="360" src="../assets/figures/05-1.png" alt="A falling &quot;line&quot;.">',
    );
    expect(html).toContain('data-figure="05-1"');
  });

  it.each([
    ['<p>x</p><script>alert(1)</script>', '<script>'],
    ['<script src="../assets/site.js"></script>', '<script>, <script src>'],
    ['<img src=x onerror=alert(1)>', '<img>, <img src>, <img onerror>'],
    ['<p onclick="alert(1)">x</p>', '<p onclick>'],
    ['<a href="javascript:alert(1)">x</a>', '<a>, <a href>'],
    ['<svg><script>alert(1)</script></svg>', '<svg>, <script>'],
    ['<p style="position: fixed; inset: 0">x</p>', '<p style>'],
    ['<iframe srcdoc="<p>x"></iframe>', '<iframe>, <iframe srcdoc>'],
    ['<table><tr><td><form action="//example.org"></table>', '<form>, <form action>'],
    ['<meta http-equiv="refresh" content="0">', '<meta>, <meta http-equiv>, <meta content>'],
    ['<style>main { display: none }</style>', '<style>'],
    ['<p>x</p><!-- <script> -->', '<#comment>'],
  ])(
    'renderNotebook(…) shows an output that could act as text, and the build refuses it: %s',
    (markup, found) => {
      const book = notebook(
        code('x', { output_type: 'display_data', data: { 'text/html': markup }, metadata: {} }),
      );
      expect(refusedOutputs(book)).toEqual([`cell 0: an output holds ${found}`]);
      const { html } = render(book);
      expect(html).toContain(`<pre class="out">${escapeHtml(markup)}</pre>`);
      expect(tagsOf(html).map(({ name }) => name)).toEqual(['div', 'pre', 'code', 'div', 'pre']);
    },
  );

  it('renderNotebook(…) lets no output leave its place, nor give the page an attribute', () => {
    const markup = '</div></main><body onload="alert(1)"><p>1 &lt; 2</p><table><tr><td>a';
    const output: Output = { output_type: 'display_data', data: { 'text/html': markup }, metadata: {} };
    const { html } = render(notebook(code('x', output)));
    expect(html).toContain(
      '<div class="output"><p>1 &lt; 2</p><table><tbody><tr><td>a</td></tr></tbody></table></div>',
    );
    expect(html).not.toContain('onload');
  });

  it('renderNotebook(…) makes no markup of a text, be it printed, thrown, a name, a height or a caption', () => {
    const evil = '"><script>alert(1)</script>';
    const text = (name: string): Output => ({ output_type: 'stream', name, text: `Error: ${evil}` });
    const hostile = figure(evil) as { data: Record<string, { layout: { height: unknown } }> };
    (hostile.data[PLOTLY] as { layout: { height: unknown } }).layout.height = evil;
    const plain: Output = { output_type: 'display_data', data: { 'text/plain': evil }, metadata: {} };
    const { html } = render(
      notebook(code(`"${evil}"`, text('stderr'), text(evil), hostile as Output, plain, verdict(evil, '☐'))),
    );
    expect(html).toContain(escapeHtml(evil));
    const tags = tagsOf(html);
    expect(tags.filter(({ name }) => name === 'script')).toEqual([]);
    expect(tags.flatMap(({ attributes }) => attributes['class'] ?? [])).not.toContain(`out ${evil}`);
  });

  it('renderNotebook(…) folds the solution away behind the exercise to which it belongs', () => {
    const solution = notebook(
      md('# Solutions'),
      code('import x'),
      md('**1. One.** Because of this.'),
      code('const one = 1;', verdict('One', '✓ One: right.')),
      md('**2. Two.** And of that.'),
      code('const two = 2;', verdict('Two', '✓ Two: right.')),
      md('A remark on two.'),
    );
    const { html } = render(
      notebook(code('one = NaN', verdict('One', '☐ One')), code('two = NaN', verdict('Two', '☐ Two'))),
      solution,
    );
    const [, first = '', second = ''] = html.split('<div class="exercise">');
    expect(first).toMatch(/☐ One.*<details class="solution">.*Because of this.*✓ One: right/s);
    expect(first).not.toMatch(/import|And of that/);
    expect(second).toMatch(/And of that.*A remark on two/s);
  });
});

describe('solutionsByExercise', () => {
  it('solutionsByExercise(notebook) takes several cells from a heading to the next', () => {
    const cells = [
      md('## 1'),
      code('helper'),
      md('then'),
      code('answer', verdict('One', '✓')),
      md('why'),
      md('## 2'),
      code('answer', verdict('Two', '✓')),
    ];
    const found = solutionsByExercise(notebook(...cells));
    expect(found.get('One')).toEqual(cells.slice(0, 5));
    expect(found.get('Two')).toEqual(cells.slice(5));
  });
});

describe('sectionsOf', () => {
  it('sectionsOf(html) gives what stands above all headings, then each heading with its text', () => {
    expect(sectionsOf('<p>top</p><h2 id="a">A</h2><p>one</p><h3 id="b">B</h3><p>two</p>')).toEqual([
      { id: '', title: '', text: 'top' },
      { id: 'a', title: 'A', text: 'one' },
      { id: 'b', title: 'B', text: 'two' },
    ]);
  });
});
