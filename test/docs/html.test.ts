import { describe, expect, it } from 'vitest';
import { createIds, escapeHtml, slugOf, tagsOf, textOf, unescapeHtml } from '../../scripts/docs/html.mjs';

describe('textOf', () => {
  it('textOf(html) is what a reader reads: no tags, no scripts, no comments', () => {
    expect(textOf('<p>One <em>two</em></p><script>three</script><!-- four --><p>five &amp; six</p>')).toBe(
      'One two five & six',
    );
  });

  it('textOf(html) does not tear words apart at inline tags, but does at blocks', () => {
    expect(textOf('<p>W<sub>xh</sub></p><p>next</p>')).toBe('Wxh next');
  });
});

describe('slugs and ids', () => {
  it('slugOf(text) keeps letters and digits and joins them with one hyphen', () => {
    expect(slugOf('Forward pass, step by step!')).toBe('forward-pass-step-by-step');
    expect(slugOf('§')).toBe('section');
  });

  it('createIds() gives two things of one name different ids', () => {
    const id = createIds();
    expect([id('Summary'), id('Summary'), id('Summary')]).toEqual(['summary', 'summary-2', 'summary-3']);
  });
});

describe('entities', () => {
  it('unescapeHtml(escapeHtml(text)) is the text', () => {
    const text = 'a < b && "c" > d';
    expect(unescapeHtml(escapeHtml(text))).toBe(text);
  });
});

describe('tagsOf', () => {
  it('tagsOf(html) reads names and attributes, quoted or bare, and skips comments and scripts', () => {
    const html = `<a href="x.html?a=1&amp;b=2" hidden>t</a><!-- <img> --><script>"<b>"</script><img src=y.png>`;
    expect(tagsOf(html).map(({ name, attributes }) => [name, attributes])).toEqual([
      ['a', { href: 'x.html?a=1&b=2', hidden: '' }],
      ['script', {}],
      ['img', { src: 'y.png' }],
    ]);
  });
});
