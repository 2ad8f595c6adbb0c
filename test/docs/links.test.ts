import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createLinks } from '../../scripts/docs/links.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const { linker, files } = createLinks(root, new Set(['core/matrix']));

describe('linker', () => {
  const fromNotebook = linker('notebooks/03-gradient-descent.ipynb', 'course/03-gradient-descent.html');
  const fromSolution = linker(
    'notebooks/solutions/03-gradient-descent.ipynb',
    'course/03-gradient-descent.html',
  );
  const fromGuide = linker('docs/notation.md', 'guides/notation.html');

  it.each([
    ['a notebook', fromNotebook('01-a-neuron.ipynb'), '01-a-neuron.html'],
    ['a place in a notebook', fromNotebook('01-a-neuron.ipynb#summary'), '01-a-neuron.html#summary'],
    ['a guide', fromNotebook('../docs/glossary.md'), '../guides/glossary.html'],
    [
      'a solution, which stands below its exercise',
      fromNotebook('solutions/03-gradient-descent.ipynb'),
      '03-gradient-descent.html#exercises',
    ],
    [
      'a notebook, from its solution',
      fromSolution('../03-gradient-descent.ipynb'),
      '03-gradient-descent.html',
    ],
    ['a file of the library', fromGuide('../lib/src/core/matrix.ts'), '../api/core-matrix.html'],
    ['the library', fromGuide('../lib/src'), '../api/index.html'],
    ['the playground', fromGuide('playground/'), '../playground/index.html'],
    ['the license', fromGuide('../LICENSE'), '../files/LICENSE.txt'],
    ['another file, which is copied', fromGuide('../package.json'), '../files/package.json'],
    ['a place on the page', fromGuide('#sizes'), '#sizes'],
    ['another site', fromGuide('https://example.org/a.md'), 'https://example.org/a.md'],
    ['nothing that there is', fromGuide('no.md'), 'no.md'],
    ['nothing outside of the project', fromGuide('../../../etc/passwd'), '../../../etc/passwd'],
  ])('linker(source, page) leads to %s', (_, found, expected) => {
    expect(found).toBe(expected);
  });

  it('linker(…) remembers which files it promised', () => {
    expect(files.get('files/package.json')).toBe('package.json');
  });
});
