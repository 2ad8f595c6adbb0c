import { describe, expect, it } from 'vitest';
import { unrolledNetwork, type UnrolledNetwork } from '../../../notebooks/pictures/unrolledNetwork';

const picture = (over: Partial<UnrolledNetwork> = {}) =>
  unrolledNetwork({
    title: '3 + 1 = 100',
    inputs: [
      { name: 'a', bits: [1, 1, 0] },
      { name: 'b', bits: [1, 0, 0] },
    ],
    states: [
      [0.9, 0.1],
      [0.8, 0.2],
      [0.3, 0.7],
    ],
    memory: { name: 'carry', bits: [1, 1, 0] },
    outputs: { name: 'sum', values: [0.04, 0, 0.93] },
    alt: 'Three steps.',
    ...over,
  });

describe('unrolledNetwork(picture)', () => {
  it('has a frame for none of the steps done, one, … all', () => {
    expect(picture().frames?.map(({ name }) => name)).toEqual(['0', '1', '2', '3']);
  });

  it('shows states and outputs of the steps that are done, and hides the others', () => {
    const { frames } = picture();
    const [states, , outputs, memory] = frames?.[1]?.data ?? [];
    expect(states?.['z']).toEqual([
      [0.9, null, null],
      [0.1, null, null],
    ]);
    expect(outputs?.['text']).toEqual(['0.04', '?', '?']);
    expect(memory?.['text']).toEqual(['1', '']);
    expect(frames?.[3]?.data[2]?.['text']).toEqual(['0.04', '0', '0.93']);
  });

  it('opens before the first step, so that the outputs can be guessed', () => {
    expect(picture().data[2]?.['text']).toEqual(['?', '?', '?']);
  });

  it('draws a carry in amber', () => {
    const memory = picture().frames?.[3]?.data[3]?.['marker'] as { color: string[] };
    expect(memory.color).toEqual(['#E69F00', '#E69F00']);
  });

  it('throws when lists differ in length or are empty', () => {
    expect(() => picture({ states: [[1]] })).toThrow(
      'unrolledNetwork: lists of 1, 3, 3, 3, 3 steps, expected one length, at least 1',
    );
    const none = {
      inputs: [],
      states: [],
      memory: { name: '', bits: [] },
      outputs: { name: '', values: [] },
    };
    expect(() => picture(none)).toThrow('expected one length, at least 1');
  });
});
