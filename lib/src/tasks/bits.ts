import { MOST_STEPS } from '../core/sequence';
import { checkInteger, checkList } from '../core/shape';

/**
 * The bits of a number, least significant first: the order in which a carry travels.
 *
 * @param value - a whole number, not negative
 * @param T - how many bits; enough for the number
 * @returns T zeros and ones
 * @throws RangeError when the value is no such number or needs more than T bits
 * @example
 * import { toBits } from 'carry';
 * toBits(6, 4); // → [0,1,1,0]
 */
export function toBits(value: number | bigint, T: number): number[] {
  checkInteger('toBits', 'T', T, 1, MOST_STEPS);
  const whole = toWhole('toBits', 'value', value);
  const text = whole.toString(2);
  if (whole > 0n && text.length > T) {
    throw new RangeError(`toBits: value needs ${text.length} bits, expected at most T = ${T}`);
  }
  const bits = new Array<number>(T).fill(0);
  for (let t = 0; t < text.length && t < T; t++) bits[t] = text.charCodeAt(text.length - 1 - t) - 48; // '0' is 48
  return bits;
}

/**
 * The number that bits stand for, least significant first: Σ bits[t]·2ᵗ.
 *
 * @param bits - zeros and ones
 * @returns the number, exact for any length
 * @throws RangeError when a bit is neither 0 nor 1
 * @example
 * import { fromBits } from 'carry';
 * Number(fromBits([0, 1, 1, 0])); // → 6
 */
export function fromBits(bits: ArrayLike<number>): bigint {
  if (!ArrayBuffer.isView(bits)) checkList('fromBits', 'bits', bits);
  let text = '';
  for (let t = bits.length - 1; t >= 0; t--) {
    text += checkInteger('fromBits', `bits[${t}]`, bits[t], 0, 1);
  }
  return BigInt(`0b${text || '0'}`);
}

/**
 * Checks a whole number of any size.
 *
 * @param where - the function that asks
 * @param name - the argument's name
 * @param value - a number or bigint
 * @returns the value as a bigint
 * @throws RangeError when it is negative, not whole, or a number beyond 2⁵³ − 1, which may have been rounded
 * @example
 * import { toWhole } from 'carry';
 * Number(toWhole('add', 'a', 7)); // → 7
 */
export function toWhole(where: string, name: string, value: unknown): bigint {
  const whole = typeof value === 'bigint' ? value : undefined;
  if (whole !== undefined && whole >= 0n) return whole;
  if (whole !== undefined) throw new RangeError(`${where}: ${name} is ${whole}, expected no negative number`);
  return BigInt(checkInteger(where, name, value, 0, Number.MAX_SAFE_INTEGER));
}
