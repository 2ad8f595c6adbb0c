// `npm run native`: builds the native TensorFlow binding where its download is refused.
import { onSupportedNode } from './setup/node.mjs';

onSupportedNode(() => import('./native/main.mjs'));
