// What a cell's error says: the name, the message, and the lines of cells that led to it; nothing of the kernel's own.
import { CellSyntaxError, SLOT } from './compile';
import type { Failure } from './protocol';

/**
 * Reads an error.
 *
 * @param error - what was thrown
 * @param cellOf - the cell of a script's address, or undefined for the kernel's own
 */
export function failureOf(error: unknown, cellOf: (address: string) => string | undefined): Failure {
  if (error instanceof CellSyntaxError) {
    return {
      name: error.name,
      message: error.message,
      frames: [],
      ...(error.line !== undefined && { line: error.line }),
    };
  }
  if (!(error instanceof Error)) return { name: 'Thrown', message: String(error), frames: [] };
  const frames = (error.stack ?? '').split('\n').flatMap((line) => {
    // Chromium: `at build (blob:…:3:12)`; Firefox and Safari: `build@blob:…:3:12`.
    const [, before = '', address = '', row = '1'] =
      /^(?:\s*at\s+)?(?:(.*?)(?:\s+\(|@))?((?:blob|https?|file):.*?):(\d+):\d+\)?$/.exec(line) ?? [];
    const cell = cellOf(address);
    const name = before.replace(/^async\s+/, '').replace(/^(?:.*\/)?self\.\w+$/, '');
    return cell === undefined ? [] : [{ name, cell, line: Number(row) }];
  });
  const [first] = frames;
  return {
    name: error.name,
    message: plain(error.message),
    frames,
    ...(first && { line: first.line }),
  };
}

const ESCAPED = SLOT.replaceAll('$', '\\$');
const READ = new RegExp(`\\(0\\s*,\\s*${ESCAPED}([\\w$]+)\\.value\\)|${ESCAPED}([\\w$]+)\\.value`, 'g');

/** The reader's own names in place of the compiled ones. */
const plain = (message: string): string =>
  message.replace(READ, (_, called: string, read: string) => called ?? read);

/** The text of an error as a notebook stores it. */
export const textOf = ({ name, message, frames }: Failure): string =>
  [
    `${name}: ${message}`,
    ...frames.map(
      (frame) => `    at ${frame.name === '' ? '' : `${frame.name} `}(${frame.cell}:${frame.line})`,
    ),
    '',
  ].join('\n');
