// What the search finds, without the page around it. MiniSearch scores; here stand the words: stems, synonyms, typing
// errors. A test asks it forty questions.
import MiniSearch, { type Query, type SearchResult } from 'minisearch';
import { stemmer } from 'stemmer';

/** The page's title, the section's, the address, the part of the site, the text. */
export type Entry = readonly [page: string, section: string, address: string, part: string, text: string];

export interface Found {
  readonly entry: Entry;
  /** The words of the index that were found there, some of them stems. */
  readonly terms: readonly string[];
}

export type Search = (query: string) => readonly Found[];

/** Words that say nothing in a question. */
const SMALL = new Set(
  'a an and are as at be by can do does for from how i if in is it its of on or s so that the this to use was we what when where which why with you'.split(
    ' ',
  ),
);

/** What other texts, or other hands, call the same thing: each stands also for all others of its line. */
const SYNONYMS: readonly (readonly string[])[] = [
  ['bptt', 'backpropagation through time'],
  ['backprop', 'backpropagation'],
  ['optimiser', 'optimizer'],
  ['logistic', 'sigmoid'],
  ['rnn', 'recurrent network'],
  ['lstm', 'long short-term memory'],
  ['gru', 'gated recurrent unit'],
  ['sgd', 'stochastic gradient descent'],
  ['relu', 'rectified linear'],
  ['autodiff', 'autograd', 'automatic differentiation'],
  ['dfa', 'fsm', 'automaton', 'finite machine', 'state machine'],
  ['tfjs', 'tensorflow'],
  ['mse', 'mean squared error'],
  ['nll', 'cross-entropy'],
  ['hyperparameter', 'setting'],
  ['initialisation', 'initialization'],
  ['normalise', 'normalize'],
  ['generalise', 'generalize'],
  ['behaviour', 'behavior'],
  ['colour', 'color'],
  ['clip', 'clipping', 'exploding gradient'],
  ['derivative', 'slope'],
];

/** Splits as the index does: at spaces and signs, `trainStep` into its words too. */
const wordsOf = (text: string): string[] =>
  text
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[\s\p{P}\p{S}]+/u)
    .filter(Boolean);

/** For every word of every line of the synonyms: the other ways to say it. */
function alternatives(): Map<string, readonly string[]> {
  const others = new Map<string, string[]>();
  for (const line of SYNONYMS) {
    for (const phrase of line) {
      const key = wordsOf(phrase).map(stemmer).join(' ');
      others.set(key, [...(others.get(key) ?? []), ...line.filter((other) => other !== phrase)]);
    }
  }
  return others;
}
const OTHERS = alternatives();
const LONGEST = Math.max(...[...OTHERS.keys()].map((key) => key.split(' ').length));

/** `page` and `section` are titles; a section that only lists sources comes after those that explain. */
interface Document {
  readonly id: number;
  readonly page: string;
  readonly section: string;
  readonly text: string;
}

const INDEX_OPTIONS = {
  fields: ['section', 'page', 'text'],
  storeFields: [],
  tokenize: (text: string) => text.split(/[\s\p{P}\p{S}]+/u).filter(Boolean),
  // `trainStep` is found by its whole name and by each of its words; every word also by its stem.
  processTerm: (term: string) => {
    const whole = term.toLowerCase();
    const words = wordsOf(term);
    return [...new Set([whole, ...words, ...words.map(stemmer)])];
  },
};

/** Builds the index in pieces, so that the page stays alive meanwhile. */
export async function createSearch(entries: readonly Entry[]): Promise<Search> {
  const index = new MiniSearch<Document>(INDEX_OPTIONS);
  const documents = entries.map(([page, section, , , text], id) => ({ id, page, section, text }));
  await index.addAllAsync(documents, { chunkSize: 40 });
  const known = (word: string): boolean => index.search(word, { prefix: true }).length > 0;
  const options = {
    boost: { section: 6, page: 2 },
    boostDocument: (id: number) => worth(entries[id] as Entry),
    tokenize: (text: string) => [text],
    processTerm: (text: string) => text,
  };
  return (query) => {
    const words = wordsOf(query);
    const said = words.filter((word) => !SMALL.has(word));
    const asked = said.length > 0 ? said : words;
    if (asked.length === 0) return [];
    const queries = phrasesOf(asked).map((phrase) => wordQuery(phrase, known));
    let results = index.search({ combineWith: 'AND', queries }, options);
    // Better some of the words than nothing.
    if (results.length === 0) results = index.search({ combineWith: 'OR', queries }, options);
    return byTitle(results, entries, query).map(({ id, terms }) => ({
      entry: entries[Number(id)] as Entry,
      terms,
    }));
  };
}

/** A question is answered where a thing is explained, less well where it is only named. */
function worth([, section, address, part]: Entry): number {
  if (/^(?:Sources|Translation)/.test(section) || address.startsWith('guides/sources')) return 0.15;
  if (/^(?:Summary|Exercises|Solutions|What you need)/.test(section)) return 0.5;
  if (address.startsWith('guides/contributing')) return 0.5;
  if (part === 'course') return 1.3;
  return part === 'api' ? 0.7 : 1;
}

/** What bears the very name that was asked for comes first. */
function byTitle(results: readonly SearchResult[], entries: readonly Entry[], query: string): SearchResult[] {
  const wanted = plain(query);
  const same = (id: unknown): boolean => {
    const [, section, , part] = entries[Number(id)] as Entry;
    // "train function": the library's names are followed by their kind. "Hidden state, state": a word has two names.
    const names = part === 'api' ? [section.replace(/ \S+$/, '')] : section.split(', ');
    return names.some((name) => plain(name) === wanted);
  };
  return [...results].sort((a, b) => Number(same(b.id)) - Number(same(a.id)) || b.score - a.score);
}

const plain = (text: string): string => wordsOf(text).join(' ');

/** The longest runs of words that have another name, and single words between them. */
function phrasesOf(words: readonly string[]): (readonly string[])[] {
  const phrases: (readonly string[])[] = [];
  for (let at = 0; at < words.length;) {
    let length = Math.min(LONGEST, words.length - at);
    while (length > 1 && !OTHERS.has(stemsOf(words.slice(at, at + length)))) length--;
    phrases.push(words.slice(at, at + length));
    at += length;
  }
  return phrases;
}

const stemsOf = (words: readonly string[]): string => words.map(stemmer).join(' ');

function wordQuery(phrase: readonly string[], known: (word: string) => boolean): Query {
  const all = (words: readonly string[]): Query => ({
    combineWith: 'AND',
    queries: words.map((word) => formsOf(word, known)),
  });
  const others = OTHERS.get(stemsOf(phrase)) ?? [];
  return { combineWith: 'OR', queries: [all(phrase), ...others.map((other) => all(wordsOf(other)))] };
}

/** The word, its stem, what begins with it; and, where nobody has written it, what it may have been meant to be. */
function formsOf(word: string, known: (word: string) => boolean): Query {
  const stem = stemmer(word);
  const exact: Query[] = [
    { queries: [word], prefix: word.length > 2, weights: { prefix: 0.4, fuzzy: 0.2 } },
    ...(stem === word ? [] : [stem]),
  ];
  const unknown = !known(word) && !known(stem);
  const guesses: Query[] = unknown ? [{ queries: [word], fuzzy: word.length > 6 ? 2 : 1 }] : [];
  return { combineWith: 'OR', queries: [...exact, ...guesses] };
}
