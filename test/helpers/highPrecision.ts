// exp and tanh with 120 digits, in whole numbers: the oracle for what Math.exp and Math.tanh are assumed to do.

/** Numbers are kept as whole numbers of 2⁻⁴⁰⁰. */
const BITS = 400n;
const ONE = 1n << BITS;

/** A double, exactly (its smallest bit must not lie below 2⁻⁴⁰⁰). */
export function exact(x: number): bigint {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  const bits = view.getBigUint64(0);
  const exponent = Number((bits >> 52n) & 0x7ffn);
  const fraction = (bits & ((1n << 52n) - 1n)) | (exponent === 0 ? 0n : 1n << 52n);
  const shift = BigInt(Math.max(exponent, 1) - 1075) + BITS;
  if (x !== 0 && shift < 0n) throw new RangeError(`exact: ${x}, expected a number with no bits below 2^-400`);
  return (x < 0 ? -1n : 1n) * (fraction << (shift < 0n ? 0n : shift));
}

/** eˣ for |x| ≤ 50: Taylor's series at x/2⁴⁰, squared forty times. */
export function exp(x: bigint): bigint {
  const small = x >> 40n;
  let [sum, term] = [ONE, ONE];
  for (let n = 1n; n <= 12n; n++) {
    term = (term * small) / (n * ONE);
    sum += term;
  }
  for (let n = 0; n < 40; n++) sum = (sum * sum) / ONE;
  return sum;
}

/** tanh x = (e²ˣ − 1)/(e²ˣ + 1). */
export function tanh(x: bigint): bigint {
  const square = exp(2n * x);
  return ((square - ONE) * ONE) / (square + ONE);
}

/** σ(x) = 1/(1 + e⁻ˣ). */
export function sigmoid(x: bigint): bigint {
  return (ONE * ONE) / (ONE + exp(-x));
}

/** |computed − truth| / |truth|. */
export function relativeError(computed: number, truth: bigint): number {
  const difference = exact(computed) - truth;
  return Math.abs(Number((difference << 80n) / truth)) / 2 ** 80;
}
