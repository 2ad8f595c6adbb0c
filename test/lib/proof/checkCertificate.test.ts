import { describe, expect, it } from 'vitest';
import type { Certificate } from '../../../lib/src/proof/certificate';
import { checkCertificate } from '../../../lib/src/proof/checkCertificate';
import { createStepBounds } from '../../../lib/src/proof/stepBounds';
import { stateAfter } from '../../../lib/src/proof/checkedStep';
import { fc } from '../../helpers/fastCheck';
import { provable, prove } from '../../helpers/provable';

/** Certificates whose parts can be written to. */
type Writable<Value> = Value extends object
  ? { -readonly [Key in keyof Value]: Writable<Value[Key]> }
  : Value;

const certificates = ['addition', 'times three', 'addition by an LSTM'].map((name) => prove(provable[name]!));

/** What a forger may do, with a number from [0, 1) that says where. */
const forgeries: Record<string, (forged: Writable<Certificate>, where: number) => void> = {
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

describe('checkCertificate(certificate, network, machine)', () => {
  it('rejects 4,000 tampered certificates, each for a reason', () => {
    let tried = 0;
    const place = fc.double({ min: 0, max: 0.999999, noNaN: true });
    for (const [name, forge] of Object.entries(forgeries)) {
      fc.assert(
        fc.property(fc.constantFrom(...certificates), place, (genuine, where) => {
          const forged = structuredClone(genuine) as Writable<Certificate>;
          forge(forged, where);
          const check = checkCertificate(forged as Certificate, genuine.network, genuine.machine);
          expect(check.proved, name).toBe(false);
          if (!check.proved) expect(check.reason.length).toBeGreaterThan(10);
          tried++;
        }),
        { numRuns: 200 },
      );
    }
    expect(tried).toBe(4000);
  });

  it('is not fooled when network and machine are forged alike: then the steps give it away', () => {
    for (const name of [
      'changes an output of the machine',
      'changes a step of the machine',
      'swaps two weights',
    ]) {
      for (const genuine of certificates) {
        for (const where of [0.05, 0.3, 0.6, 0.9]) {
          const forged = structuredClone(genuine) as Writable<Certificate>;
          forgeries[name]!(forged, where);
          const check = checkCertificate(forged as Certificate, forged.network, forged.machine);
          expect(check.proved, `${name} at ${where}`).toBe(false);
        }
      }
    }
  });

  it('says what is wrong, and with which box', () => {
    const [genuine] = certificates;
    const { network, machine } = genuine!;
    const forged = structuredClone(genuine!) as Writable<Certificate>;
    forged.boxes[3]!.high[2]! -= 0.5;
    const check = checkCertificate(forged as Certificate, network, machine);
    expect(check).toMatchObject({ proved: false, box: expect.any(Number) });
    expect(check).toMatchObject({ reason: expect.stringMatching(/no intervals|leaves box 3/) });
    const another = { ...network, W_hh: network.W_hh.map((w) => w + 1) };
    expect(checkCertificate(genuine!, another, machine)).toEqual({
      ...{ proved: false, reason: 'it is about another network' },
    });
  });

  it.each([
    ['null', null],
    ['a number', 7],
    ['an empty object', {}],
    ['a certificate without boxes', { ...certificates[0], boxes: [] }],
    ['boxes that are no boxes', { ...certificates[0], boxes: [null, 3] }],
    [
      'a key that is a word',
      { ...certificates[0], boxes: [{ ...certificates[0]!.boxes[0], before: 'length' }] },
    ],
  ])('rejects %s', (_name, rubbish) => {
    const { network, machine } = certificates[0]!;
    expect(checkCertificate(rubbish as never, network, machine).proved).toBe(false);
  });

  it('its arithmetic and that of the search agree to 1e-12, though written apart', () => {
    for (const { network, boxes, machine } of certificates) {
      const bounds = createStepBounds(network);
      for (const { low, high } of boxes) {
        const box = { low: Float64Array.from(low), high: Float64Array.from(high) };
        const image = bounds.step(box, machine.inputs[1]!);
        const checked = stateAfter(
          network,
          low.map((end, i) => [end, high[i]!]),
          machine.inputs[1]!,
        );
        checked.forEach(([l, h], i) => {
          expect(Math.abs(l - image.low[i]!)).toBeLessThan(1e-12);
          expect(Math.abs(h - image.high[i]!)).toBeLessThan(1e-12);
        });
      }
    }
  });
});
