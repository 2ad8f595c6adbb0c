import { describe, expect, it } from 'vitest';
import * as carry from '../../lib/src';
import * as core from '../helpers/badInputCore';
import * as neural from '../helpers/badInputNeural';
import * as notebook from '../helpers/badInputNotebook';
import * as proof from '../helpers/badInputProof';
import * as tasks from '../helpers/badInputTasks';
import * as tensorflow from '../helpers/badInputTensorflow';
import * as training from '../helpers/badInputTraining';
import { anyAttempt, expectRefusal, type Attempt } from '../helpers/badInput';
import { offeredFunctions } from '../helpers/examples';
import { fc } from '../helpers/fastCheck';
import { NIGHT } from '../helpers/night';

const floors = { core, neural, tasks, training, proof, notebook, tensorflow };

describe.each(Object.entries(floors))('bad input to %s', (floor, { targets, unchecked }) => {
  const all = targets.flatMap(({ name, refuses }) => Object.keys(refuses).map((path) => `${name} ${path}`));
  // By day a dozen of each argument, as chance has it; below, that each had its turn.
  const tries = NIGHT ? 10_000 * targets.length : 12 * all.length;

  it('every public function is tried, or stands in the list of those that do not check, with the reason', () => {
    const tried = new Set([...targets.map(({ name }) => name.split('.')[0]), ...Object.keys(unchecked)]);
    expect(offeredFunctions(floor, carry).filter((name) => !tried.has(name))).toEqual([]);
  });

  it.each(targets.map((target) => [target.name, target] as const))(
    '%s takes its good arguments',
    async (_name, it) => {
      await it.call(it.args() as never);
    },
  );

  it(
    `${tries} bad arguments: each is refused by name, and nothing of the caller changes`,
    { timeout: NIGHT ? 3_000_000 : 1_200_000 },
    async () => {
      const tried = new Set<string>();
      const attempt = anyAttempt(targets);
      await fc.assert(
        fc.asyncProperty(attempt, async (bad: Attempt) => {
          tried.add(`${bad.target.name} ${bad.path}`);
          await expectRefusal(bad);
        }),
        { numRuns: tries },
      );
      expect(all.filter((argument) => !tried.has(argument))).toEqual([]);
    },
  );
});
