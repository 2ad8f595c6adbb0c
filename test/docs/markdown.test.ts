import { beforeAll, describe, expect, it } from 'vitest';
import { createHighlighter } from '../../scripts/docs/highlight.mjs';
import { textOf } from '../../scripts/docs/html.mjs';
import { createEnvironment, createMarkdown, type Markdown } from '../../scripts/docs/markdown.mjs';

let markdown: Markdown;
beforeAll(async () => {
  markdown = createMarkdown(await createHighlighter());
});

const environment = () =>
  createEnvironment({
    link: (href) => `to:${href}`,
    symbol: (name) => (name === 'matMul' ? 'api#matmul' : undefined),
  });

describe('render', () => {
  it('render(source) renders formulas at once and reports those that KaTeX refuses', () => {
    const env = environment();
    const html = markdown.render(
      'The slope $\\frac{1}{2}$ and\n\n$$a = x W_{xh}$$\n\nand $\\nonsense{1}$.',
      env,
    );
    expect(html.match(/class="katex"/g)).toHaveLength(2);
    expect(html).not.toContain('$');
    expect(env.problems).toHaveLength(1);
    expect(env.problems[0]).toContain('\\nonsense');
  });

  it('render(source) keeps a short formula and its punctuation on one line, and lets a long one break', () => {
    const html = markdown.render('Take $c$, ($b - c$), and $W_{xh}$.', environment());
    const glued = html.match(/<span class="glued">/g);
    expect(glued).toHaveLength(3);
    expect(textOf(html)).toBe('Take c , ( b - c ), and W_{xh} .');
    expect(markdown.render(`So $${'x + '.repeat(20)}x$.`, environment())).not.toContain('glued');
  });

  it('render(source) leaves no comment, neither in a line nor as a block', () => {
    const html = markdown.render(
      'right on 16,384<!--= pairs.length --> pairs\n\n<!-- block -->\n\n| a |\n| - |\n| 1<!--: x --> |',
      environment(),
    );
    expect(html).not.toContain('<!--=');
    expect(textOf(html)).toContain('16,384 pairs');
    expect(html).not.toMatch(/<!--(?!\/?tex)/);
  });

  it('render(source) sets the names of weights as mathematics, but not in code', () => {
    const html = markdown.render('From W_xh and db_h to `W_hy`.', environment());
    expect(html).toContain('<var>W<sub>xh</sub></var>');
    expect(html).toContain('<var>db<sub>h</sub></var>');
    expect(html).toContain('<code>W_hy</code>');
  });

  it('render(source) leads links to the site, and the first mention of a function to the library', () => {
    const html = markdown.render(
      '[next](02.ipynb) `matMul` and again `matMul`, [`matMul`](x)',
      environment(),
    );
    expect(html).toContain('href="to:02.ipynb"');
    expect(html.match(/href="api#matmul"/g)).toHaveLength(1);
  });

  it('render(source) collects headings with addresses', () => {
    const env = environment();
    markdown.render('## A $x^2$ heading\n\n### Next', env);
    expect(env.headings.map(({ level, text }) => [level, text])).toEqual([
      [2, 'A x^2 heading'],
      [3, 'Next'],
    ]);
    expect(env.headings[1]?.id).toBe('next');
  });

  it('render(source) colors code by classes, and leaves unknown languages as they are', () => {
    expect(markdown.render('```ts\nconst a = 1; // one\n```', environment())).toMatch(
      /c-key>const.*c-num>1.*c-com>\/\/ one/s,
    );
    expect(markdown.render('```text\n1 < 2\n```', environment())).toContain('<code>1 &lt; 2</code>');
  });
});
