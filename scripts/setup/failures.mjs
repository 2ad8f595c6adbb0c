// Everything that can go wrong while setting up: one sentence each, and what to do about it.
// `section` is the heading in docs/troubleshooting.md that says more; a test compares the two lists.
// A Node too old for the course still reads this file, so its syntax stays that of Node 12.

/** An error that a reader can mend: printed without a stack trace. */
export class SetupFailure extends Error {
  /**
   * @param {string} section the heading's anchor in docs/troubleshooting.md
   * @param {string} sentence what is wrong
   * @param {string} remedy what to do
   * @param {string} [detail] what the tool that failed said
   */
  constructor(section, sentence, remedy, detail) {
    super(sentence);
    this.section = section;
    this.remedy = remedy;
    this.detail = detail;
  }
}

/** The set-up was ended by Ctrl+C or a signal: nothing to mend. */
export class Interrupted extends Error {
  constructor() {
    super('Stopped before the end. Nothing is broken: the next start picks up where this one stopped.');
  }
}

/** Makes each failure from what was found. */
export const failures = {
  /** @param {string} found */
  nodeTooOld: (found) =>
    new SetupFailure(
      'node-too-old',
      `Node ${found} will not do: the course needs Node 20.19, 22.13, 24 or newer.`,
      'Install a current one (nodejs.org, or "nvm install 22"), then run the command again.',
    ),
  npmMissing: () =>
    new SetupFailure(
      'npm-missing',
      'Node is here, but its package manager npm was not found.',
      'Install npm (it comes with Node from nodejs.org; on Debian: "apt-get install npm").',
    ),
  pythonMissing: () =>
    new SetupFailure(
      'python-missing',
      'No Python was found; JupyterLab needs Python 3.10 or newer.',
      'Install it (python.org; on Debian: "apt-get install python3 python3-venv"), or point the variable PYTHON at one.',
    ),
  /** @param {string} named */
  pythonNamedWrongly: (named) =>
    new SetupFailure(
      'python-missing',
      `The variable PYTHON names ${named}, which is not there or is no Python.`,
      'Point it at a Python 3.10 or newer, or unset it, and the course looks for one by itself.',
    ),
  /** @param {string} found */
  pythonTooOld: (found) =>
    new SetupFailure(
      'python-too-old',
      `Python ${found} is too old: JupyterLab needs Python 3.10 or newer.`,
      'Install a newer one beside it; if it has an unusual name, point the variable PYTHON at it.',
    ),
  /** @param {string} found */
  venvMissing: (found) =>
    new SetupFailure(
      'no-venv-module',
      `Python ${found} is here, but without its venv module, which the course's own environment needs.`,
      'Install it (on Debian and Ubuntu: "apt-get install python3-venv"), or install uv.',
    ),
  /** @param {string} what @param {string} [detail] */
  noNetwork: (what, detail) =>
    new SetupFailure(
      'no-network',
      `${what} could not be downloaded: the network cannot be reached.`,
      'Check the connection. Behind a proxy, set HTTPS_PROXY; npm and pip settings you already have are used.',
      detail,
    ),
  /** @param {string} detail */
  otherFile: (detail) =>
    new SetupFailure(
      'another-file-than-was-tested',
      'A Python package that was downloaded is not the file that the course was tested with.',
      'Nothing of it was installed. Run the command again; if it says the same, "pip config list" names the mirror that serves it: use another.',
      detail,
    ),
  /** @param {string} folder */
  diskFull: (folder) =>
    new SetupFailure(
      'disk-full',
      `The disk that holds ${folder} is full.`,
      'Free about 1.5 GB, then run the command again: what was half done is done anew.',
    ),
  /** @param {string} folder */
  readOnly: (folder) =>
    new SetupFailure(
      'read-only-folder',
      `The folder ${folder} cannot be written to.`,
      'Clone the course into a folder of your own, or mend the permissions of this one.',
    ),
  /** @param {string} step @param {string} place */
  readOnlyElsewhere: (step, place) =>
    new SetupFailure(
      'read-only-folder',
      `This step could not write to ${place}: ${step}.`,
      'Mend its permissions, or name another folder: "npm config set cache DIR" for npm, PIP_CACHE_DIR for pip.',
    ),
  /** @param {number} port @param {string} reason */
  portUnusable: (port, reason) =>
    new SetupFailure(
      'port-in-use',
      `Port ${port} on 127.0.0.1 ${reason}.`,
      'Choose another with "npm start -- --port N", or leave --port out and a free one is taken.',
    ),
  /** @param {string} message */
  badOption: (message) =>
    new SetupFailure(
      'unknown-option',
      message,
      'Ask for the options with "npm start -- --help" or "npm test -- --help".',
    ),
  /** @param {string} detail */
  libraryBroken: (detail) =>
    new SetupFailure(
      'the-library-does-not-compile',
      'The library in lib/src does not compile.',
      'Mend the errors below; "git diff lib" shows what was changed, "git checkout lib" takes it back.',
      detail,
    ),
  /** @param {string} step @param {string} detail */
  stepFailed: (step, detail) =>
    new SetupFailure(
      'a-step-failed',
      `This step failed: ${step}.`,
      'Its last lines are below. Run the command again: a failed step is always done anew.',
      detail,
    ),
};

/**
 * The text that a reader sees for an error.
 * @param {unknown} error
 * @returns {string}
 */
export function explain(error) {
  if (error instanceof Interrupted) return error.message;
  if (!(error instanceof SetupFailure)) {
    return String((error instanceof Error && error.stack) || error);
  }
  const lines = [error.message, `  What to do: ${error.remedy}`];
  lines.push(`  More: docs/troubleshooting.md#${error.section}`);
  if (error.detail) lines.push(...error.detail.split('\n').map((line) => `  | ${line}`));
  return lines.join('\n');
}
