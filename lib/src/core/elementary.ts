// exp, tanh, log, log1p, cos and whole powers with the same bits on every engine. JavaScript leaves the last digits
// of its Math to the engine, and training magnifies one such digit into another network. Here are only +, −, ·, / and
// √, which the standard fixes to the bit. Source of steps and constants: Sun's fdlibm 5.3 (1993), by way of V8.
//
// Copyright (C) 1993, 2004 by Sun Microsystems, Inc. All rights reserved. Developed at SunSoft, a Sun Microsystems, Inc.
// business. Permission to use, copy, modify, and distribute this software is freely granted, provided that this notice
// is preserved.

const LN2_HIGH = 6.9314718036912381649e-1;
const LN2_LOW = 1.90821492927058770002e-10;
/** ½ ln 2, rounded up to 21 bits. */
const HALF_LN2 = 0.34657382965087890625;
/** Beyond these eˣ is infinite, or nearer to 0 than any number. */
const [EXP_OVERFLOWS, EXP_UNDERFLOWS] = [709.782712893383973096, -745.13321910194110842];

/** 2ᵏ for k from −1074 to 1023. */
const POWERS_OF_TWO = Float64Array.from({ length: 2098 }, (_, k) => 2 ** (k - 1074));
const twoTo = (k: number): number => POWERS_OF_TWO[k + 1074]!; // k is in range, wherever this is called

/** y·2ᵏ, where 2ᵏ itself may be too large or lose its digits. */
function scaled(y: number, k: number): number {
  if (k > 1023) return y * 2 * twoTo(1023);
  return k < -1021 ? y * twoTo(k + 1000) * twoTo(-1000) : y * twoTo(k);
}

/** k so that x = k·ln 2 + r with |r| at most about ½ ln 2. */
function countOfLn2(x: number): number {
  if (Math.abs(x) < HALF_LN2) return 0;
  return (Math.LOG2E * x + (x < 0 ? -0.5 : 0.5)) | 0;
}

/** r − r²·(1/6 − …): from it, eʳ = 1 + 2r/(2 − c) + …, and likewise in a power. */
function remez(r: number): number {
  const t = r * r;
  const p4 = -1.6533902205465251539e-6 + t * 4.13813679705723846039e-8;
  const p2 = -2.77777777770155933842e-3 + t * (6.61375632143793436117e-5 + t * p4);
  return r - t * (1.66666666666666019037e-1 + t * p2);
}

/**
 * eˣ.
 *
 * @param x - any number
 * @returns e to the power x, less than 1 ulp off
 * @example
 * import { exp } from 'carry';
 * exp(1) === Math.E; // → true
 */
export function exp(x: number): number {
  const size = Math.abs(x);
  if (!(size < 700)) return farExp(x);
  if (size < 2 ** -28) return 1 + x;
  if (x === 1) return Math.E;
  const k = size < HALF_LN2 ? 0 : (Math.LOG2E * x + (x < 0 ? -0.5 : 0.5)) | 0; // |r| at most about ½ ln 2
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  const c = remez(r);
  return (1 - (low - (r * c) / (2 - c) - high)) * POWERS_OF_TWO[k + 1074]!; // k is from −1010 to 1010
}

/** eˣ for |x| from 700 on, where 2ᵏ itself may be too large or too small, and for NaN. */
function farExp(x: number): number {
  if (!(x <= EXP_OVERFLOWS)) return x > 0 ? Infinity : NaN;
  if (x < EXP_UNDERFLOWS) return 0;
  const k = countOfLn2(x);
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  const c = remez(r);
  return scaled(1 - (low - (r * c) / (2 - c) - high), k);
}

/** eˣ − 1 for x from −2 to −2⁻²⁷ and from 2 to 44: what tanh asks for. */
function expMinusOne(x: number): number {
  const k = countOfLn2(x);
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  const c = high - r - low;
  const half = 0.5 * r;
  const s = r * half;
  const q4 = 4.00821782732936239552e-6 + s * -2.01099218183624371326e-7;
  const q2 = 1.58730158725481460165e-3 + s * (-7.93650757867487942473e-5 + s * q4);
  const r1 = 1 + s * (-3.33333333333331316428e-2 + s * q2);
  const t = 3 - r1 * half;
  const first = s * ((r1 - t) / (6 - r * t));
  const e = r * (first - c) - c - s;
  if (k <= -2) return twoTo(k) * (1 - (e - r)) - 1;
  if (k < 20) return twoTo(k) * (1 - twoTo(-k) - (e - r));
  return twoTo(k) * (r - (e + twoTo(-k)) + 1);
}

/**
 * The hyperbolic tangent (eˣ − e⁻ˣ)/(eˣ + e⁻ˣ).
 *
 * @param x - any number
 * @returns tanh x, less than 2.2 ulps off
 * @example
 * import { tanh } from 'carry';
 * [tanh(0), tanh(40), tanh(-40)]; // → [0,1,-1]
 */
export function tanh(x: number): number {
  const size = Math.abs(x);
  if (!(size < 22)) return x > 0 ? 1 : x < 0 ? -1 : NaN;
  if (size < 2 ** -28) return x;
  const t = expMinusOne(size < 1 ? -2 * size : 2 * size);
  const z = size < 1 ? -t / (t + 2) : 1 - 2 / (t + 2);
  return x < 0 ? -z : z;
}

const words = new DataView(new ArrayBuffer(8));
/** The upper half of a number's 64 bits: sign, exponent and 20 bits of the fraction. */
function highWord(x: number): number {
  words.setFloat64(0, x);
  return words.getInt32(0);
}
/** The number with another upper half. */
function withHighWord(x: number, high: number): number {
  words.setFloat64(0, x);
  words.setInt32(0, high);
  return words.getFloat64(0);
}
/** The number with its upper half alone: products of two such are exact. */
function cut(x: number): number {
  words.setFloat64(0, x);
  words.setInt32(4, 0);
  return words.getFloat64(0);
}

/** 2/3·s² + 2/5·s⁴ + …, what ln((1 + s)/(1 − s)) is over s beyond 2, for z = s². */
function logTail(z: number): number {
  const w = z * z;
  const even = w * (3.999999999940941908e-1 + w * (2.222219843214978396e-1 + w * 1.531383769920937332e-1));
  const o5 = 1.818357216161805012e-1 + w * 1.479819860511658591e-1;
  return z * (6.66666666666673513e-1 + w * (2.857142874366239149e-1 + w * o5)) + even;
}

/**
 * The natural logarithm.
 *
 * @param x - any number
 * @returns ln x, less than 1 ulp off; −∞ for 0, NaN below
 * @example
 * import { log } from 'carry';
 * log(Math.E); // → 1
 */
export function log(x: number): number {
  if (!(x > 0) || x === Infinity) return x === 0 ? -Infinity : x > 0 ? x : NaN;
  const tiny = x < 2 ** -1022;
  const scaledUp = tiny ? x * 2 ** 54 : x;
  const bits = highWord(scaledUp);
  const fraction = bits & 0xfffff;
  const upper = (fraction + 0x95f64) & 0x100000; // set where the rest is halved, so that f lies around 0
  const k = (bits >> 20) - 1023 + (upper >> 20) - (tiny ? 54 : 0);
  const f = withHighWord(scaledUp, fraction | (upper ^ 0x3ff00000)) - 1;
  if ((0xfffff & (2 + fraction)) < 3) {
    const R = f * f * (0.5 - 0.33333333333333333 * f);
    return k * LN2_HIGH - (R - k * LN2_LOW - f);
  }
  const s = f / (2 + f);
  const R = logTail(s * s);
  if (((fraction - 0x6147a) | (0x6b851 - fraction)) > 0) {
    const half = 0.5 * f * f;
    return k * LN2_HIGH - (half - (s * (half + R) + k * LN2_LOW) - f);
  }
  return k * LN2_HIGH - (s * (f - R) - k * LN2_LOW - f);
}

/**
 * ln(1 + x), exact for small x, too.
 *
 * @param x - from [0, 1]
 * @returns ln(1 + x), less than 1 ulp off; NaN beyond the ends
 */
export function log1p(x: number): number {
  if (!(x >= 0 && x <= 1)) return NaN;
  if (x < 2 ** -29) return x - x * x * 0.5;
  let [f, k, c, fraction] = [x, 0, 0, 1];
  if (highWord(x) >= 0x3fda827a) {
    const u = 1 + x; // above √2: halved
    const bits = highWord(u);
    k = (bits >> 20) - 1023;
    c = (k > 0 ? 1 - (u - x) : x - (u - 1)) / u; // what 1 + x has lost
    fraction = bits & 0xfffff;
    if (fraction < 0x6a09e) {
      f = withHighWord(u, fraction | 0x3ff00000) - 1;
    } else {
      k++;
      f = withHighWord(u, fraction | 0x3fe00000) - 1;
      fraction = (0x100000 - fraction) >> 2;
    }
  }
  const half = 0.5 * f * f;
  if (fraction === 0) {
    const R = half * (1 - 0.66666666666666666 * f);
    return k * LN2_HIGH - (R - (k * LN2_LOW + c) - f);
  }
  const s = f / (2 + f);
  const z = s * s;
  const o5 = 1.818357216161805012e-1 + z * (1.531383769920937332e-1 + z * 1.479819860511658591e-1);
  const o2 = 3.999999999940941908e-1 + z * (2.857142874366239149e-1 + z * (2.222219843214978396e-1 + z * o5));
  const R = z * (6.66666666666673513e-1 + z * o2);
  return k * LN2_HIGH - (half - (s * (half + R) + (k * LN2_LOW + c)) - f);
}

/** cos(x + y) for |x| ≤ π/4, where y is what x has lost. */
function cosKernel(x: number, y: number): number {
  const high = highWord(x) & 0x7fffffff;
  const z = x * x;
  const c5 = -2.75573143513906633035e-7 + z * (2.0875723212981748279e-9 + z * -1.13596475577881948265e-11);
  const c3 = -1.38888888888741095749e-3 + z * (2.48015872894767294178e-5 + z * c5);
  const r = z * (4.16666666666666019037e-2 + z * c3);
  if (high < 0x3fd33333) return 1 - (0.5 * z - (z * r - x * y));
  const q = high > 0x3fe90000 ? 0.28125 : withHighWord(0, high - 0x200000); // about |x|/4, so that 1 − q is exact
  return 1 - q - (0.5 * z - q - (z * r - x * y));
}

/** sin(x + y), likewise. */
function sinKernel(x: number, y: number): number {
  const z = x * x;
  const v = z * x;
  const s4 = 2.75573137070700676789e-6 + z * (-2.50507602534068634195e-8 + z * 1.58969099521155010221e-10);
  const r = 8.33333333332248946124e-3 + z * (-1.98412698298579493134e-4 + z * s4);
  return x - (z * (0.5 * y - v * r) - y - v * -1.66666666666666324348e-1);
}

/**
 * The cosine.
 *
 * @param x - from [0, 2π]
 * @returns cos x, less than 1 ulp off; NaN beyond the ends
 */
export function cos(x: number): number {
  if (!(x >= 0 && x <= 2 * Math.PI)) return NaN;
  if (x <= Math.PI / 4) return cosKernel(x, 0);
  const n = Math.trunc(x * 0.636619772367581382433 + 0.5); // x = n·π/2 + r, π/2 in pieces of 33 bits
  let r = x - n * 1.57079632673412561417;
  let lost = n * 6.07710050650619224932e-11;
  if (highWord(x) === highWord(n * (Math.PI / 2))) {
    const before = r; // so near to n·π/2 that more of π is wanted
    const more = n * 6.0771005063039659766e-11;
    r = before - more;
    lost = n * 2.02226624879595063154e-21 - (before - r - more);
  }
  const high = r - lost;
  const low = r - high - lost;
  if (n % 2 === 0) return n === 2 ? -cosKernel(high, low) : cosKernel(high, low);
  return n === 1 ? -sinKernel(high, low) : sinKernel(high, low);
}

/**
 * A whole power of a number between 0 and 1: what Adam's averages lack at step n.
 *
 * @param base - β, from (0, 1)
 * @param n - a whole number from 1 on
 * @returns βⁿ, less than 1 ulp off where it is above 1e-300; beneath, at least nearly 0
 */
export function power(base: number, n: number): number {
  if (n === 1) return base;
  if (n === 2) return base * base;
  // log₂ β = e + log₂ a with a from [√½, √3), as t + low in two pieces; a/m lies near 1
  const bits = highWord(base);
  const fraction = bits & 0xfffff;
  const halved = fraction >= 0xbb67a;
  const near = fraction > 0x3988e && !halved; // to 1½
  const e = (bits >> 20) - 1023 + (halved ? 1 : 0);
  const top = (fraction | 0x3ff00000) - (halved ? 0x100000 : 0);
  const a = withHighWord(base, top);
  const m = near ? 1.5 : 1;
  const u = a - m;
  const v = 1 / (a + m);
  const s = u * v;
  const sHigh = cut(s);
  const sumHigh = withHighWord(0, ((top >> 1) | 0x20000000) + 0x80000 + (near ? 0x40000 : 0));
  const sLow = v * (u - sHigh * sumHigh - sHigh * (a - (sumHigh - m)));
  const s2 = s * s;
  const l4 = 2.72728123808534006489e-1 + s2 * (2.30660745775561754067e-1 + s2 * 2.06975017800338417784e-1);
  const l1 =
    5.99999999999994648725e-1 + s2 * (4.28571428578550184252e-1 + s2 * (3.33333329818377432918e-1 + s2 * l4));
  const rest = s2 * s2 * l1 + sLow * (sHigh + s);
  const square = sHigh * sHigh;
  const factor = cut(3 + square + rest);
  const product = sLow * factor + (rest - (factor - 3 - square)) * s;
  const p = cut(sHigh * factor + product);
  const pLow = product - (p - sHigh * factor);
  const z = 9.61796700954437255859e-1 * p;
  const zLow =
    -7.02846165095275826516e-9 * p +
    pLow * 9.61796693925975554329e-1 +
    (near ? 1.35003920212974897128e-8 : 0);
  const log2m = near ? 5.84962487220764160156e-1 : 0;
  const t = cut(z + zLow + log2m + e);
  const low = zLow - (t - e - log2m - z);

  const exponent = n * t; // exact: n and t are short
  const whole = Math.round(exponent + n * low);
  if (whole < -1021) return 0; // 1 − βⁿ is 1 long before
  const part = cut(exponent - whole + n * low);
  const lost = n * low - (part - (exponent - whole));
  const w = part * 6.93147182464599609375e-1;
  const wLow = lost * 6.93147180559945286227e-1 + part * -1.90465429995776804525e-9;
  const r = w + wLow;
  const rLow = wLow - (r - w);
  const c = remez(r);
  return twoTo(whole) * (1 - ((r * c) / (c - 2 - (rLow + r * rLow)) - r));
}
