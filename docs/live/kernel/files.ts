// The files that cells see: what the course brings, and what cells write, which the page keeps for the next visit.

const files = new Map<string, string>();
let changed: (path: string, text: string | null) => void = () => undefined;

/** Sets who is told of files that cells write (or remove: null). */
export function onFileChange(listener: typeof changed): void {
  changed = listener;
}

let site: string | undefined;

/** Brings files, by their path from the course's folder; others of `data/` are fetched from the site. */
export function addFiles(given: Readonly<Record<string, string>>, from?: string): void {
  site = from;
  for (const [path, text] of Object.entries(given)) files.set(path, text);
}

/** Notebooks lie in `notebooks/`, and that is where relative paths begin. */
const HOME = ['notebooks'];

/** A path from the course's folder: `../data/x.csv` and `/course/data/x.csv` are both `data/x.csv`. */
export function normalize(path: string): string {
  const parts: string[] = path.startsWith('/') ? [] : [...HOME];
  for (const each of path.replace(/^\/course(?=\/|$)/, '').split('/')) {
    if (each === '..') parts.pop();
    else if (each !== '' && each !== '.') parts.push(each);
  }
  return parts.join('/');
}

function missing(call: string, path: string): Error {
  const known = [...files.keys()].filter((name) => name.startsWith('data/')).join(', ');
  const error = new Error(
    `ENOENT: no such file or directory, ${call} '${path}'. In the browser there are: ${known || 'no files yet'}.`,
  );
  return Object.assign(error, { code: 'ENOENT', path });
}

const FOLDERS = ['', 'notebooks', 'data'];

export const exists = (path: string): boolean => {
  const name = normalize(path);
  const isFolder = FOLDERS.includes(name) || [...files.keys()].some((each) => each.startsWith(`${name}/`));
  return isFolder || files.has(name) || fetchNow(name) !== undefined;
};

export function read(path: string): string {
  const name = normalize(path);
  const text = files.get(name) ?? fetchNow(name);
  if (text === undefined) throw missing('open', path);
  return text;
}

/** Notebooks read files without waiting, and so does this. */
function fetchNow(name: string): string | undefined {
  if (site === undefined || !name.startsWith('data/')) return undefined;
  const request = new XMLHttpRequest();
  request.open('GET', `${site}assets/live/${name}.js`, false);
  request.send();
  const [, content] =
    request.status === 200 ? (/^carryLive\("[^"]*",(.*)\);?$/s.exec(request.responseText) ?? []) : [];
  if (content === undefined) return undefined;
  const text = String(JSON.parse(content));
  files.set(name, text);
  return text;
}

export function write(path: string, text: string): void {
  files.set(normalize(path), text);
  changed(normalize(path), text);
}

export function remove(path: string): void {
  const name = normalize(path);
  for (const each of [...files.keys()]) {
    if (each !== name && !each.startsWith(`${name}/`)) continue;
    files.delete(each);
    changed(each, null);
  }
}

export function rename(from: string, to: string): void {
  write(to, read(from));
  remove(from);
}

export function list(path: string): string[] {
  const folder = normalize(path);
  const start = folder === '' ? '' : `${folder}/`;
  const inside = [...files.keys()].filter((name) => name.startsWith(start));
  if (inside.length === 0) throw missing('scandir', path);
  return [...new Set(inside.map((name) => name.slice(start.length).split('/')[0] ?? ''))].sort();
}
