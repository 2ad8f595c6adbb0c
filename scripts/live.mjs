// `npm run live [-- file …]`: runs the notebooks in the browser's kernel.
import { onSupportedNode } from './setup/node.mjs';

onSupportedNode(() => import('./live/main.mjs'), '0 passed, 1 failed');
