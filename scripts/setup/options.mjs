import { parseArgs } from 'node:util';
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
  const end = args.includes('--') ? args.indexOf('--') : args.length;
  const { port, ...values } = read(args.slice(0, end));
  return {
    browser: !values['no-browser'],
    port: port === undefined ? undefined : parsePort(port),
    setupOnly: values['setup-only'],
    help: values.help,
    lab: args.slice(end + 1),
  };
}

/** @param {string[]} args */
function read(args) {
  const no = /** @type {const} */ ({ type: 'boolean', default: false });
  const help = /** @type {const} */ ({ ...no, short: 'h' });
  try {
    return parseArgs({
      args,
      options: { 'no-browser': no, 'setup-only': no, help, port: { type: 'string' } },
    }).values;
  } catch (error) {
    throw failures.badOption(error instanceof Error ? error.message : String(error));
  }
}

/** @param {string} text */
function parsePort(text) {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65535 || Number(text) < 1) {
    throw failures.badOption(`--port takes a number from 1 to 65535, not "${text}".`);
  }
  return Number(text);
}
