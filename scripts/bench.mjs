// `npm run bench`: our trainer beside C, NumPy and TensorFlow.js on the same work, as ratios.
import { onSupportedNode } from './setup/node.mjs';

onSupportedNode(() => import('./bench/main.mjs'));
