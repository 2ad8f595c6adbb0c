import { describe, expect, it } from 'vitest';
import type { Certificate } from '../../../lib/src/proof/certificate';
import { certify } from '../../../lib/src/proof/certify';
import { checkCertificate, type CheckOptions } from '../../../lib/src/proof/checkCertificate';
import { thresholdAdder } from '../../../lib/src/proof/handBuilt';
import { plainNetwork, type PlainNetwork } from '../../../lib/src/proof/network';
import { additionMachine, parityMachine } from '../../../lib/src/tasks/machines';
import type { Writable } from '../../helpers/forgeries';
import { seededModel } from '../../helpers/models';

const adder = plainNetwork(thresholdAdder());
const genuine = certificateFor(adder);

function certificateFor(network: PlainNetwork): Certificate {
  const found = certify(network, additionMachine);
  if (found.proved) return found.certificate;
  throw new Error('certificateFor: not proved');
}

/** What the checker says of a certificate that was changed, about the network and the machine that it names. */
function verdict(change: (forged: Writable<Certificate>) => void, options?: CheckOptions) {
  const forged = structuredClone(genuine) as Writable<Certificate>;
  change(forged);
  const { network, machine } = forged as Certificate;
  return checkCertificate(forged as Certificate, network, machine, options);
}

/** A network of which the checker looks only at the kind and the sizes, before anything else. */
const shaped = (network: object) => (forged: Writable<Certificate>) =>
  void Object.assign(forged.network, network);
const lstm = plainNetwork(
  seededModel({ inputSize: 2, cells: [{ kind: 'lstm', hiddenSize: 2 }], outputSize: 1 }, 1),
);

describe('checkCertificate(…) says which demand is not met', () => {
  it('none, by the certificate of an adder of three thresholds, in two boxes', () => {
    expect(genuine.boxes).toHaveLength(2);
    expect(verdict(() => undefined)).toEqual({ proved: true, boxes: 2, margin: genuine.margin });
    expect(verdict((c) => (c.margin = 1e-9)).proved).toBe(true);
    const widest = verdict((c) => (c.boxes[1]!.high[2] = 1e100)); // is an interval, out of which a step leads
    expect(widest).not.toMatchObject({ reason: 'its sides are no intervals' });
  });

  it.each<[string, (forged: Writable<Certificate>) => unknown]>([
    ['this is no certificate, version 1', (c) => ((c as { format: string }).format = 'a certificate')],
    ['this is no certificate, version 1', (c) => ((c as { version: number }).version = 2)],
    ['it has no boxes, or no whole number k', (c) => (c.boxes = [])],
    ['it has no boxes, or no whole number k', (c) => (c.k = 0.5)],
    ['it claims no margin to speak of', (c) => (c.margin = 0.9e-9)],
    ['it claims no margin to speak of', (c) => (c.margin = Infinity)],
    ['it claims no margin to speak of', (c) => (c.margin = NaN)],
    ['an input is no vector of numbers', (c) => (c.machine.inputs = [[0, 0], [0, 1], [1, 0], [1, Infinity]])], // prettier-ignore
    ['it is no RNN or LSTM', shaped({ cell: 'gru' })],
    ['it is no RNN or LSTM', shaped({ activation: 'relu' })],
    ['it is no RNN or LSTM', shaped({ ...lstm, activation: 'sigmoid' })],
    ['it is no RNN or LSTM', shaped({ W_xh: [...adder.W_xh, 0] })],
    ['it is no RNN or LSTM', shaped({ W_hh: adder.W_hh.slice(1) })],
    ['it is no RNN or LSTM', shaped({ b_h: [...adder.b_h, 0] })],
    ['it is no RNN or LSTM', shaped({ W_hy: [...adder.W_hy, 0] })],
    ['it is no RNN or LSTM', shaped({ b_y: [0, 0] })],
    ['it is no RNN or LSTM', shaped({ b_y: [1.1e100] })],
    ['it is no RNN or LSTM', shaped({ threshold: -1.1e100 })],
    ['it is no RNN or LSTM', shaped({ threshold: NaN })],
    ['it is no RNN or LSTM', shaped({ ...lstm, b_h: lstm.b_h.slice(2) })],
  ])('as a whole: %s', (reason, change) => {
    const check = verdict(change);
    expect(check).toEqual({ proved: false, reason: expect.stringContaining(reason) });
  });

  it.each<[number, string, (forged: Writable<Certificate>) => unknown]>([
    [1, 'its key is impossible', (c) => (c.boxes[1]!.before = 2)],
    [1, 'its key is impossible', (c) => (c.boxes[1]!.before = 0.5)],
    [1, 'its key is impossible', (c) => (c.boxes[1]!.before = -1)],
    [1, 'its key is impossible', (c) => (c.boxes[1]!.inputs = [0])], // longer than k = 0
    [1, 'its key has an unknown input', (c) => ((c.k = 1), (c.boxes[1]!.inputs = [4]))],
    [1, 'it does not have 3 sides', (c) => c.boxes[1]!.low.pop()],
    [1, 'it does not have 3 sides', (c) => c.boxes[1]!.high.push(1)],
    [1, 'its sides are no intervals', (c) => (c.boxes[1]!.low[0] = c.boxes[1]!.high[0]! + 1e-9)],
    [1, 'its sides are no intervals', (c) => (c.boxes[1]!.low[0] = -1.1e100)],
    [1, 'its sides are no intervals', (c) => (c.boxes[1]!.high[2] = 1.1e100)],
    [1, 'its sides are no intervals', (c) => (c.boxes[1]!.low[1] = NaN)],
    [0, 'the first box does not hold the start', (c) => (c.boxes[0]!.before = 1)],
    [0, 'the first box does not hold the start', (c) => ((c.k = 1), (c.boxes[0]!.inputs = [0]))],
    [0, 'the first box does not hold the start', (c) => (c.boxes[0]!.low[0] = c.boxes[0]!.high[0] = 1e-9)],
    [0, 'the first box does not hold the start', (c) => (c.boxes[0]!.low[2] = c.boxes[0]!.high[2] = -1e-9)],
    [0, 'a step leads nowhere (input 1)', (c) => (c.boxes[0]!.next[1] = 2)],
    [0, 'a step leads to a box with another key (input 1)', (c) => (c.boxes[0]!.next[1] = 1)],
    [1, 'a step leads to a box with another key (input 0)', (c) => (c.boxes[1]!.next[0] = 1)],
    [0, 'an output may be closer to the threshold than claimed, or wrong (input 0)', (c) => (c.margin = 1)],
    [
      0,
      'an output may be closer to the threshold than claimed, or wrong (input 1)',
      (c) => (c.machine.output[0]![1] = 0),
    ],
    [
      0,
      'an output may be closer to the threshold than claimed, or wrong (input 2)',
      (c) => (c.machine.output[0]![2] = 2),
    ],
  ])('box %i: %s', (box, reason, change) => {
    expect(verdict(change)).toEqual({ proved: false, reason, box });
  });

  it('of a box from which a step leads out, on either side', () => {
    for (const side of ['low', 'high'] as const) {
      const check = verdict((c) => {
        const { low, high } = c.boxes[1]!;
        const [from, to] = side === 'low' ? [high, low] : [low, high];
        from.forEach((end, i) => (to[i] = end)); // a box without width
      });
      expect(check).toMatchObject({ proved: false, reason: expect.stringMatching(/^a step leaves box 1 /) });
    }
  });

  it('that it is about another network, or another machine', () => {
    const other = { ...adder, b_y: [adder.b_y[0]! + 2 ** -40] };
    expect(checkCertificate(genuine, other, additionMachine)).toEqual({
      proved: false,
      reason: 'it is about another network',
    });
    expect(checkCertificate(genuine, adder, parityMachine)).toEqual({
      proved: false,
      reason: 'it is about another machine',
    });
    const more = { ...additionMachine, note: 1 };
    expect(checkCertificate(genuine, adder, more)).toEqual({
      proved: false,
      reason: 'it is about another machine',
    });
  });

  it('of the tolerance and of the device', () => {
    for (const tolerance of [-1e-300, NaN, 1.1e100, '0' as unknown as number]) {
      expect(verdict(() => undefined, { tolerance })).toEqual({
        proved: false,
        reason: 'the tolerance is no number from 0 on',
      });
    }
    expect(verdict(() => undefined, { tolerance: 0.5 })).toMatchObject({
      proved: false,
      reason: expect.stringMatching(/^a step leaves box/),
    });
    expect(verdict(() => undefined, { unitRoundoff: 2 ** -24 })).toMatchObject({
      proved: false,
      reason: expect.stringMatching(/^the device may be off by \S+ in one step, more than is tolerated$/),
    });
    expect(verdict(() => undefined, { unitRoundoff: 0 }).proved).toBe(true);
  });
});
