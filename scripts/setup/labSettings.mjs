// JupyterLab's defaults for this course: it asks nothing of the network. A reader can still change them.
import path from 'node:path';
import { readIfThere, writeWhole } from './stamps.mjs';

const SETTINGS = {
  '@jupyterlab/apputils-extension:notification': { fetchNews: 'false', checkForUpdates: false },
  '@jupyterlab/extensionmanager-extension:plugin': { enabled: false },
};

// Tools inside .venv (JupyterLab brings a yarn) must not take the course's "type": "module" for theirs.
const BOUNDARY = { private: true, type: 'commonjs' };

/** @param {import('./run.mjs').Context} context */
export async function writeLabSettings({ places }) {
  writeIfOther(places.labSettings, SETTINGS);
  writeIfOther(path.join(places.venv, 'package.json'), BOUNDARY);
}

/** @param {string} file @param {object} content */
function writeIfOther(file, content) {
  const text = `${JSON.stringify(content, null, 2)}\n`;
  if (readIfThere(file) !== text) writeWhole(file, text);
}
