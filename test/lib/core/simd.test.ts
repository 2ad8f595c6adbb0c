import fs from 'node:fs';
import wabt from 'wabt';
import { expect, it } from 'vitest';
import { SIMD } from '../../../lib/src/core/simd';

it('the bytes in simd.ts are simd.wat, assembled', async () => {
  const { parseWat } = await wabt();
  const text = fs.readFileSync(new URL('../../../lib/src/core/simd.wat', import.meta.url), 'utf8');
  const { buffer } = parseWat('simd.wat', text, { simd: true }).toBinary({});
  expect(SIMD.replaceAll('\n', '')).toBe(Buffer.from(buffer).toString('hex'));
});
