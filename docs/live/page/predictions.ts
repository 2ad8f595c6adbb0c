// The guesses that a notebook asks for: `const share = predict('…', null, { unit: '%' })`.
import type { Guess } from './work';

/** A guess that a notebook asks for: `const share = predict('…', null, { unit: '%' })`. */
export interface Prediction {
  readonly name: string;
  readonly question: string;
  readonly unit: string | undefined;
  readonly choices: readonly string[];
}

const TEXT = String.raw`(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|` + '`[^`]*`)';
const GUESS = String.raw`null|true|false|-?[\d.]+(?:[eE][-+]?\d+)?|${TEXT}`;
const callOf = (name: string): RegExp =>
  new RegExp(
    String.raw`(\b(${name})\s*=\s*predict\(\s*)(${TEXT}(?:\s*\+\s*${TEXT})*)(\s*,\s*)(${GUESS})((?:[^()]|\([^()]*\))*\))`,
    'g',
  );

/** The predictions that a cell's source makes. */
export function predictionsIn(source: string): Prediction[] {
  return [...source.matchAll(callOf(String.raw`[\w$]+`))].map(
    ([, , name = '', question = '', , , rest = '']) => ({
      name,
      question: textsIn(question).join(''),
      unit: textsIn(/\bunit:\s*([^,}]+)/.exec(rest)?.[1] ?? '')[0],
      choices: textsIn(/\bchoices:\s*\[([^\]]*)\]/.exec(rest)?.[1] ?? ''),
    }),
  );
}

/** The names of the predictions that a cell compares with the answer. */
export const comparedIn = (source: string): string[] =>
  [...source.matchAll(/\b([\w$]+)\s*\.\s*compare\(/g)].map(([, name = '']) => name);

/** A source with the guess written into it; the same source where the prediction is not found. */
export function withGuess(source: string, name: string, guess: Guess | null): string {
  const literal = typeof guess === 'string' ? `'${guess.replace(/['\\]/g, '\\$&')}'` : String(guess);
  return source.replace(
    callOf(name),
    (_, start: string, __, question: string, comma: string, ___, rest: string) =>
      start + question + comma + literal + rest,
  );
}

const textsIn = (code: string): string[] =>
  [...code.matchAll(new RegExp(TEXT, 'g'))].map(([text]) => text.slice(1, -1).replace(/\\(.)/g, '$1'));

/** How a guess is written for people. */
export const written = (guess: Guess, unit: string | undefined): string =>
  typeof guess === 'boolean'
    ? guess
      ? 'yes'
      : 'no'
    : `${guess}${unit === undefined || typeof guess === 'string' ? '' : ` ${unit}`}`;

/** What a reader typed: a number, yes or no, or words; undefined for nothing. */
export function readGuess(text: string, choices: readonly string[]): Guess | undefined {
  const plain = text.trim();
  if (plain === '') return undefined;
  if (choices.length > 0)
    return choices.find((choice) => choice.toLowerCase() === plain.toLowerCase()) ?? plain;
  if (/^(?:yes|true)$/i.test(plain)) return true;
  if (/^(?:no|false)$/i.test(plain)) return false;
  const number = Number(plain.replace(/,/g, '').replace('−', '-').replace(/\s*%$/, ''));
  return Number.isNaN(number) ? plain : number;
}
