// Just enough of WebAssembly to write one small function in it: instructions as the bytes that stand for them,
// and a module around the function. Every processor can multiply two pairs of numbers at once; JavaScript cannot
// ask it to, WebAssembly can. Source: WebAssembly Core Specification 2.0, chapter 5, "Binary Format".

/** A piece of a program: bytes. */
export type Code = readonly number[];

/** A whole number below 2³² as WebAssembly writes it: seven bits a byte, the lowest first. */
const unsigned = (value: number): Code =>
  value < 128 ? [value] : [(value % 128) + 128, ...unsigned(Math.floor(value / 128))];

/** A list, with its length before it. */
const list = (items: readonly Code[]): Code => [...unsigned(items.length), ...items.flat()];
const section = (id: number, content: Code): Code => [id, ...unsigned(content.length), ...content];
const text = (word: string): Code => list([...word].map((letter) => [letter.charCodeAt(0)]));

const [I32, V128] = [0x7f, 0x7b];
const vector = (operation: number): Code => [0xfd, ...unsigned(operation)];
/** Eight-byte alignment, and how many bytes beyond the address. */
const at = (offset: number): Code => [3, ...unsigned(offset)];

/** A constant from 0 to 2³⁰. It is read as a signed number, whose highest written bit must then be 0. */
const whole = (value: number): Code => [0x41, ...signed(value)];
const signed = (value: number): Code =>
  value < 64 ? [value] : [(value % 128) + 128, ...signed(Math.floor(value / 128))];

/**
 * The instructions. `plus`, `times` and `isLess` are for whole numbers, which count and address; `readPair`,
 * `readTwice` (one number into both halves), `writePair`, `addPairs` and `multiplyPairs` are for two
 * floating-point numbers at once; `repeatWhile` does its body, then again as long as the condition holds.
 *
 * @example
 * import { instructions } from 'carry';
 * const { plus, whole } = instructions;
 * plus(whole(1), whole(2)); // → [65,1,65,2,106]
 */
export const instructions = {
  whole,
  plus: (p: Code, q: Code): Code => [...p, ...q, 0x6a],
  times: (p: Code, q: Code): Code => [...p, ...q, 0x6c],
  isLess: (p: Code, q: Code): Code => [...p, ...q, 0x48],
  readPair: (address: Code, offset: number): Code => [...address, ...vector(0x00), ...at(offset)],
  readTwice: (address: Code): Code => [...address, ...vector(0x0a), ...at(0)],
  writePair: (address: Code, pair: Code, offset: number): Code => [
    ...address,
    ...pair,
    ...vector(0x0b),
    ...at(offset),
  ],
  addPairs: (p: Code, q: Code): Code => [...p, ...q, ...vector(0xf0)],
  multiplyPairs: (p: Code, q: Code): Code => [...p, ...q, ...vector(0xf2)],
  repeatWhile: (condition: Code, body: readonly Code[]): Code => [
    0x03, // a loop
    0x40, // without a result
    ...body.flat(),
    ...condition,
    0x0d, // back to its start if the condition holds
    0x00,
    0x0b,
  ],
};

/** The variables of a function by name. */
export interface Variables {
  /** Code that puts a variable's value on the stack. */
  get(name: string): Code;
  /** Code that gives a variable the value that `value` leaves on the stack. */
  set(name: string, value: Code): Code;
}

/**
 * Makes a module of one function, `run`, that works on a memory of its own, `memory`.
 *
 * @param pages - the size of the memory, in pages of 64 KiB
 * @param parameters - the names of the function's parameters, whole numbers
 * @param counters - the names of its other whole numbers
 * @param pairs - the names of its variables that hold two floating-point numbers
 * @param body - makes the program, given the variables
 * @returns the module's bytes
 * @throws RangeError when the program names a variable that it does not have
 * @example
 * import { assembleModule, instructions } from 'carry';
 * const { plus, whole } = instructions;
 * const bytes = assembleModule(1, ['n'], [], [], ({ get, set }) => [set('n', plus(get('n'), whole(1)))]);
 * Array.from(bytes.slice(0, 4)); // → [0,97,115,109]
 */
export function assembleModule(
  pages: number,
  parameters: readonly string[],
  counters: readonly string[],
  pairs: readonly string[],
  body: (variables: Variables) => readonly Code[],
): Uint8Array {
  const names = [...parameters, ...counters, ...pairs];
  const index = (name: string): Code => {
    const found = names.indexOf(name);
    if (found < 0) throw new RangeError(`assembleModule: no variable ${name}, expected ${names.join(', ')}`);
    return unsigned(found);
  };
  const program = body({
    get: (name) => [0x20, ...index(name)],
    set: (name, value) => [...value, 0x21, ...index(name)],
  });
  const locals = list([
    [...unsigned(counters.length), I32],
    [...unsigned(pairs.length), V128],
  ]);
  const code = [...locals, ...program.flat(), 0x0b];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0], // "\0asm", version 1
    ...section(1, list([[0x60, ...list(parameters.map(() => [I32])), ...list([])]])), // one type of function
    ...section(3, list([[0]])), // one function, of that type
    ...section(5, list([[0, ...unsigned(pages)]])), // one memory
    ...section(
      7,
      list([
        [...text('memory'), 2, 0],
        [...text('run'), 0, 0],
      ]),
    ),
    ...section(10, list([[...unsigned(code.length), ...code]])),
  ]);
}
