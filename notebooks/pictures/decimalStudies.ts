import {
  acrossSeeds,
  type Figure,
  lineChart,
  readStudy,
  sideBySide,
  type StudyRow,
  table,
  wilsonInterval,
} from 'carry';

/** The rows of a study that differ in nothing but their seed. */
export interface Variant {
  /** What sets it apart from the others, such as `lstm, 8`. */
  readonly name: string;
  readonly rows: readonly StudyRow[];
}

/** Tests of the studies of the decimal adder: one every ten steps; at the end one of so many sums. */
const [EVERY, SUMS] = [10, 2000];
/** So many points a panel for all its curves: of longer ones every second point is drawn, or every third, and so on. */
const MOST_POINTS = 75;

/**
 * Reads a study of the decimal adder, and puts the rows together that differ in nothing but their seed.
 *
 * @param study - its name, such as `depth`
 * @param columns - what sets the variants apart
 * @returns the variants, in the order of the file
 */
export async function variantsOf(study: string, columns: readonly string[]): Promise<Variant[]> {
  const { rows } = await readStudy(`studies/${study}.csv`);
  const nameOf = (row: StudyRow): string => columns.map((column) => row[column]).join(', ');
  const names = [...new Set(rows.map(nameOf))];
  return names.map((name) => ({ name, rows: rows.filter((row) => nameOf(row) === name) }));
}

/** The variant of that name. @throws Error where there is none */
export function variantCalled(variants: readonly Variant[], name: string): Variant {
  const found = variants.find((variant) => variant.name === name);
  if (found) return found;
  throw new Error(
    `variantCalled: no ${name}, expected one of: ${variants.map((variant) => variant.name).join('; ')}`,
  );
}

/** The numbers of a list in a cell of the file. */
const numbersIn = (text: string | number | undefined): number[] => String(text).split(' ').map(Number);

/** Fractions of whole sums that are right at the end, of 2,000: the mean of the seeds, the worst and the best. */
export function accuracyOf({ rows }: Variant): { mean: number; worst: number; best: number } {
  const all = rows.map((row) => Number(row['accuracy']));
  const mean = all.reduce((sum, value) => sum + value) / all.length;
  return { mean, worst: Math.min(...all), best: Math.max(...all) };
}

/** The steps at which the seeds had their first test without a mistake, sorted; seeds that never had are missing. */
export function arrivalsOf({ rows }: Variant): number[] {
  const steps = rows.map((row) => Number(row['arrived'])).filter(Number.isFinite); // "never" is no number
  return steps.sort((p, q) => p - q);
}

/** The middle of the arrivals, NaN where no seed has arrived. */
export function medianArrival(variant: Variant): number {
  const sorted = arrivalsOf(variant);
  return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2; // NaN for none
}

/** The lowest small test after the first without a mistake, over all seeds: how far accuracy falls back. */
export function lowestAfterArrival({ rows }: Variant): number {
  const after = rows.flatMap((row) => {
    const first = Number(row['arrived']) / EVERY; // NaN for never
    return Number.isFinite(first) ? numbersIn(row['curve']).slice(first) : [];
  });
  return Math.min(...after);
}

/**
 * The curves of a study: at the left the fraction of whole sums that are right, at the right the loss. A line is the
 * mean of the seeds, its band goes from the smallest to the largest.
 *
 * @param variants - what to show
 * @param heading - title and alternative text of the whole
 * @returns a fresh figure
 */
export function studyCurves(
  variants: readonly Variant[],
  heading: { readonly title: string; readonly alt: string },
): Figure {
  const steps = Number(variants[0]?.rows[0]?.['steps']);
  const panel = (title: string, column: string, y: { label: string; log?: boolean }): Figure =>
    lineChart({
      title,
      alt: title,
      x: { label: 'steps', range: [0, steps] },
      y,
      series: variants.map(({ name, rows }) => {
        const all = rows.map((row) => numbersIn(row[column]));
        const stride = Math.ceil((all[0]!.length * variants.length) / MOST_POINTS);
        const curves = all.map((values) => values.filter((_, n) => (n + 1) % stride === 0));
        const x = curves[0]!.map((_, n) => (n + 1) * stride * EVERY);
        const { y: mean, low, high } = acrossSeeds(curves);
        return { name, x, y: short(mean), low: short(low), high: short(high) };
      }),
    });
  return sideBySide(
    [
      panel('tests of 200 sums', 'curve', { label: 'fraction of whole sums right' }),
      panel('means of ten steps', 'losses', { label: 'cross-entropy', log: true }),
    ],
    { height: 430, ...heading },
  );
}

/** Three digits are more than a picture shows. */
const short = (values: readonly number[]): number[] => values.map((value) => Number(value.toPrecision(3)));

const percent = (fraction: number): string => `${Number((100 * fraction).toFixed(2))} %`;

/**
 * A table of a study: what the source found in its one run, and our seeds at their last step. The interval (95 %,
 * Wilson's) is that of the worst seed's 2,000 sums: where all were right, it begins at 99.81 %.
 *
 * @param label - the heading of the first column
 * @param variants - the rows
 * @param published - for each, the fraction that the source gives; undefined where it gives none
 */
export function studyTable(
  label: string,
  variants: readonly Variant[],
  published: readonly (number | undefined)[] = [],
): void {
  const heads = ['002, step 3,000', 'ours, mean', 'worst seed', 'its interval', 'best seed'];
  table(
    [label, ...heads, 'arrives at step (median)', 'seeds that arrive'],
    variants.map((variant, n) => {
      const { mean, worst, best } = accuracyOf(variant);
      const arrived = arrivalsOf(variant);
      const interval = wilsonInterval(Math.round(worst * SUMS), SUMS);
      const theirs = published[n];
      return [
        variant.name,
        theirs === undefined ? '–' : percent(theirs),
        percent(mean),
        percent(worst),
        interval.map(percent).join(' to '),
        percent(best),
        arrived.length > 0 ? medianArrival(variant) : 'never',
        `${arrived.length} of ${variant.rows.length}`,
      ];
    }),
  );
}
