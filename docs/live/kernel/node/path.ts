// As much of `node:path` as notebooks use.

const SPACE = '/course/notebooks';

function normalized(path: string): string {
  const parts: string[] = [];
  for (const each of path.split('/')) {
    if (each === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (each !== '' && each !== '.' && !(each === '..' && path.startsWith('/'))) parts.push(each);
  }
  return (path.startsWith('/') ? '/' : '') + parts.join('/') || '.';
}

export const normalize = normalized;
export const join = (...parts: string[]): string => normalized(parts.filter(Boolean).join('/'));
export const resolve = (...parts: string[]): string => {
  const from = parts.findLastIndex((part) => part.startsWith('/'));
  return join(...(from < 0 ? [SPACE, ...parts] : parts.slice(from)));
};
export const dirname = (path: string): string => {
  const at = path.replace(/\/+$/, '').lastIndexOf('/');
  return at < 0 ? '.' : at === 0 ? '/' : path.slice(0, at);
};
export const basename = (path: string, ending = ''): string => {
  const name = path.replace(/\/+$/, '').split('/').at(-1) ?? '';
  return ending !== '' && name !== ending && name.endsWith(ending) ? name.slice(0, -ending.length) : name;
};
export const extname = (path: string): string => /[^/](\.[^./]*)$/.exec(path)?.[1] ?? '';
export const isAbsolute = (path: string): boolean => path.startsWith('/');
export const relative = (from: string, to: string): string => {
  const [a, b] = [resolve(from).split('/'), resolve(to).split('/')];
  let same = 0;
  while (same < a.length && same < b.length && a[same] === b[same]) same++;
  return [...a.slice(same).map(() => '..'), ...b.slice(same)].join('/');
};
export const sep = '/';
export const delimiter = ':';
const path = { normalize, join, resolve, dirname, basename, extname, isAbsolute, relative, sep, delimiter };
export const posix = path;
export default { ...path, posix: path };
