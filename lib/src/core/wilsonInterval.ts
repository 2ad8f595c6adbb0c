import { checkInteger, checkNumber } from './shape';

/**
 * The interval in which a share plausibly lies when `successes` of `trials` independent trials succeeded: Wilson's
 * score interval. With p = successes/trials it is
 *
 * (p + z²/2n ± z √(p(1 − p)/n + z²/4n²)) / (1 + z²/n).
 *
 * It stays within 0 to 1, and is not empty when all or none succeeded.
 *
 * @param successes - from 0 to `trials`
 * @param trials - n, at least 1
 * @param z - how many standard deviations: 1.96, for 95 %, if left out
 * @returns its ends, lower first
 * @throws RangeError when the counts are not whole numbers in their ranges, or z is negative
 * Source: E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical Inference" (1927).
 * @example
 * import { wilsonInterval } from 'carry';
 * wilsonInterval(8, 10).map((end) => Math.round(100 * end)); // → [49,94]
 */
export function wilsonInterval(successes: number, trials: number, z = 1.96): [number, number] {
  const n = checkInteger('wilsonInterval', 'trials', trials);
  const p = checkInteger('wilsonInterval', 'successes', successes, 0, n) / n;
  const z2 = checkNumber('wilsonInterval', 'z', z, 0) ** 2;
  const middle = p + z2 / (2 * n);
  const reach = z * Math.sqrt((p * (1 - p)) / n + z2 / (4 * n * n));
  const scale = 1 + z2 / n;
  return [Math.max(0, (middle - reach) / scale), Math.min(1, (middle + reach) / scale)];
}
