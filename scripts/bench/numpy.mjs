// Finds a Python that has NumPy; the course itself does not need it.
import { spawnSync } from 'node:child_process';
import { places } from '../setup/places.mjs';
import { Missing } from './peers.mjs';

/** @returns {string} the command */
export function pythonWithNumpy() {
  const names = [process.env.PYTHON ?? '', places().python, 'python3', 'python'].filter(Boolean);
  const found = names.find((name) => spawnSync(name, ['-c', 'import numpy']).status === 0);
  if (found === undefined) throw new Missing('no Python with NumPy was found');
  return found;
}
