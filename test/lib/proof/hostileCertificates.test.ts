import { describe, expect, it } from 'vitest';
import type { Certificate } from '../../../lib/src/proof/certificate';
import { certify } from '../../../lib/src/proof/certify';
import { checkCertificate } from '../../../lib/src/proof/checkCertificate';
import { thresholdAdder } from '../../../lib/src/proof/handBuilt';
import { plainNetwork, type PlainNetwork } from '../../../lib/src/proof/network';
import { additionMachine } from '../../../lib/src/tasks/machines';
import type { MealyMachine } from '../../../lib/src/tasks/mealy';

/** A task with one input, to which the answer is always 0, a network that answers b_y, and their certificate. */
const silence: MealyMachine = {
  ...{ name: 'silence', states: 1, start: 0, inputs: [[0]], next: [[0]], output: [[0]] },
};
const silent: PlainNetwork = {
  ...{ cell: 'rnn', activation: 'tanh', inputSize: 1, hiddenSize: 1 },
  ...{ W_xh: [0], W_hh: [0], b_h: [0], W_hy: [0], b_y: [-1], threshold: 0 },
};
const silentLstm = { cell: 'lstm', W_xh: [0, 0, 0, 0], W_hh: [0, 0, 0, 0], b_h: [0, 0, 0, 0] };
const box = { before: 0, inputs: [], low: [-1e-9], high: [1e-9], next: [0] };
const genuine: Certificate = {
  ...{ format: 'carry certificate', version: 1, network: silent, machine: silence },
  ...{ k: 0, boxes: [box], margin: 0.5 },
};

/** What the checker says when certificate, network and machine are changed alike, as only a forger would. */
function verdictOn(changes: object, network: object = {}, machine: object = {}): boolean {
  const [about, task] = [
    { ...silent, ...network },
    { ...silence, ...machine },
  ];
  const forged = { ...genuine, network: about, machine: task, ...changes };
  return checkCertificate(forged as never, about as never, task as never).proved;
}

describe('checkCertificate against forgers who know it', () => {
  it('is not asked about an LSTM with sigmoid, which is refused before', () => {
    const network = { ...silent, ...silentLstm, activation: 'sigmoid' } as PlainNetwork;
    expect(() => certify(network, silence)).toThrow("the network's activation is");
  });

  it('accepts what they begin with', () => {
    expect(verdictOn({})).toBe(true);
    const memory = { ...box, low: [-1e-9, -1e-9], high: [1e-9, 1e-9] };
    expect(verdictOn({ boxes: [memory] }, silentLstm)).toBe(true);
  });

  it.each([
    ['an activation that no step here knows', { activation: 'relu' }],
    ['the name of something every object has', { activation: 'toString' }],
    ['a cell that no step here knows', { cell: 'gru' }],
    ['an LSTM with sigmoid', { ...silentLstm, activation: 'sigmoid' }],
    ['weights whose sizes are wrong but add up', { W_xh: [0, 0], W_hh: [] }],
    ['two output biases and no output weight', { W_hy: [], b_y: [-1, 0] }],
    ['an infinite weight', { W_hh: [Infinity] }],
    ['a weight that is a word', { W_xh: ['0'] }],
    ['a weight NaN', { W_xh: [NaN] }],
    ['an infinite threshold', { threshold: Infinity }],
  ])('a network with %s', (_name, change) => {
    const parts = 'cell' in change && change.cell === 'lstm' ? 2 : 1;
    const zeros = (end: number): number[] => new Array<number>(parts).fill(end);
    const boxes = [{ ...box, low: zeros(-1e-9), high: zeros(1e-9) }];
    expect(verdictOn({ boxes }, change)).toBe(false);
  });

  it.each([
    ['a margin that is a word', { margin: '0.5' }],
    ['a margin that is a list', { margin: [0.5] }],
    ['a margin of nothing', { margin: 0 }],
    ['a margin below what a sigmoid can show', { margin: 1e-12 }],
    ['an infinite margin', { margin: Infinity }],
    ['k infinite', { k: Infinity }],
    ['k one half', { k: 0.5 }],
    ['boxes that are a word', { boxes: 'box' }],
    ['an infinite box', { boxes: [{ ...box, low: [-Infinity] }] }],
    ['a box whose middle overflows', { boxes: [{ ...box, low: [-1.7e308], high: [1.7e308] }] }],
    ['ends that are words', { boxes: [{ ...box, low: ['-1'], high: ['1'] }] }],
    ['holes where ends should be', { boxes: [{ ...box, low: new Array(1), high: new Array(1) }] }],
    ['a step to a name that every list has', { boxes: [{ ...box, next: ['length'] }] }],
    ['a step to the prototype', { boxes: [{ ...box, next: ['__proto__'] }] }],
    ['a step to box −1', { boxes: [{ ...box, next: [-1] }] }],
    ['a key of the prototype', { boxes: [{ ...box, before: '__proto__' }] }],
    ['a prototype instead of a key', { boxes: [JSON.parse('{"__proto__":{"before":0}}')] }],
    ['functions, which could change their minds', { boxes: [{ ...box, low: { every: () => true } }] }],
    ['a second box, which nothing reaches, without steps', { boxes: [box, { ...box, next: [] }] }],
  ])('a certificate with %s', (_name, change) => {
    expect(verdictOn(change)).toBe(false);
  });

  it.each([
    ['inputs that are words', { inputs: [['0']] }],
    ['inputs that are too long', { inputs: [[0, 0]] }],
    ['an output that is neither 0 nor 1', { output: [[2]] }],
    ['a step out of the table', { next: [[1]] }],
    ['an empty table', { next: [], output: [] }],
  ])('a machine with %s', (_name, change) => {
    expect(verdictOn({}, {}, change)).toBe(false);
  });

  it('a margin that only rounding makes true: 0.5 − 1e-17 is 0.5 here', () => {
    const near = { b_y: [1e-17], threshold: 0.5 };
    expect(verdictOn({ margin: 0.5 }, near)).toBe(false);
    expect(verdictOn({ margin: 0.499 }, near)).toBe(true);
  });

  it('a certificate that is genuine when it is compared and another when it is used', () => {
    const right = plainNetwork(thresholdAdder());
    const wrong = { ...right, W_hh: right.W_hh.map(() => 0) }; // forgets the carry
    const result = certify(right, additionMachine);
    if (!result.proved) throw new Error('unreachable');
    for (let honest = 0; honest < 4; honest++) {
      let reads = 0;
      const network = { enumerable: true, get: () => (reads++ < honest ? wrong : right) };
      const forged = Object.defineProperty({ ...result.certificate }, 'network', network);
      expect(checkCertificate(forged, wrong, additionMachine).proved, `${honest}`).toBe(false);
    }
    const proxy = new Proxy(result.certificate, {});
    expect(checkCertificate(proxy, right, additionMachine).proved).toBe(false);
  });
});
