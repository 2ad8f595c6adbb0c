// `npm test`: from a fresh clone to the verdict. The last line is always "N passed, N failed".
import { onSupportedNode } from './setup/node.mjs';

onSupportedNode(() => import('./testing/main.mjs'), '0 passed, 1 failed');
