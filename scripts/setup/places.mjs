import path from 'node:path';

/** @typedef {ReturnType<typeof places>} Places */

/** The course's own folder. */
export const ROOT = path.resolve(import.meta.dirname, '../..');

/**
 * Where everything lives. All of it is inside the course's folder: nothing global is written.
 * A stamp lies inside the folder that it vouches for, so that both go together.
 * @param {string} [root]
 */
export function places(root = ROOT) {
  const windows = process.platform === 'win32';
  const venv = path.join(root, '.venv');
  const modules = path.join(root, 'node_modules');
  const state = path.join(root, '.setup');
  return {
    root,
    state,
    lock: path.join(state, 'lock'),
    jupyterState: path.join(state, 'jupyter'),
    modules,
    packageLock: path.join(root, 'package-lock.json'),
    packagesStamp: path.join(modules, '.carry-stamp'),
    library: path.join(root, 'lib'),
    libraryStamp: path.join(root, 'lib', 'dist', '.carry-stamp'),
    requirements: path.join(root, 'requirements.txt'),
    requirementsLock: path.join(root, 'scripts', 'setup', 'requirements.lock'),
    venv,
    python: windows ? path.join(venv, 'Scripts', 'python.exe') : path.join(venv, 'bin', 'python'),
    venvStamp: path.join(venv, '.carry-stamp'),
    kernel: path.join(venv, 'share', 'jupyter', 'kernels', 'tslab'),
    renderer: path.join(venv, 'share', 'jupyter', 'labextensions', 'carry-plotly'),
    rendererSource: path.join(root, 'scripts', 'jupyter'),
    labSettings: path.join(venv, 'share', 'jupyter', 'lab', 'settings', 'overrides.json'),
    firstNotebook: 'notebooks/00-break-the-adder.ipynb',
  };
}
