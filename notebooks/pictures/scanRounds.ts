import { type Figure } from 'carry';
import { nodeGraph } from './nodeGraph';

/**
 * Makes the picture of a scan: a row of columns for each round, from the bottom up, with an arrow from each of the two
 * that are joined.
 *
 * @param columns - how many there are, a power of two for a full picture
 * @returns a fresh figure
 */
export function scanRounds(columns: number): Figure {
  const rounds = Math.ceil(Math.log2(columns));
  const at = (round: number, t: number): number => round * columns + t;
  const places = Array.from({ length: rounds + 1 }, (_, round) =>
    Array.from({ length: columns }, (_, t) => ({ round, t })),
  ).flat();
  return nodeGraph({
    title: `${columns} columns, ${rounds} rounds: how many columns each one knows`,
    height: 460,
    text: 'right',
    nodes: places.map(({ round, t }) => ({
      name: String(Math.min(t + 1, 2 ** round)),
      x: t,
      y: round,
      lit: t + 1 <= 2 ** round, // knows everything from the first column on
    })),
    edges: places
      .filter(({ round }) => round > 0)
      .flatMap(({ round, t }) => {
        const reach = 2 ** (round - 1);
        const straight = { from: at(round - 1, t), to: at(round, t) };
        return t < reach ? [straight] : [straight, { from: at(round - 1, t - reach), to: at(round, t) }];
      }),
    alt: `A row of ${columns} columns at the bottom, and a row above it for each of ${rounds} rounds. In round r each column is joined with the one 2 to the power r − 1 places before it; squares know everything from the first column on. In the last row all are squares.`,
  });
}
