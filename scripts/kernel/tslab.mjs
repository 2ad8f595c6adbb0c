// The TypeScript kernel that JupyterLab starts: tslab, on a transport that holds nothing back.
import { createRequire } from 'node:module';
import { changeCompilerOptions } from './compilerOptions.mjs';
import { sendAtOnce } from './sendAtOnce.mjs';

const require = createRequire(import.meta.url);
const { Publisher, Router } = createRequire(require.resolve('tslab/package.json'))('zeromq');

// Without it, `if (!result.proved)` tells the two kinds of result apart nowhere but in the tests, which are strict.
// Full strictness would demand a type on every parameter that a reader tries out.
changeCompilerOptions({ strictNullChecks: true });
sendAtOnce([Publisher, Router]);
require('tslab/dist/main.js').main();
