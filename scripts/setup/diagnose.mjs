// Why did npm, pip or a file operation fail? Read off what it said.
import { failures, SetupFailure } from './failures.mjs';

const SIGNS = {
  disk: /ENOSPC|EDQUOT|No space left on device|not enough space on the disk|Disk quota exceeded/i,
  network: new RegExp(
    [
      'ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT',
      'EIDLETIMEOUT|UNABLE_TO_(GET|VERIFY)|SELF_SIGNED_CERT|CERTIFICATE_VERIFY_FAILED',
      'NewConnectionError|NameResolutionError|ConnectTimeoutError|ReadTimeoutError|ProxyError|SSLError',
      'Max retries exceeded|Name or service not known|Temporary failure in name resolution',
      'Proxy Authentication Required|E407|dns error|error sending request|Network is unreachable',
    ].join('|'),
    'i',
  ),
  readOnly: /EROFS|EACCES|EPERM|Read-only file system|Permission denied/i,
};

/**
 * @param {string} step what was being done, for the sentence
 * @param {string} output all that the tool printed
 * @param {string} folder the course's folder
 * @returns {SetupFailure}
 */
export function diagnose(step, output, folder) {
  if (SIGNS.disk.test(output)) return failures.diskFull(folder);
  if (SIGNS.network.test(output)) return failures.noNetwork(step, lineWith(SIGNS.network, output));
  if (SIGNS.readOnly.test(output)) return failures.readOnly(folder);
  return failures.stepFailed(step, lastLines(output, 20));
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
