// What a peer written in JavaScript does: says "ready", then trains once for each line on standard input.
import readline from 'node:readline';

/** @param {() => Promise<{ ms: number, loss: number }>} train from the first weights through all steps */
export async function answerRounds(train) {
  console.log('ready');
  const lines = readline.createInterface({ input: process.stdin })[Symbol.asyncIterator]();
  while (!(await lines.next()).done) {
    const { ms, loss } = await train();
    console.log(`${ms} ${loss}`);
  }
}

/** @returns {{ it: import('./cases.mjs').Case, file: string, steps: number, checked: number, backend: string }} */
export function task() {
  return JSON.parse(process.argv[2] ?? '{}');
}
