// A page without a notebook, on which `npm run live` runs the cells of all notebooks.
import { createKernel } from './kernelClient';

Object.assign(globalThis, { createKernel });
