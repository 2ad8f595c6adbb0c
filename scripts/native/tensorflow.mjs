// TensorFlow's C library, out of the wheel that pip installs for Python: a wheel is a zip file.
import fs from 'node:fs';
import path from 'node:path';
import { candidates } from '../setup/python.mjs';
import { ask, run, timed } from '../setup/run.mjs';
import { readIfThere, writeWhole } from '../setup/stamps.mjs';
import { findPip } from './machine.mjs';
import { TENSORFLOW } from './nativePlaces.mjs';

/** @typedef {import('./main.mjs').NativeContext} NativeContext */

// The wheel's own libraries, under their names, and the few headers of the C interface.
const UNPACK = `
import sys, zipfile, glob, os, shutil
wheel, out = sys.argv[1:]
headers = ('tensorflow/c/', 'tensorflow/core/platform/', 'tsl/', 'xla/tsl/')
libraries = ('libtensorflow_cc.so.2', 'libtensorflow_framework.so.2')
with zipfile.ZipFile(glob.glob(os.path.join(wheel, '*.whl'))[0]) as archive:
  for name in archive.namelist():
    top, _, rest = name.partition('/')
    if top != 'tensorflow': continue
    kind, _, inner = rest.partition('/')
    if rest in libraries: target = os.path.join(out, 'lib', rest)
    elif kind == 'include' and inner.endswith('.h') and inner.startswith(headers): target = os.path.join(out, rest)
    else: continue
    os.makedirs(os.path.dirname(target), exist_ok=True)
    with archive.open(name) as source, open(target, 'wb') as file: shutil.copyfileobj(source, file, 1 << 20)
`;

/** The names under which the binding looks for the libraries. */
const LINKS = {
  'libtensorflow.so': 'libtensorflow_cc.so.2',
  'libtensorflow.so.2': 'libtensorflow_cc.so.2',
  'libtensorflow_framework.so': 'libtensorflow_framework.so.2',
};

/** @param {NativeContext} context */
export async function fetchTensorFlow(context) {
  const { folder, tensorflow, tensorflowStamp } = context.native;
  if (readIfThere(tensorflowStamp) === TENSORFLOW) return;
  const [command = '', ...first] = findPip([[context.places.python], ...candidates()]);
  const fresh = path.join(folder, 'new');
  const wheel = path.join(folder, 'wheel');
  for (const old of [fresh, wheel, tensorflow]) fs.rmSync(old, { recursive: true, force: true });
  try {
    await timed(context, `Fetching TensorFlow ${TENSORFLOW}`, () =>
      run(context, 'TensorFlow', command, [...first, ...pipArguments(wheel)], {
        env: pipEnvironment(command),
      }),
    );
    await timed(context, 'Unpacking its libraries', () =>
      run(context, 'unpacking TensorFlow', command, [...first, '-c', UNPACK, wheel, fresh]),
    );
    for (const [link, target] of Object.entries(LINKS)) fs.symlinkSync(target, path.join(fresh, 'lib', link));
    fs.renameSync(fresh, tensorflow);
    writeWhole(tensorflowStamp, TENSORFLOW);
  } finally {
    for (const old of [fresh, wheel]) fs.rmSync(old, { recursive: true, force: true });
  }
}

/** The wheel alone: of the Python packages that it asks for, none is needed. @param {string} wheel */
function pipArguments(wheel) {
  const quiet = ['--no-input', '--disable-pip-version-check'];
  const only = ['--no-deps', '--only-binary', ':all:', '--dest', wheel];
  return ['-m', 'pip', 'download', ...quiet, ...only, `tensorflow-cpu==${TENSORFLOW}`];
}

/** pip's own five retries make a closed network look like a hang. @param {string} command */
function pipEnvironment(command) {
  const chosen =
    process.env['PIP_RETRIES'] ?? /retries=/.test(ask(command, ['-m', 'pip', 'config', 'list']) ?? '');
  return chosen ? {} : { PIP_RETRIES: '1' };
}
