import { integer, type Rng } from '../core/random';
import { checkInteger } from '../core/shape';

/** Groups of points: a center for each, and the group of each point. */
export interface Clusters {
  /** [k, size]. */
  readonly centers: readonly Float64Array[];
  /** For each point the number of the nearest center. */
  readonly labels: readonly number[];
  /** The sum of the squared distances from the points to their centers. */
  readonly spread: number;
}

/**
 * The number of the center that is nearest to a point; the first, where several are.
 *
 * @param centers - at least one
 * @param point - as long as a center
 * @returns its number and the squared distance
 */
export function nearest(
  centers: readonly Float64Array[],
  point: Float64Array,
): { index: number; distance: number } {
  let [index, distance] = [0, Infinity];
  centers.forEach((center, n) => {
    const d = squaredDistance(center, point);
    if (d < distance) [index, distance] = [n, d];
  });
  return { index, distance };
}

/**
 * Groups points around k centers: each point goes to the nearest center, each center to the mean of its
 * points, until nothing moves. Since that can end badly, it is done from several starts and the tightest
 * result is kept.
 *
 * @param points - at least one, all of one length
 * @param options - `k` groups, at most as many as points; `rng`; `restarts`, 5 if left out
 * @returns fresh centers and labels
 * @throws RangeError when k is not such a number, or a point has another length
 * Source: Lloyd, "Least Squares Quantization in PCM" (1982); first centers as in Arthur and Vassilvitskii,
 * "k-means++" (2007).
 */
export function kMeans(
  points: readonly Float64Array[],
  { k, rng, restarts = 5 }: { readonly k: number; readonly rng: Rng; readonly restarts?: number },
): Clusters {
  const size = points[0]?.length;
  points.forEach((point, n) => {
    if (point.length !== size)
      throw new RangeError(`kMeans: points[${n}] has ${point.length} numbers, expected ${size} as points[0]`);
  });
  checkInteger('kMeans', 'k', k, 1, points.length);
  checkInteger('kMeans', 'restarts', restarts);
  let best: Clusters | undefined;
  for (let run = 0; run < restarts; run++) {
    const found = settle(points, spreadCenters(points, k, rng));
    if (!best || found.spread < best.spread) best = found;
  }
  return best!; // there is at least one run
}

/** So often points and centers move at most. */
const ROUNDS = 200;

/** Moves points and centers until nothing changes. */
function settle(points: readonly Float64Array[], start: readonly Float64Array[]): Clusters {
  let centers = start;
  let labels: number[] = [];
  for (let round = 1; ; round++) {
    const found = points.map((point) => nearest(centers, point));
    const moved = found.some(({ index }, n) => index !== labels[n]);
    labels = found.map(({ index }) => index);
    const spread = found.reduce((sum, { distance }) => sum + distance, 0);
    if (!moved || round === ROUNDS) return { centers, labels, spread };
    centers = centers.map((center, c) => meanOf(points.filter((_, n) => labels[n] === c)) ?? center);
  }
}

/** First centers far apart: each next one is a point drawn with a chance that grows with its distance. */
function spreadCenters(points: readonly Float64Array[], k: number, rng: Rng): Float64Array[] {
  const centers = [points[integer(rng, 0, points.length)]!.slice()]; // one of them
  const distances = points.map((point) => squaredDistance(point, centers[0]!));
  while (centers.length < k) {
    const total = distances.reduce((sum, d) => sum + d, 0);
    let rest = rng.next() * total;
    const chosen = distances.findIndex((d) => (rest -= d) < 0);
    const center = points[chosen < 0 ? integer(rng, 0, points.length) : chosen]!.slice();
    centers.push(center);
    points.forEach((point, n) => {
      distances[n] = Math.min(distances[n]!, squaredDistance(point, center)); // one for each point
    });
  }
  return centers;
}

/**
 * The mean of points.
 *
 * @param points - all of one length
 * @returns a fresh point, or nothing where there is none
 */
export function meanOf(points: readonly Float64Array[]): Float64Array | undefined {
  const mean = points[0]?.slice();
  if (!mean) return undefined;
  for (const point of points.slice(1)) for (let i = 0; i < mean.length; i++) mean[i]! += point[i]!; // one length
  return mean.map((sum) => sum / points.length);
}

function squaredDistance(u: Float64Array, v: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < u.length; i++) sum += (u[i]! - v[i]!) ** 2; // one length
  return sum;
}
