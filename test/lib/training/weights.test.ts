import fs from 'node:fs';
import { expect, it } from 'vitest';
import * as carry from '../../../lib/src/index';
import { trainAll } from '../../fixtures/weights/train.mjs';

interface Trained {
  readonly name: string;
  readonly loss: number;
  readonly weight: number;
  readonly hash: string;
}

const kept = JSON.parse(
  fs.readFileSync(new URL('../../fixtures/weights/weights.json', import.meta.url), 'utf8'),
) as Trained[];

it('training gives the weights that it gave before, to the last bit', () => {
  expect(trainAll(carry)).toEqual(kept);
});
