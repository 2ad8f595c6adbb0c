// Where the arrows of a drawn machine run.

/** A place in a drawing. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The line of an arrow, and where its label stands. */
export interface ArrowPath {
  readonly line: readonly Point[];
  readonly label: Point;
  /** Where the text lies, seen from that place. */
  readonly side: 'top' | 'middle' | 'bottom';
}

/** Places for n states: from the left, clockwise. */
export function circle(n: number): Point[] {
  if (n === 1) return [{ x: 0, y: -0.3 }];
  return Array.from({ length: n }, (_, s) => {
    const angle = Math.PI - (2 * Math.PI * s) / n;
    return { x: (n === 2 ? 1.2 : 1.1) * Math.cos(angle), y: 1.1 * Math.sin(angle) };
  });
}

/** How far from the middle of a state its arrows begin and end. */
const CLEAR = 0.28;

/** A short arrow from outside into the start. */
export function entry(places: readonly Point[], start: number): ArrowPath {
  const { x, y } = places[start] ?? { x: 0, y: 0 };
  const from = { x: x - 0.85, y: y - 0.25 };
  return { line: [from, { x: x - CLEAR, y: y - 0.08 }], label: from, side: 'middle' };
}

/** A bow from a to b, to the left of the straight way, so that the way back has room. */
export function bow(a: Point, b: Point): ArrowPath {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length = Math.hypot(dx, dy);
  const bend = 0.22 * length;
  const [nx, ny] = [-dy / length, dx / length];
  const cut = CLEAR / length;
  const at = (t: number, lift: number): Point => ({
    x: a.x + t * dx + lift * nx,
    y: a.y + t * dy + lift * ny,
  });
  const steps = Array.from({ length: 21 }, (_, n) => cut + ((1 - 2 * cut) * n) / 20);
  return {
    line: steps.map((t) => at(t, 4 * bend * t * (1 - t))),
    label: at(0.5, bend + 0.14),
    side: 'middle',
  };
}

/** A loop away from the middle of the drawing, its label beyond it, where no other arrow runs. */
export function loop({ x, y }: Point): ArrowPath {
  const below = y < -0.01;
  const outward = below ? -Math.PI / 2 : Math.PI / 2;
  const radius = 0.3;
  const center = { x, y: y + Math.sin(outward) * (CLEAR + 0.7 * radius) };
  const open = 0.9; // half of the gap where the state is
  const line = Array.from({ length: 25 }, (_, n) => {
    const angle = outward + Math.PI - open - ((2 * Math.PI - 2 * open) * n) / 24;
    return { x: center.x + radius * Math.cos(angle), y: center.y + radius * Math.sin(angle) };
  });
  const end = { x, y: center.y + Math.sin(outward) * (radius + 0.05) };
  return { line, label: end, side: below ? 'bottom' : 'top' };
}
