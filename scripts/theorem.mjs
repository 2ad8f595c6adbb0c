// `npm run theorem`: certificates become Coq files, and Coq checks them.
import { onSupportedNode } from './setup/node.mjs';

onSupportedNode(() => import('./theorem/main.mjs'));
