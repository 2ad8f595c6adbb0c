// Finds a browser for pictures and browser tests, and starts it.
import fs from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const WINDOWS = ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'];
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  // For all users, or for one; Edge comes with Windows.
  ...['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA'].flatMap((variable) => {
    const folder = process.env[variable];
    return folder ? WINDOWS.map((program) => `${folder}\\${program}`) : [];
  }),
];
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * @returns {string | undefined} the browser named by the environment variable CHROMIUM, or one found on this machine
 */
export function findChromium() {
  const named = process.env['CHROMIUM'];
  if (named) return named;
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  const candidates = folders.flatMap((folder) => NAMES.map((name) => path.join(folder, name)));
  return [...candidates, ...PLACES].find((candidate) => fs.existsSync(candidate));
}

/**
 * @returns {Promise<import('playwright-core').Browser>}
 * @throws when there is no Chromium
 */
export async function launchChromium() {
  const executablePath = findChromium();
  if (!executablePath)
    throw new Error('No Chromium found. Install one, or name it in the environment variable CHROMIUM.');
  return chromium.launch({ executablePath, args: FLAGS });
}
