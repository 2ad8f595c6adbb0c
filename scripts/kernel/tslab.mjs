// The TypeScript kernel that JupyterLab starts: tslab, on a transport that holds nothing back.
import { createRequire } from 'node:module';
import { sendAtOnce } from './sendAtOnce.mjs';

const require = createRequire(import.meta.url);
const { Publisher, Router } = createRequire(require.resolve('tslab/package.json'))('zeromq');

sendAtOnce([Publisher, Router]);
require('tslab/dist/main.js').main();
