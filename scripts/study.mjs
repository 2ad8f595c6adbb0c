// `npm run study`: runs the studies of data/studies, on as many workers as you like.
import { onSupportedNode } from './setup/node.mjs';

onSupportedNode(() => import('./study/main.mjs'));
