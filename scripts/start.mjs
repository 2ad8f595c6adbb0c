// `npm start`: from a fresh clone to JupyterLab at the first notebook. Needs Node and Python, nothing else.
// The work is in scripts/setup; this file and node.mjs are all that an outdated Node gets to read.
import { onSupportedNode } from './setup/node.mjs';

onSupportedNode(() => import('./setup/start.mjs'));
