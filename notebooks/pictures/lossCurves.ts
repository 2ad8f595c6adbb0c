import { type Figure, lineChart } from 'carry';

/** Every how many steps a loss is drawn. */
const EVERY = 25;

/**
 * Makes a chart of the losses of several runs of notebook 04, in two groups: those that solve XOR and those that get
 * stuck.
 *
 * @param title - what the runs have in common
 * @param runs - the loss after each step, one list for each run
 * @param solved - whether a run has solved XOR
 * @returns a fresh figure
 */
export function lossCurves(
  title: string,
  runs: readonly (readonly number[])[],
  solved: (losses: number[]) => boolean,
): Figure {
  const group = (name: string, wanted: boolean) => {
    const chosen = runs.filter((losses) => solved([...losses]) === wanted);
    // One line for all of them: NaN lifts the pen between two runs.
    const drawn = chosen.map((losses) => [...losses.filter((_, n) => n % EVERY === 0), NaN]);
    return { name, x: drawn.flatMap((losses) => losses.map((_, n) => EVERY * n)), y: drawn.flat() };
  };
  return lineChart({
    title,
    x: { label: 'step' },
    y: { label: 'loss (mean cross-entropy)', range: [0, 1] },
    series: [group('solves XOR', true), group('gets stuck', false)],
    alt: title,
  });
}
