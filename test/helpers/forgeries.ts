import type { Certificate } from '../../lib/src/proof/certificate';

/** Data whose parts can be written to. */
export type Writable<Value> = Value extends object
  ? { -readonly [Key in keyof Value]: Writable<Value[Key]> }
  : Value;

/** What a forger may do, with a number from [0, 1) that says where. */
export const forgeries: Record<string, (forged: Writable<Certificate>, where: number) => void> = {
  'shrinks a side of a box'({ boxes }, where) {
    const box = boxes[1 + Math.floor(where * (boxes.length - 1))]!; // box 0 may be the start alone
    const sides = box.low.length;
    const side = Math.floor(where * 1000) % sides;
    const width = box.high[side]! - box.low[side]!;
    if (where < 0.5) box.low[side]! += 0.01 * width + 1e-6;
    else box.high[side]! -= 0.01 * width + 1e-6;
  },
  'moves a box'({ boxes }, where) {
    const box = boxes[Math.floor(where * boxes.length)]!;
    const by = (where < 0.5 ? 1 : -1) * 1e-4;
    box.low = box.low.map((end) => end + by);
    box.high = box.high.map((end) => end + by);
  },
  'makes a box huge'({ boxes }, where) {
    const box = boxes[Math.floor(where * boxes.length)]!;
    box.low = box.low.map(() => -1);
    box.high = box.high.map(() => 1);
  },
  'turns a box inside out'({ boxes }, where) {
    const box = boxes[1 + Math.floor(where * (boxes.length - 1))]!;
    [box.low, box.high] = [box.high, box.low];
  },
  'drops a transition'({ boxes }, where) {
    boxes[Math.floor(where * boxes.length)]!.next.pop();
  },
  'redirects a transition'({ boxes }, where) {
    const { next } = boxes[Math.floor(where * boxes.length)]!;
    const input = Math.floor(where * 1000) % next.length;
    next[input] = (next[input]! + 1) % boxes.length;
  },
  'drops the last box'({ boxes }) {
    boxes.pop();
  },
  'changes a key'({ boxes }, where) {
    const box = boxes[Math.floor(where * boxes.length)]!;
    box.before = (box.before + 1) % 2;
  },
  'forgets an input of a key'({ boxes }, where) {
    boxes[1 + Math.floor(where * (boxes.length - 1))]!.inputs.pop();
  },
  'changes an output of the machine'({ machine }, where) {
    const row = machine.output[Math.floor(where * machine.states)]!;
    const input = Math.floor(where * 1000) % row.length;
    row[input] = 1 - row[input]!;
  },
  'changes a step of the machine'({ machine }, where) {
    const row = machine.next[Math.floor(where * machine.states)]!;
    const input = Math.floor(where * 1000) % row.length;
    row[input] = (row[input]! + 1) % machine.states;
  },
  'swaps two weights'({ network }, where) {
    const W = network.W_hh;
    const [i, j] = [0, 1 + Math.floor(where * (W.length - 1))];
    [W[i], W[j]] = [W[j]!, W[i]!];
  },
  'changes a weight in its last bit'({ network }, where) {
    const W = where < 0.5 ? network.W_xh : network.W_hy;
    const i = Math.floor(where * W.length);
    W[i] = W[i]! * (1 + 2 ** -52) || 1e-9;
  },
  'exchanges two boxes'({ boxes }, where) {
    const n = 1 + Math.floor(where * (boxes.length - 2));
    [boxes[n], boxes[n + 1]] = [boxes[n + 1]!, boxes[n]!];
  },
  'makes the start box narrower than the start'({ boxes }, where) {
    boxes[0]!.low[Math.floor(where * boxes[0]!.low.length)] = 1e-12;
  },
  'moves the threshold'({ network }) {
    network.threshold += 1e-3;
  },
  'overstates the margin'(forged, where) {
    forged.margin += 1e-3 + where;
  },
  'claims the margin NaN'(forged) {
    forged.margin = NaN;
  },
  'puts NaN into a box'({ boxes }, where) {
    boxes[Math.floor(where * boxes.length)]!.high[0] = NaN;
  },
  'calls itself another version'(forged) {
    (forged as { version: number }).version = 2;
  },
};
