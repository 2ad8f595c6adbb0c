// As much of `node:fs` as notebooks use, on the files that the page keeps.
import * as files from '../files';

const pathOf = (path: unknown): string => String(path).replace(/^file:\/\//, '');

function content(text: string, options: unknown): string | Uint8Array {
  const encoding =
    typeof options === 'string' ? options : (options as { encoding?: string } | undefined)?.encoding;
  if (encoding) return text;
  if (!text.startsWith(BYTES)) return new TextEncoder().encode(text);
  return Uint8Array.from(atob(text.slice(BYTES.length)), (letter) => letter.charCodeAt(0));
}

/** How a file begins that is no text: files are kept as texts. */
const BYTES = 'data:application/octet-stream;base64,';

function textOf(data: unknown): string {
  if (!ArrayBuffer.isView(data)) return String(data);
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    let binary = '';
    for (const byte of bytes) binary += String.fromCharCode(byte);
    return BYTES + btoa(binary);
  }
}

let folders = 0;

export const existsSync = (path: unknown): boolean => files.exists(pathOf(path));
export const readFileSync = (path: unknown, options?: unknown): string | Uint8Array =>
  content(files.read(pathOf(path)), options);
export const writeFileSync = (path: unknown, data: unknown): void => files.write(pathOf(path), textOf(data));
export const appendFileSync = (path: unknown, data: unknown): void =>
  files.write(pathOf(path), (existsSync(path) ? files.read(pathOf(path)) : '') + textOf(data));
export const readdirSync = (path: unknown): string[] => files.list(pathOf(path));
export const rmSync = (path: unknown, options?: { force?: boolean }): void => {
  if (!options?.force && !existsSync(path)) files.read(pathOf(path));
  files.remove(pathOf(path));
};
export const unlinkSync = (path: unknown): void => rmSync(path);
export const renameSync = (from: unknown, to: unknown): void => files.rename(pathOf(from), pathOf(to));
/** Folders come with their files. */
export const mkdirSync = (): undefined => undefined;
export const mkdtempSync = (start: string): string => `${start}${String(++folders).padStart(6, '0')}`;
export const statSync = (
  path: unknown,
): { size: number; mode: number; isFile(): boolean; isDirectory(): boolean } => {
  const folder = !isFile(path);
  const size = folder ? 0 : new TextEncoder().encode(files.read(pathOf(path))).length;
  return { size, mode: 0o644, isFile: () => !folder, isDirectory: () => folder };
};

function isFile(path: unknown): boolean {
  try {
    files.read(pathOf(path));
    return true;
  } catch (error) {
    if (existsSync(path)) return false;
    throw error;
  }
}

export const readFile = async (path: unknown, options?: unknown): Promise<string | Uint8Array> =>
  readFileSync(path, options);
export const writeFile = async (path: unknown, data: unknown): Promise<void> => writeFileSync(path, data);
export const appendFile = async (path: unknown, data: unknown): Promise<void> => appendFileSync(path, data);
export const readdir = async (path: unknown): Promise<string[]> => readdirSync(path);
export const rm = async (path: unknown, options?: { force?: boolean }): Promise<void> =>
  rmSync(path, options);
export const unlink = async (path: unknown): Promise<void> => unlinkSync(path);
export const rename = async (from: unknown, to: unknown): Promise<void> => renameSync(from, to);
export const mkdir = async (): Promise<undefined> => undefined;
export const mkdtemp = async (start: string): Promise<string> => mkdtempSync(start);
export const stat = async (path: unknown): Promise<ReturnType<typeof statSync>> => statSync(path);
export const access = async (path: unknown): Promise<void> => void statSync(path);
/** There are no links: no file is one, and each path is the real one. */
export const readlink = async (path: unknown): Promise<string> => {
  throw Object.assign(new Error(`EINVAL: invalid argument, readlink '${pathOf(path)}'`), { code: 'EINVAL' });
};
export const realpath = async (path: unknown): Promise<string> => pathOf(path);
/** A file that is open: it is there when it is written. */
export const open = async (path: unknown) => ({
  writeFile: async (data: unknown) => writeFileSync(path, data),
  readFile: async (options?: unknown) => readFileSync(path, options),
  sync: async () => undefined,
  chmod: async () => undefined,
  close: async () => undefined,
});

/** What `node:fs/promises` has. */
export const promises = {
  readFile,
  writeFile,
  appendFile,
  readdir,
  rm,
  unlink,
  rename,
  mkdir,
  mkdtemp,
  stat,
  access,
  readlink,
  realpath,
  open,
};
