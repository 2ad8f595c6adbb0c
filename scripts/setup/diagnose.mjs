// Why did npm, pip or a file operation fail? Read off what it said.
import path from 'node:path';
import { failures, SetupFailure } from './failures.mjs';

// Codes begin a word: in "ModuleNotFoundError" stands no ENOTFOUND.
const SIGNS = {
  disk: /\bENOSPC|\bEDQUOT|No space left on device|not enough space on the disk|Disk quota exceeded/i,
  network: new RegExp(
    [
      '\\b(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH)|ERR_SOCKET_TIMEOUT',
      '\\bEIDLETIMEOUT|UNABLE_TO_(GET|VERIFY)|SELF_SIGNED_CERT|CERTIFICATE_VERIFY_FAILED',
      'NewConnectionError|NameResolutionError|ConnectTimeoutError|ReadTimeoutError|ProxyError|SSLError',
      'Max retries exceeded|Name or service not known|Temporary failure in name resolution',
      'Proxy Authentication Required|\\bE407|dns error|error sending request|Network is unreachable',
    ].join('|'),
    'i',
  ),
  // pip's own words; behind them stand the package, the hash that was expected and the one that was got.
  otherFile: /DO NOT MATCH THE HASHES.*\n([^]*)/,
  readOnly: /\b(?:EROFS|EACCES|EPERM)|Read-only file system|Permission denied/i,
};

/**
 * @param {string} step what was being done, for the sentence
 * @param {string} output all that the tool printed
 * @param {string} folder the course's folder
 * @returns {SetupFailure}
 */
export function diagnose(step, output, folder) {
  if (SIGNS.disk.test(output)) return failures.diskFull(folder);
  const other = SIGNS.otherFile.exec(output)?.[1];
  if (other !== undefined) return failures.otherFile(other.trimEnd());
  if (SIGNS.network.test(output)) return failures.noNetwork(step, lineWith(SIGNS.network, output));
  if (SIGNS.readOnly.test(output)) return readOnly(step, output, folder);
  return failures.stepFailed(step, lastLines(output, 20));
}

/**
 * What a tool could not write need not be in the course's folder: npm keeps its downloads in the reader's home.
 * @param {string} step @param {string} output @param {string} folder
 */
function readOnly(step, output, folder) {
  const named = /^npm (?:error|ERR!) path (.+)$/m.exec(output) ?? /Permission denied: '([^']+)'/.exec(output);
  const place = named?.[1]?.trim();
  return place === undefined || place === folder || place.startsWith(folder + path.sep)
    ? failures.readOnly(folder)
    : failures.readOnlyElsewhere(step, place);
}

/**
 * The compiler that could not write is no compiler that is not content.
 * @param {string} output @param {string} folder
 */
export function diagnoseBuild(output, folder) {
  if (SIGNS.disk.test(output)) return failures.diskFull(folder);
  if (SIGNS.readOnly.test(output)) return failures.readOnly(folder);
  return failures.libraryBroken(lastLines(output, 30));
}

/**
 * Turns an error of the file system into a sentence; anything else is a fault of ours and stays as it is.
 * @param {unknown} error
 * @param {string} folder
 * @returns {unknown}
 */
export function diagnoseError(error, folder) {
  if (!(error instanceof Error) || error instanceof SetupFailure || !('code' in error)) return error;
  if (['ENOSPC', 'EDQUOT'].includes(String(error.code))) return failures.diskFull(folder);
  if (['EROFS', 'EACCES', 'EPERM'].includes(String(error.code))) return failures.readOnly(folder);
  return error;
}

/**
 * The line that says most: one with the address, if there is one.
 * @param {RegExp} sign
 * @param {string} output
 */
function lineWith(sign, output) {
  const lines = output.split('\n').filter((line) => sign.test(line));
  return (lines.find((line) => line.includes('://')) ?? lines[0])?.trim();
}

/** @param {string} output @param {number} count */
export const lastLines = (output, count) => output.trimEnd().split('\n').slice(-count).join('\n');
