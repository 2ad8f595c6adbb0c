// A bar with the remaining time: redrawn in a terminal, a line now and then elsewhere.

const WIDTH = 24;
/** Elsewhere, at most one line in so many milliseconds. */
const QUIET = 30_000;

/**
 * @param {{ rows: number, weight: number, stream?: { isTTY?: boolean, write: (text: string) => unknown },
 *   now?: () => number }} options `weight`: of all rows together
 */
export function startBar({ rows, weight, stream = process.stdout, now = () => performance.now() }) {
  const startedAt = now();
  let [doneRows, doneWeight, toldAt] = [0, 0, -Infinity];
  const draw = () => {
    const share = weight > 0 ? doneWeight / weight : 1;
    const filled = Math.round(share * WIDTH);
    const left =
      doneWeight > 0 ? duration(((now() - startedAt) * (weight - doneWeight)) / doneWeight) : 'unknown';
    const bar = '█'.repeat(filled) + '░'.repeat(WIDTH - filled);
    const line = `${bar} ${doneRows} of ${rows} rows · ${Math.floor(100 * share)} % · ${left} left`;
    if (stream.isTTY) stream.write(`\r\x1b[2K${line}`);
    else if (now() - toldAt >= QUIET || doneRows === rows) {
      toldAt = now();
      stream.write(`${line}\n`);
    }
  };
  draw();
  return {
    /** @param {number} rowWeight */
    advance(rowWeight) {
      doneRows++;
      doneWeight += rowWeight;
      draw();
    },
    end: () => stream.isTTY && stream.write('\n'),
  };
}

/** @param {number} milliseconds */
export function duration(milliseconds) {
  const seconds = milliseconds / 1000;
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  const minutes = seconds / 60;
  return minutes < 90 ? `${Math.ceil(minutes)} min` : `${(minutes / 60).toFixed(1)} h`;
}
