// Finds in a cell's outputs what does not belong into a committed notebook: paths, names and times of a machine.
import os from 'node:os';
import { textOf } from './notebookFile.mjs';
import { TIME } from './outputs.mjs';

/** @typedef {import('./notebookFile.mjs').Output} Output */

const PATHS = /(?:\/(?:home|Users|root|tmp|opt|mnt|var|work|workspaces)\/|[A-Z]:\\)[^\s"']*/;

/** Empty in a container whose user has a number only. */
function userName() {
  try {
    return os.userInfo().username;
  } catch {
    return '';
  }
}

/** The verdict on an exercise names the minutes it takes, which are the same everywhere. @param {Output} output */
const sayMinutes = (output) =>
  output.output_type !== 'stream' &&
  /** @type {{ exercise?: string } | undefined} */ (output.metadata?.['carry'])?.exercise !== undefined;

/** @param {Output} output @param {string} root @returns {string[]} */
export function lintOutput(output, root) {
  const texts =
    output.output_type === 'stream'
      ? [output.text]
      : Object.entries(output.data).flatMap(([mime, value]) => (mime.startsWith('text/') ? [value] : []));
  const text = texts.map(textOf).join('\n');
  const user = userName();
  const problems = [];
  const found = PATHS.exec(text)?.[0] ?? (text.includes(root) ? root : undefined);
  if (found) problems.push(`shows a path of this machine: ${found.slice(0, 80)}`);
  // Short names, and root, are ordinary words too.
  if (user.length > 4 && text.includes(user)) problems.push(`shows a user's name: ${user}`);
  const time = sayMinutes(output) ? undefined : text.match(TIME)?.[0];
  if (time) problems.push(`shows a time: ${time} (use startProgress, or tag the cell timing)`);
  return problems;
}
