import fs from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { createSearch, type Entry, type Search } from '../../docs/assets/searchIndex';
import { builtSite } from '../../scripts/docs/builtSite.mjs';

const root = path.resolve(import.meta.dirname, '../..');

/** What a reader types, and the places that answer it: one of them must be among the first three. */
const QUESTIONS: readonly (readonly [query: string, ...answers: string[]])[] = [
  ['sigmoid derivative', 'course/01-a-neuron.html#the-sigmoid', 'course/02-data-as-vectors.html#its-slopes'],
  ['vanishing gradients', 'guides/glossary.html#vanishing-gradient'],
  ['backpropagation through time', 'guides/glossary.html#backpropagation-through-time'],
  ['BPTT', 'guides/glossary.html#backpropagation-through-time'],
  ['gradeint', 'guides/notation.html#gradients', 'guides/glossary.html#gradient'],
  ['optimiser', 'course/16-which-settings-matter.html#optimizer', 'guides/glossary.html#optimizer'],
  ['learning rate', 'guides/glossary.html#learning-rate'],
  ['matMul', 'api/core-matrix.html#matmul'],
  ['train', 'api/training-train.html#train'],
  ['RnnCell', 'api/neural-rnn.html#rnncell'],
  ['certify', 'api/proof-certify.html#certify'],
  ['LSTM', 'guides/glossary.html#lstm'],
  ['forget gate', 'course/12-lstm-and-gru.html#watching-the-gates'],
  ['cross-entropy', 'guides/glossary.html#cross-entropy'],
  ['one-hot encoding', 'course/02-data-as-vectors.html#symbols-one-hot-vectors'],
  ['XOR', 'course/04-backpropagation.html#xor-learned', 'course/01-a-neuron.html#why-xor-is-out-of-reach'],
  ['chain rule', 'guides/glossary.html#chain-rule', 'course/00-break-the-adder.html#rule-3-chains'],
  ['gradient clipping', 'course/11-why-rnns-are-hard-to-train.html#clipping'],
  ['momentum', 'guides/glossary.html#momentum'],
  ['Adam', 'guides/glossary.html#adam'],
  ['DFA', 'guides/glossary.html#automaton-finite-machine', 'api/proof-automaton.html#extractmachine'],
  ['counterexample', 'guides/glossary.html#counterexample'],
  ['proof for every length', 'course/10-a-proof-for-every-length.html#the-first-proof'],
  ['checkpoint', 'guides/glossary.html#checkpoint'],
  ['hiden state', 'guides/glossary.html#hidden-state-state'],
  ['truncated backpropagation', 'course/06-recurrence.html#cut-in-pieces-truncation'],
  ['how to install', 'guides/start-here.html#if-you-would-rather-not-install-anything'],
  ['python is missing', 'guides/troubleshooting.html#python-missing'],
  ['port in use', 'guides/troubleshooting.html#port-in-use'],
  ['wasm backend', 'api/tensorflow-backend.html#backendof'],
  ['seeds', 'guides/glossary.html#seed'],
  ['overfit', 'guides/glossary.html#overfitting'],
  ['autograd', 'guides/glossary.html#automatic-differentiation', 'course/05-automatic-gradients.html'],
  ['associative scan', 'guides/glossary.html#associative', 'guides/glossary.html#scan'],
  ['decimal adder', 'course/15-a-decimal-adder.html'],
  ['exploding gradients', 'guides/glossary.html#exploding-gradient'],
  ['initialisation', 'guides/glossary.html#initialization'],
  ['batch size', 'course/03-gradient-descent.html#batches-epochs-updates'],
  ['softmax', 'course/02-data-as-vectors.html#answers-softmax'],
  ['stop button', 'guides/how-to-read.html#running-long-cells', 'guides/surprises.html#the-stop-button'],
];

let search: Search;

beforeAll(async () => {
  const script = fs.readFileSync(path.join(await builtSite(root), 'assets/search-index.js'), 'utf8');
  search = await createSearch(JSON.parse(script.replace(/^carrySearch\(|\)$/g, '')) as readonly Entry[]);
});

const addresses = (query: string): string[] => search(query).map(({ entry }) => entry[2]);

describe('the search', () => {
  it('puts the right section among the first three for at least 38 of 40 questions', () => {
    expect(QUESTIONS).toHaveLength(40);
    const missed = QUESTIONS.flatMap(([query, ...answers]) => {
      const found = addresses(query).slice(0, 3);
      return answers.some((answer) => found.includes(answer)) ? [] : [{ query, found }];
    });
    expect(missed.length, JSON.stringify(missed, null, 1)).toBeLessThanOrEqual(2);
  });

  it('never leads with a list of sources', () => {
    const first = QUESTIONS.map(([query]) => search(query)[0]?.entry[1] ?? '');
    expect(first.filter((section) => section.startsWith('Sources'))).toEqual([]);
  });

  it('finds nothing for letters that no word has, and for none', () => {
    expect([addresses('qqqqzz'), addresses('   '), addresses('!?')]).toEqual([[], [], []]);
  });
});
