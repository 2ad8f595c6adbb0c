// Runs groups of cells in one session of the TypeScript kernel, each group as if the kernel had just started.
// Standard input: [{ cells: [source, …] }, …]. Standard output: for each group, what each cell printed, and its errors.
import fs from 'node:fs';
import { openSession } from '../../scripts/kernel/session.mjs';

// Taken before the session makes timers end with their cell: after a stopped cell, this program goes on.
const { setImmediate } = globalThis;
const groups = JSON.parse(fs.readFileSync(0, 'utf8'));
const session = openSession();
const write = process.stdout.write.bind(process.stdout);
let printed = '';
let complaints = '';
process.stdout.write = (/** @type {unknown} */ chunk) => ((printed += chunk), true);
process.stderr.write = (/** @type {unknown} */ chunk) => ((complaints += chunk), true);
process.on('SIGINT', () => session.interrupt());
Object.assign(globalThis, { pressStop: () => process.emit('SIGINT') });

const results = [];
for (const { cells } of groups) {
  session.reset();
  const outputs = [];
  for (const source of cells) {
    [printed, complaints] = ['', ''];
    const ok = await session.execute(source);
    await new Promise((resolve) => setImmediate(resolve));
    outputs.push({ ok, printed, complaints });
  }
  results.push(outputs);
}
write(JSON.stringify(results), () => process.exit(0));
