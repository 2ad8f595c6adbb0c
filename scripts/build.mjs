// Compiles lib/src into lib/dist. The new folder replaces the old one only when the compiler is content,
// so that a broken edit never takes away the library that the notebooks are using.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { libraryFingerprint } from './setup/library.mjs';
import { places } from './setup/places.mjs';

const { root, library, libraryStamp } = places();
const dist = path.dirname(libraryStamp);
const fresh = path.join(library, `dist.${process.pid}`);
// By its path: node_modules/.bin/tsc is the older compiler that tslab brings along.
const tsc = path.join(root, 'node_modules', 'typescript', 'bin', 'tsc');

// Taken first: an edit made while the compiler runs must not count as built.
const stamp = libraryFingerprint(root);
const { status } = spawnSync(process.execPath, [tsc, '-p', 'lib', '--outDir', fresh], {
  cwd: root,
  stdio: 'inherit',
});
if (status === 0) {
  fs.writeFileSync(path.join(fresh, path.basename(libraryStamp)), stamp);
  fs.rmSync(dist, { recursive: true, force: true });
  fs.renameSync(fresh, dist);
} else {
  fs.rmSync(fresh, { recursive: true, force: true });
  process.exitCode = 1;
}
