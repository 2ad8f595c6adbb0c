import { failures } from './failures.mjs';

/**
 * `lab`: options for JupyterLab itself
 * @typedef {{ browser: boolean, port: number | undefined, setupOnly: boolean, help: boolean,
 *   lab: string[] }} Options
 */

export const HELP = `npm start [-- OPTIONS]

From a fresh clone to JupyterLab at the first notebook; the second time in seconds.

  --no-browser   serve, print the address, and open no browser
  --port N       listen on this port of 127.0.0.1 (otherwise on a free one)
  --setup-only   install everything, then end without serving
  --help         print this
  -- OPTIONS     what follows a second -- goes to JupyterLab: npm start -- -- --ServerApp.allow_origin='*'

PYTHON=path      in the environment: the Python to make JupyterLab's environment with
JUPYTER_TOKEN    in the environment: the token of the address (otherwise a random one)`;

/**
 * @param {string[]} args what follows `npm start --`
 * @returns {Options}
 * @throws SetupFailure for an unknown option or a port that is not one
 */
export function parseOptions(args) {
  /** @type {Options} */
  const options = { browser: true, port: undefined, setupOnly: false, help: false, lab: [] };
  const rest = args.flatMap((arg) => (arg.startsWith('--port=') ? ['--port', arg.slice(7)] : [arg]));
  while (rest.length > 0) {
    const option = rest.shift();
    if (option === '--') options.lab = rest.splice(0);
    else if (option === '--no-browser') options.browser = false;
    else if (option === '--setup-only') options.setupOnly = true;
    else if (option === '--help' || option === '-h') options.help = true;
    else if (option === '--port') options.port = parsePort(rest.shift());
    else throw failures.badOption(`There is no option "${option}".`);
  }
  return options;
}

/** @param {string | undefined} text */
function parsePort(text) {
  if (text === undefined) throw failures.badOption('--port needs a number after it.');
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65535 || Number(text) < 1) {
    throw failures.badOption(`--port takes a number from 1 to 65535, not "${text}".`);
  }
  return Number(text);
}
