import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../..');
const FOLDER = path.join(ROOT, 'notebooks');
const NOTEBOOKS = readdirSync(FOLDER).filter((name) => name.endsWith('.ipynb'));

interface Cell {
  readonly cell_type: string;
  readonly source: readonly string[];
}

/** The prose of a notebook without its sources, which name books in italics, and without code and formulas. */
function proseOf(name: string): string {
  const { cells } = JSON.parse(readFileSync(path.join(FOLDER, name), 'utf8')) as { cells: Cell[] };
  const prose = cells
    .filter(({ cell_type }) => cell_type === 'markdown')
    .map(({ source }) => source.join(''))
    .join('\n\n');
  return (prose.split(/^## Sources$/m)[0] ?? '').replace(/```[\s\S]*?```|`[^`]*`|<!--[\s\S]*?-->/g, ' ');
}

const withoutFormulas = (prose: string): string => prose.replace(/\$\$[\s\S]*?\$\$|\$[^$]*\$/g, ' ');

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll('’', "'")
    .replace(/[.,:;]+$/, '')
    .trim();

/** The headwords of the glossary, each of the words between commas, and what its entries set in italics. */
function glossaryTerms(): Set<string> {
  const text = readFileSync(path.join(ROOT, 'docs', 'glossary.md'), 'utf8');
  const heads = [...text.matchAll(/^\*\*(.+?)\.?\*\*/gm)].flatMap(([, head = '']) => head.split(','));
  const within = [...text.matchAll(/\b_([^_\n]+)_\b/g)].map(([, term = '']) => term);
  return new Set([...heads, ...within].map(plain));
}

/**
 * Ordinary words that a sentence leans on, and that need no explanation. A passage of more than four words is a clause
 * that is stressed, or quoted. A term never belongs here.
 */
const STRESSED = new Set(
  `
    a able absence act add added adds after again ages all almost alone already always and any are
    arrival as ask asked at b bad basic be because before being below bit both by can cannot carry
    comes coq could curve decimal different digit do during each equal error every exactly fast
    finding finite first five fixed fool's for forward four function gold good hands here how in
    input inside integers into is its itself just know l large last least less long many may merge
    mitigates model more most multiplying must name near nearly network never next no not number of
    old on once one only optimize or other our output outside over own perfect plain proof questions random
    ranking refuse remember removed represent right rounds same second seen separately short should
    significant six slow small solved some still stopped sum symbols teaches ten test that them
    there these they third three times to together trained training twenty two under use used uses
    vanished was we were what when where which who why with without worse would wrong yes
    yesterday's you
  `.split(/\s+/),
);
const isStressed = (passage: string): boolean => {
  const words = passage.split(/[\s,()]+/).filter((word) => word !== '');
  return words.length > 4 || words.every((word) => STRESSED.has(word));
};

describe('the words of the notebooks', () => {
  const terms = glossaryTerms();
  const known = (word: string): boolean =>
    terms.has(word) ||
    terms.has(word.replace(/s$/, '')) ||
    terms.has(word.replace(/es$/, '')) ||
    isStressed(word);

  it('finds terms in the glossary', () => {
    expect([...terms]).toEqual(expect.arrayContaining(['bias', 'dot product', 'weight decay']));
  });

  it.each(NOTEBOOKS)('every word in italics stands in the glossary: %s', (name) => {
    const prose = withoutFormulas(proseOf(name)).replaceAll('**', ' ');
    const italics = [...prose.matchAll(/(?<![*\w])\*([^*\n]+)\*(?![*\w])/g)].map(([, word = '']) =>
      plain(word),
    );
    expect(italics.length).toBeGreaterThan(0);
    expect(italics.filter((word) => !known(word))).toEqual([]);
  });
});

/** Letters that a formula uses as letters: not those of words, commands, or names with several letters. */
function lettersOf(formula: string): string[] {
  const rest = formula
    .replace(/\\(?:text|operatorname|mathrm|mathsf|mathbf|begin|end|tag)\s*\{[^}]*\}/g, ' ')
    .replace(/\\(?:mathrm|mathsf)\s*[A-Za-z]/g, ' ');
  const greek = [
    ...rest.matchAll(
      /\\(alpha|beta|gamma|delta|epsilon|varepsilon|zeta|eta|theta|kappa|lambda|mu|nu|xi|pi|rho|sigma|tau|phi|varphi|chi|psi|omega|ell|Delta|Sigma|Omega|Phi)(?![A-Za-z])/g,
    ),
  ];
  const latin = [...rest.replace(/\\[A-Za-z]+/g, ' ').matchAll(/(?<![A-Za-z])[A-Za-z](?![A-Za-z])/g)];
  return [...greek, ...latin].map(([letter]) => letter);
}

describe('the letters of the notebooks', () => {
  const notation =
    readFileSync(path.join(ROOT, 'docs', 'notation.md'), 'utf8').split('## Translation')[0] ?? '';
  const formulasOf = (text: string) =>
    [...text.matchAll(/\$\$([\s\S]*?)\$\$|\$([^$]*)\$/g)].map(
      ([, display, inline]) => display ?? inline ?? '',
    );
  const known = new Set(formulasOf(notation).flatMap(lettersOf));

  it.each(NOTEBOOKS)('every letter of a formula stands in notation.md: %s', (name) => {
    const used = new Set(formulasOf(proseOf(name).replaceAll('\\$', ' ')).flatMap(lettersOf));
    expect(used.size).toBeGreaterThan(0);
    expect([...used].filter((letter) => !known.has(letter)).sort()).toEqual([]);
  });
});
