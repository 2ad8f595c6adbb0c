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

/** ln x for x from 2⁻⁵⁰ to 2⁵⁰: halved or doubled into [⅔, 4/3], then 2·artanh((x − 1)/(x + 1)) by its series. */
export function log(x: bigint): bigint {
  let [rest, twos] = [x, 0n];
  for (; 3n * rest > 4n * ONE; twos++) rest /= 2n;
  for (; 3n * rest < 2n * ONE; twos--) rest *= 2n;
  return twos * LN2 + nearLog(rest);
}

function nearLog(x: bigint): bigint {
  const s = ((x - ONE) * ONE) / (x + ONE);
  let [sum, power] = [0n, s];
  for (let n = 1n; power !== 0n; n += 2n) {
    sum += power / n;
    power = (((power * s) / ONE) * s) / ONE;
  }
  return 2n * sum;
}

const LN2 = -2n * nearLog((ONE * 2n) / 3n) + nearLog((ONE * 8n) / 9n); // 2 = (3/2)² · 8/9

/** cos x by its series. */
export function cos(x: bigint): bigint {
  let [sum, term] = [0n, ONE];
  for (let n = 1n; term !== 0n; n += 2n) {
    sum += term;
    term = (-term * x * x) / (ONE * ONE * n * (n + 1n));
  }
  return sum;
}

/** How many units in its last place a number is off. */
export function ulpsOff(computed: number, truth: bigint): number {
  const size = Math.max(Math.abs(computed), 2 ** -290);
  const ulp = exact(2 ** (Math.floor(Math.log2(size)) - 52));
  return Math.abs(Number(((exact(computed) - truth) << 20n) / ulp)) / 2 ** 20;
}
