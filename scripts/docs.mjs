// `npm run docs`: builds the site into docs/site and judges it. `-- --serve` then shows it on 127.0.0.1.
import { onSupportedNode } from './setup/node.mjs';

onSupportedNode(() => import('./docs/main.mjs'), '0 passed, 1 failed');
