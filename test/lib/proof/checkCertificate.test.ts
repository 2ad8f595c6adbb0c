import { describe, expect, it } from 'vitest';
import type { Certificate } from '../../../lib/src/proof/certificate';
import { certify } from '../../../lib/src/proof/certify';
import { checkCertificate } from '../../../lib/src/proof/checkCertificate';
import { createStepBounds } from '../../../lib/src/proof/stepBounds';
import { stateAfter } from '../../../lib/src/proof/checkedStep';
import { fc } from '../../helpers/fastCheck';
import { forgeries, type Writable } from '../../helpers/forgeries';
import { provable, prove } from '../../helpers/provable';

const certificates = ['addition', 'times three', 'addition by an LSTM'].map((name) => prove(provable[name]!));

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

  it('takes no number beyond 1e100, whose sums may overflow in one order and not in another', () => {
    const [genuine] = certificates;
    const heavy = structuredClone(genuine!) as Writable<Certificate>;
    heavy.network.W_xh[0] = 1.1e100;
    const { network, machine } = heavy as Certificate;
    expect(checkCertificate(heavy as Certificate, network, machine)).toMatchObject({
      reason: expect.stringMatching(/a weight beyond 1e100/),
    });
    const wide = structuredClone(genuine!) as Writable<Certificate>;
    wide.boxes[1]!.high[0] = 1.1e100;
    expect(checkCertificate(wide as Certificate, genuine!.network, genuine!.machine)).toEqual({
      ...{ proved: false, reason: 'its sides are no intervals', box: 1 },
    });
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

  it('with a tolerance, accepts boxes that have room for it, and no others', () => {
    for (const { network, machine } of certificates) {
      const tolerance = 2 ** -12;
      const found = certify(network, machine, { tolerance, mostK: 3 });
      if (!found.proved) continue;
      const check = (options: object): boolean =>
        checkCertificate(found.certificate, network, machine, options).proved;
      expect(check({ tolerance: 0.999 * tolerance })).toBe(true);
      expect(check({ tolerance: 4 * tolerance })).toBe(false);
      expect(check({ tolerance: 0.999 * tolerance, unitRoundoff: 2 ** -53 })).toBe(true);
      expect(check({ unitRoundoff: 2 ** -53 })).toBe(false); // a device that rounds, and no room for it
      for (const unitRoundoff of [1, NaN, -1]) expect(check({ tolerance, unitRoundoff })).toBe(false);
      for (const wrong of [-1, NaN, Infinity, '0', null]) expect(check({ tolerance: wrong })).toBe(false);
    }
    expect(
      certificates.some(
        ({ network, machine }) => certify(network, machine, { tolerance: 2 ** -12, mostK: 3 }).proved,
      ),
    ).toBe(true);
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
