// A program that saves checkpoints until it is killed: node saveForEver.mjs FILE STEP
import { saveCheckpoint, loadCheckpoint } from 'carry';

const [file = '', step = '0'] = process.argv.slice(2);
const { model } = await loadCheckpoint(file);
process.send?.('saving');
for (let next = Number(step) + 1; ; next++) await saveCheckpoint(file, model, { step: next });
