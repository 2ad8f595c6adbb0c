import fs from 'node:fs';
import path from 'node:path';
import katex from 'katex';
import { describe, expect, it } from 'vitest';
import { FORMULA } from '../../scripts/docs/html.mjs';
import { leanFormulas, neededRules, rulesOf } from '../../scripts/docs/leanFormulas.mjs';

const css = fs.readFileSync(
  path.resolve(import.meta.dirname, '../../node_modules/katex/dist/katex.min.css'),
  'utf8',
);
const rules = rulesOf(css);
const page = (...formulas: string[]): string => {
  const rendered = formulas.map(
    (tex) => `<p>${FORMULA.open}${katex.renderToString(tex)}${FORMULA.close}</p>`,
  );
  return `<html><head></head><body>${rendered.join('')}</body></html>`;
};
const lean = (...formulas: string[]): string => leanFormulas(page(...formulas), rules);
const visible = (html: string): string =>
  html.replace(/<style>.*?<\/style>|<math.*?<\/math>/gs, '').replace(/<[^>]*>/g, '');

const SUM = String.raw`\sum_{t=1}^{T} \frac{\partial L}{\partial W_{ij}} = \mathrm{d}a_t\,\sqrt{x}`;

describe('leanFormulas', () => {
  it('leanFormulas(html, rules) keeps every letter and the MathML, in much less room', () => {
    const tenfold = Array.from({ length: 10 }, () => SUM);
    const [before, after] = [page(...tenfold), lean(...tenfold)];
    expect(visible(after).trim()).toBe(visible(before));
    expect(after.length).toBeLessThan(0.6 * before.length);
    const [, inside = ''] = /<math[^>]*><semantics>(.*?)<annotation/s.exec(before) ?? [];
    expect(inside).toContain('<mfrac>');
    expect(after).toContain(
      `<math>${inside.replace(/ (\w+)="(\w+)"/g, ' $1=$2').replace(/ stretchy=\w+/g, '')}</math>`,
    );
    expect(after).not.toContain('annotation');
    expect(after).toContain('aria-hidden=true');
  });

  it('leanFormulas(html, rules) gives a look that comes back a class of the page, and leaves a rare one in its place', () => {
    const often = lean('w_1', 'w_2', 'w_3');
    const [, name = ''] = /\.katex \.(k\w*)\{[^}]*margin-right:\.0269em\}/.exec(often) ?? [];
    expect(often.match(new RegExp(`class=${name}>w<`, 'g'))).toHaveLength(3);
    expect(often).not.toMatch(/<span[^>]* style=[^>]*>w</);
    expect(lean('w_1')).toMatch(/<span class=mathnormal style=margin-right:\.0269em>w</);
    expect(lean('w_1')).not.toContain('<style>');
  });

  it('leanFormulas(html, rules) leaves a page without formulas as it is', () => {
    const plain = '<html><head></head><body><p class="a" style="b">x</p></body></html>';
    expect(leanFormulas(plain, rules)).toBe(plain);
  });
});

describe('neededRules', () => {
  it('neededRules(css, pages) keeps what a page needs, and the fonts of its looks', () => {
    const needed = neededRules(css, [lean(SUM), lean(String.raw`\mathbb{R}_i`)]);
    expect(needed.length).toBeLessThan(0.5 * css.length);
    for (const part of [
      '.vlist-t',
      '.frac-line',
      'KaTeX_Main-Regular',
      'KaTeX_Math-Italic',
      'KaTeX_AMS-Regular',
    ])
      expect(needed).toContain(part);
    for (const part of ['KaTeX_Fraktur', '.cd-label-left', '.reset-size1'])
      expect(needed).not.toContain(part);
    expect(neededRules(css, [lean(SUM)])).not.toContain('KaTeX_AMS');
  });
});
