import { describe, expect, it } from 'vitest';
import { automaton } from '../../../../lib/src/notebook/figures/automaton';
import { colorOf } from '../../../../lib/src/notebook/figures/style';
import { additionMachine, parityMachine, timesThreeMachine } from '../../../../lib/src/tasks/machines';

const heading = { title: 'A machine', alt: 'circles and arrows' };

describe('automaton(drawing)', () => {
  it('has one arrow for each pair of states with a step, labeled input/output, and one into the start', () => {
    const { data } = automaton({ ...heading, machine: additionMachine });
    const [lines, heads, labels, dots] = data;
    expect((heads?.['x'] as number[]).length).toBe(5); // into the start, 0→0, 0→1, 1→0, 1→1
    expect((lines?.['x'] as unknown[]).filter((value) => value === null)).toHaveLength(5);
    expect(labels?.['text']).toEqual(['', '00/0, 01/1, 10/1', '11/0', '00/1', '01/0, 10/0, 11/1']);
    expect(dots?.['text']).toEqual(['0', '1']);
    expect((dots?.['marker'] as { color: string[] }).color).toEqual([colorOf(0), colorOf(1)]);
  });

  it('mentions every input of every state once, also with three states', () => {
    const { data } = automaton({ ...heading, machine: timesThreeMachine });
    const labels = (data[2]?.['text'] as string[]).flatMap((text) => text.split(/<br>|, /)).filter(Boolean);
    expect(labels.sort()).toEqual(['0/0', '0/0', '0/1', '1/0', '1/1', '1/1']);
  });

  it('keeps lines finite and out of the states, for one to six states', () => {
    for (let states = 1; states <= 6; states++) {
      const next = Array.from({ length: states }, (_, s) => [s, (s + 1) % states]);
      const machine = { ...parityMachine, states, next, output: next };
      const [lines] = automaton({ ...heading, machine }).data;
      const values = (lines?.['x'] as (number | null)[]).filter((value) => value !== null);
      expect(values.every(Number.isFinite)).toBe(true);
    }
  });

  it('throws when names are missing', () => {
    expect(() => automaton({ ...heading, machine: timesThreeMachine, stateNames: ['a'] })).toThrow(
      'automaton: 1 names, expected one for each of 3 states',
    );
  });
});
