// Files from strangers: checkpoints and certificates, spoiled in every way that fast-check thinks of.
import { describe, expect, it } from 'vitest';
import { createRng } from '../../lib/src/core/random';
import { createOptimizer } from '../../lib/src/neural/optimizers';
import { certify } from '../../lib/src/proof/certify';
import { checkCertificate } from '../../lib/src/proof/checkCertificate';
import { thresholdAdder } from '../../lib/src/proof/handBuilt';
import { plainNetwork } from '../../lib/src/proof/network';
import { additionMachine } from '../../lib/src/tasks/machines';
import { parseCheckpoint, serialize } from '../../lib/src/training/checkpoint';
import { checksumOf } from '../../lib/src/training/checkpointFields';
import { fc } from '../helpers/fastCheck';
import { NIGHT, withinASecond } from '../helpers/night';
import { inherited } from '../helpers/prototypes';

/** By day a sample; by night all. */
const TRIES = NIGHT ? 100_000 : 1500;
const PATIENT = NIGHT ? 3_000_000 : 1_200_000;

const hostile = fc.oneof(
  fc.constantFrom<unknown[]>(
    ...[null, true, '', '__proto__', 'constructor', {}, [], [[]], { length: 9 }, '9'.repeat(400)],
    ...[0, -0, -1, 0.5, 1e-320, 1e308, 2 ** 31 - 1, 2 ** 53, -(2 ** 31), 1e100],
  ),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.jsonValue({ maxDepth: 2 }),
);
const keys = fc.constantFrom('__proto__', 'constructor', 'prototype', 'toString', 'length', 'name', '0', '');

type Json = Record<string, unknown>;
/** Where to go: at each level a share of the keys. */
interface Change {
  readonly way: readonly number[];
  readonly how: 'replace' | 'remove' | 'add' | 'double';
  readonly key: string;
  readonly value: unknown;
}
const change: fc.Arbitrary<Change> = fc.record({
  way: fc.array(fc.double({ min: 0, max: 0.999999, noNaN: true }), { minLength: 1, maxLength: 6 }),
  how: fc.constantFrom('replace', 'remove', 'add', 'double'),
  key: keys,
  value: hostile,
});

/** Changes one place of a piece of plain data, in place. */
function spoilInPlace(data: unknown, { way, how, key, value: shared }: Change): void {
  const value: unknown = typeof shared === 'object' ? JSON.parse(JSON.stringify(shared)) : shared; // later changes go inside
  let at = data as Json;
  for (const [level, share] of way.entries()) {
    const names = Object.keys(at);
    const name = names[Math.floor(share * names.length)];
    if (name === undefined) return;
    const next = at[name];
    if (level < way.length - 1 && typeof next === 'object' && next !== null) {
      at = next as Json;
      continue;
    }
    if (how === 'replace') at[name] = value;
    else if (how === 'remove') delete at[name];
    else if (how === 'double' && Array.isArray(next)) at[name] = [...next, ...next];
    // As JSON.parse does it: an own key, whatever its name.
    else if (!Array.isArray(at))
      Object.defineProperty(at, key, { value, enumerable: true, configurable: true, writable: true });
    return;
  }
}

const cleanly = inherited();

describe('files from strangers', () => {
  it(`${TRIES} spoiled checkpoints are refused by name, or are whole`, { timeout: PATIENT }, () => {
    const model = thresholdAdder();
    const optimizer = createOptimizer({ kind: 'adam', learningRate: 0.1 }, model.parameters.flat.length);
    const text = serialize(model, { optimizer, rng: createRng(1), step: 7 });
    let refused = 0;
    fc.assert(
      fc.property(
        fc.array(change, { minLength: 1, maxLength: 3 }),
        fc.boolean(),
        withinASecond((changes: Change[], forged: boolean) => {
          const data = JSON.parse(text) as Json;
          for (const each of changes) spoilInPlace(data, each);
          // A forger would put the checksum right.
          const bare = { ...data };
          delete bare['checksum'];
          if (forged) data['checksum'] = checksumOf(bare);
          try {
            const loaded = parseCheckpoint(JSON.stringify(data));
            expect(loaded.model.parameters.flat.every(Number.isFinite)).toBe(true);
            expect(Number.isSafeInteger(loaded.step)).toBe(true);
          } catch (error) {
            refused++;
            expect(String(error)).toMatch(/^(RangeError|TypeError): parseCheckpoint: /);
          }
        }),
      ),
      { numRuns: TRIES },
    );
    expect(refused).toBeGreaterThan(TRIES / 2);
    expect(inherited()).toEqual(cleanly);
  });

  it(
    `${TRIES} spoiled certificates get a verdict, and never that a network is proved which is not`,
    { timeout: PATIENT },
    () => {
      const network = plainNetwork(thresholdAdder());
      const found = certify(network, additionMachine);
      if (!found.proved) throw new Error('not proved any more');
      const text = JSON.stringify(found.certificate);
      let refused = 0;
      fc.assert(
        fc.property(
          fc.array(change, { minLength: 1, maxLength: 3 }),
          withinASecond((changes: Change[]) => {
            const certificate = JSON.parse(text) as Json;
            for (const each of changes) spoilInPlace(certificate, each);
            const check = checkCertificate(certificate as never, network, additionMachine);
            if (check.proved) {
              // What was changed is then nothing that the proof is about, or claims less.
              expect(certificate['network']).toEqual(network);
              expect(check.margin).toBeLessThanOrEqual(0.5);
            } else {
              refused++;
              expect(check.reason).not.toBe('');
            }
          }),
        ),
        { numRuns: TRIES },
      );
      expect(refused).toBeGreaterThan(TRIES / 2);
      expect(inherited()).toEqual(cleanly);
    },
  );
});
