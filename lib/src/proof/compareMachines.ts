import { checkMachine, type MealyMachine } from '../tasks/mealy';

/**
 * The smallest machine that answers like a given one: states that cannot be reached are left out, and states
 * that no sequence of inputs can tell apart become one. They are numbered in the order in which they are met
 * from the start, so that two machines that do the same become the same table.
 *
 * @param machine - any machine
 * @returns a fresh machine
 * @throws RangeError when the machine's table is not complete
 * Source: Moore, "Gedanken-experiments on Sequential Machines" (1956).
 * @example
 * import { minimizeMachine, parityMachine } from 'carry';
 * const twice = { ...parityMachine, states: 4, next: [[0, 3], [3, 0], [2, 1], [1, 2]],
 *   output: [[0, 1], [1, 0], [0, 1], [1, 0]] };
 * minimizeMachine(twice).states; // → 2
 */
export function minimizeMachine(machine: MealyMachine): MealyMachine {
  const { next, output, inputs, start, name } = checkMachine(machine);
  const reached = reachable(machine);
  const groups = alikeStates(machine, reached);
  const representatives: number[] = []; // of each group, in the order of the numbers
  for (const state of reached) representatives[groups.get(state)!] ??= state;
  return {
    name,
    states: representatives.length,
    inputs,
    start: groups.get(start)!, // every state was grouped
    next: representatives.map((state) => next[state]!.map((follower) => groups.get(follower)!)),
    output: representatives.map((state) => [...output[state]!]),
  };
}

/**
 * Groups states that no sequence of inputs can tell apart. They count as alike until something tells them
 * apart: first their outputs, then where they lead.
 *
 * @param machine - a machine with a complete table
 * @param states - the states to group; all that can follow them must be among them
 * @returns the number of each state's group: 0, 1, 2 … in the order in which they appear
 */
export function alikeStates({ next, output }: MealyMachine, states: readonly number[]): Map<number, number> {
  let groups = numbered(states, (state) => output[state]!.join()); // the table is complete
  for (;;) {
    const finer = numbered(states, (state) => [state, ...next[state]!].map((s) => groups.get(s)).join());
    if (new Set(finer.values()).size === new Set(groups.values()).size) return finer;
    groups = finer;
  }
}

/** The states that can be reached, in the order in which a search from the start meets them. */
function reachable({ next, start }: MealyMachine): number[] {
  const met = new Set([start]);
  for (const state of met) for (const follower of next[state]!) met.add(follower); // grows while it is read
  return [...met];
}

/** Numbers the states by what `kind` says of them: 0, 1, 2 … in the order of appearance. */
function numbered(states: readonly number[], kind: (state: number) => string): Map<number, number> {
  const numbers = new Map<string, number>();
  return new Map(
    states.map((state) => {
      const text = kind(state);
      if (!numbers.has(text)) numbers.set(text, numbers.size);
      return [state, numbers.get(text)!]; // just set
    }),
  );
}

/** Whether two machines always answer alike; if not, the shortest inputs on which the last answer differs. */
export type Comparison =
  | { readonly equal: true }
  | {
      readonly equal: false;
      readonly inputs: readonly number[];
      readonly outputs: readonly [number, number];
    };

/**
 * Compares what two machines do, from their starts, on all sequences of all lengths: it is enough to walk
 * through the pairs of states that both can be in at the same time.
 *
 * @param a - a machine
 * @param b - another, with as many inputs
 * @returns equal, or the shortest sequence of inputs that tells them apart with both last outputs
 * @throws RangeError when a table is not complete, or the machines have different numbers of inputs
 * Source: Hopcroft and Karp, "A Linear Algorithm for Testing Equivalence of Finite Automata" (1971).
 * @example
 * import { additionMachine, compareMachines, subtractionMachine } from 'carry';
 * compareMachines(additionMachine, additionMachine).equal; // → true
 * compareMachines(additionMachine, subtractionMachine); // → {"equal":false,"inputs":[1,0],"outputs":[0,1]}
 */
export function compareMachines(a: MealyMachine, b: MealyMachine): Comparison {
  const [I, J] = [checkMachine(a).inputs.length, checkMachine(b).inputs.length];
  if (I !== J) throw new RangeError(`compareMachines: ${I} and ${J} inputs, expected as many of each`);
  interface Pair {
    readonly states: readonly [number, number];
    readonly inputs: readonly number[];
  }
  const pairs: Pair[] = [{ states: [a.start, b.start], inputs: [] }];
  const met = new Set([`${a.start},${b.start}`]);
  for (const { states, inputs } of pairs) {
    const [s, t] = states;
    for (let i = 0; i < I; i++) {
      const outputs: [number, number] = [a.output[s]![i]!, b.output[t]![i]!]; // complete tables
      if (outputs[0] !== outputs[1]) return { equal: false, inputs: [...inputs, i], outputs };
      const following: [number, number] = [a.next[s]![i]!, b.next[t]![i]!];
      if (met.has(following.join())) continue;
      met.add(following.join());
      pairs.push({ states: following, inputs: [...inputs, i] }); // the loop reads on: breadth first
    }
  }
  return { equal: true };
}
