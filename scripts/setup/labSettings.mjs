// JupyterLab's defaults for this course: it asks nothing of the network. A reader can still change them.
import { readIfThere, writeWhole } from './stamps.mjs';

const SETTINGS = {
  '@jupyterlab/apputils-extension:notification': { fetchNews: 'false', checkForUpdates: false },
  '@jupyterlab/extensionmanager-extension:plugin': { enabled: false },
};

/** @param {import('./run.mjs').Context} context */
export async function writeLabSettings({ places }) {
  const text = `${JSON.stringify(SETTINGS, null, 2)}\n`;
  if (readIfThere(places.labSettings) !== text) writeWhole(places.labSettings, text);
}
