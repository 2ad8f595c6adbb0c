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

/** Ordinary words that a sentence leans on, and that need no explanation. A term never belongs here. */
const STRESSED = new Set(
  `
    a absence act add added adds after ages all almost alone and any are ask at b be before both
    build cannot coq could curve decimal different digit do during each error every extract exactly
    finding finite first five fixed forward four function in input inside integers is itself know
    last learn long merge mitigates most multiplying name near network next no not old once one
    optimize or other output outside perfect plain proof prove random ranking refuse rounds run same seen
    separately small solved stopped sum symbols teaches test then there these this three together
    trained twenty two use used uses vanished we without worse wrong you
  `.split(/\s+/),
);
/** The same for a few words together, each written out: ordinary words one by one may be a term together. */
const STRESSED_TOGETHER = new Set([
  'being able to represent',
  'below all five',
  'at some times',
  'before training',
  'comes into',
  'every device',
  "fool's gold",
  'hands on',
  'how numbers are written',
  'how places are told',
  'just as many',
  'least significant bit first',
  'next digit',
  'not done yet',
  'one bit to remember',
  'questions that we asked',
  'second number',
  'with its carry removed',
  'worse than none',
  "yesterday's output",
]);
/** More than four words are a clause that is stressed, or quoted. */
const isStressed = (passage: string): boolean =>
  passage.split(/[\s,()]+/).filter((word) => word !== '').length > 4 ||
  STRESSED.has(passage) ||
  STRESSED_TOGETHER.has(passage);

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

/** What each entry of the glossary says: its words, its italics, and the notebooks that it names. */
function glossaryEntries() {
  const text = readFileSync(path.join(ROOT, 'docs', 'glossary.md'), 'utf8');
  return [...text.matchAll(/^\*\*(.+?)\.?\*\*(.*)$/gm)].map(([, head = '', about = '']) => ({
    head,
    words: [...head.split(','), ...[...about.matchAll(/\b_([^_\n]+)_\b/g)].map(([, term = '']) => term)],
    notebooks: [...about.matchAll(/\((\d+(?:, \d+)*)\)/g)].flatMap(([, list = '']) =>
      list.split(', ').map(Number),
    ),
  }));
}

describe('the numbers of the glossary', () => {
  const proseByNumber = new Map(
    NOTEBOOKS.map((name) => [Number(name.slice(0, 2)), proseOf(name).toLowerCase().replaceAll('’', "'")]),
  );
  // A plural, or another ending, is the same word: hidden units, padded, scanned.
  const stem = (word: string): string =>
    plain(word)
      .replace(/^l\\\*$/, 'l*')
      .replace(/(?:ization|ation|ing|ed|s|e|y)$/, '');

  it.each(glossaryEntries().filter(({ notebooks }) => notebooks.length > 0))(
    'each notebook that is named has the word: $head',
    ({ words, notebooks }) => {
      const without = notebooks.filter((n) => {
        const prose = proseByNumber.get(n) ?? '';
        return !words.some((word) => prose.includes(stem(word)));
      });
      expect(without).toEqual([]);
    },
  );

  it('every entry names a notebook, or sends to another entry or page', () => {
    const text = readFileSync(path.join(ROOT, 'docs', 'glossary.md'), 'utf8');
    const entries = glossaryEntries();
    expect(entries.length).toBeGreaterThan(100);
    const bare = entries.filter(({ notebooks }) => notebooks.length === 0).map(({ head }) => head);
    const sends = (head: string): boolean => {
      const entry = text.split(`**${head}.**`)[1]?.split('\n\n')[0] ?? '';
      return /^ See _|\]\(/.test(entry);
    };
    expect(bare.filter((head) => !sends(head))).toEqual([]);
  });
});

describe('the words of the guides', () => {
  const terms = glossaryTerms();
  const GUIDES = readdirSync(path.join(ROOT, 'docs')).filter(
    // Sources and notation quote titles and letters; the glossary explains its own.
    (name) => name.endsWith('.md') && !['sources.md', 'notation.md', 'glossary.md'].includes(name),
  );

  it.each(GUIDES)('every word in italics stands in the glossary: %s', (name) => {
    const text = readFileSync(path.join(ROOT, 'docs', name), 'utf8');
    const prose = withoutFormulas(text.replace(/```[\s\S]*?```|`[^`]*`/g, '·')).replace(/\]\([^)]*\)/g, ' ');
    const italics = [...prose.matchAll(/(?<![_\w/])_([^_\n]+)_(?![_\w])/g)].map(([, word = '']) => word);
    // What begins with a capital is a name, or stands on a button; what contains code is a question that is quoted.
    const words = italics.filter((word) => !/^\p{Lu}|·/u.test(word)).map(plain);
    const unknown = words.filter((word) => !terms.has(word) && !terms.has(word.replace(/s$/, '')));
    expect(unknown.filter((word) => !isStressed(word))).toEqual([]);
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
