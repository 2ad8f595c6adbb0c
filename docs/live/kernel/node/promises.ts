// `node:fs/promises` for the library, which takes its functions one by one.
import { promises } from './fs';

export const {
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
} = promises;
