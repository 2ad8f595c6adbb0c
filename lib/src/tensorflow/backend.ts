import { checkChoice, checkFunction, checkObject } from '../core/shape';
import { checkTensorFlow } from './checks';
import { registerModelFiles } from './modelFiles';

/** The namespace of TensorFlow.js: what `import * as tf from '@tensorflow/tfjs'` gives. */
export type TensorFlow = typeof import('@tensorflow/tfjs');

/** Who computes: TensorFlow's C library, WebAssembly, or plain JavaScript. */
export type BackendName = 'native' | 'wasm' | 'cpu';

/** How {@link loadTensorFlow} is asked. */
export interface LoadOptions {
  /** The backend that must be used; if left out, the variable CARRY_BACKEND, or the best that is there. */
  readonly backend?: BackendName;
  /** Is given the line that says which backend computes and why; `console.log` if left out. */
  readonly say?: (line: string) => void;
}

/** The backends, the fastest for a network of some size first, under TensorFlow.js's own names. */
const BACKENDS: Readonly<Record<BackendName, string>> = { native: 'tensorflow', wasm: 'wasm', cpu: 'cpu' };
const NAMES = Object.keys(BACKENDS) as readonly BackendName[];
const DESCRIPTIONS: Readonly<Record<BackendName, string>> = {
  native: "with TensorFlow's native library",
  wasm: 'with WebAssembly',
  cpu: 'in plain JavaScript',
};

/**
 * Loads TensorFlow.js, which costs half a second and some memory, and so is not done before it is asked for. The
 * native binding is tried first, then WebAssembly, then plain JavaScript; one line says which it is and why.
 * The environment variable CARRY_BACKEND (native, wasm or cpu) chooses; it can be called again to change over.
 * From then on models can be saved to files, and loaded from them, on every backend: `model.save('file://…')`.
 *
 * @param options - the backend to use, and who is told
 * @returns the namespace `tf`, ready to compute
 * @throws RangeError when there is no such backend
 * @throws Error when the backend that was asked for does not load
 * @example
 * import { loadTensorFlow } from 'carry';
 * const tf = await loadTensorFlow({ backend: 'cpu', say: () => undefined });
 * tf.getBackend(); // → "cpu"
 */
export async function loadTensorFlow(options: LoadOptions = {}): Promise<TensorFlow> {
  checkObject('loadTensorFlow', 'options', options);
  const { backend, say = console.log } = options;
  checkFunction('loadTensorFlow', 'say', say);
  const variable = process.env['CARRY_BACKEND'];
  const asked = backend === undefined ? variable || undefined : backend;
  if (asked !== undefined)
    checkChoice('loadTensorFlow', backend !== undefined ? 'backend' : 'CARRY_BACKEND', asked, NAMES);
  const tf = await loadModule<TensorFlow>('@tensorflow/tfjs');
  registerModelFiles(tf, () => loadModule('node:fs/promises'));
  const failures: string[] = [];
  for (const name of NAMES) {
    if (asked !== undefined && name !== asked) continue;
    const failure = await tryBackend(tf, name);
    if (failure === undefined) {
      const why =
        asked === undefined ? failures.join('; ') || 'the binding is installed' : reasonFor(backend);
      say(`TensorFlow.js ${tf.version_core} computes ${DESCRIPTIONS[name]} (${name}): ${why}.`);
      return tf;
    }
    failures.push(failure);
  }
  throw new Error(`loadTensorFlow: ${failures.join('; ')}`);
}

/**
 * Names the backend that computes now.
 *
 * @param tf - what {@link loadTensorFlow} gave
 * @returns native, wasm or cpu
 * @throws RangeError when it is a backend that this library does not load, such as WebGL
 * @example
 * import { backendOf, loadTensorFlow } from 'carry';
 * backendOf(await loadTensorFlow({ backend: 'wasm', say: () => undefined })); // → "wasm"
 */
export function backendOf(tf: TensorFlow): BackendName {
  checkTensorFlow('backendOf', tf);
  const active = tf.getBackend();
  const name = NAMES.find((known) => BACKENDS[known] === active);
  return checkChoice('backendOf', `the backend ${active}`, name, NAMES);
}

const reasonFor = (backend: BackendName | undefined): string =>
  backend ? 'it was asked for' : 'CARRY_BACKEND asks for it';

/** Makes a backend the active one. Returns undefined, or half a sentence that says why it cannot be. */
async function tryBackend(tf: TensorFlow, name: BackendName): Promise<string | undefined> {
  try {
    if (name === 'native') await loadNative();
    if (name === 'wasm') await loadModule('@tensorflow/tfjs-backend-wasm');
    if (!(await tf.setBackend(BACKENDS[name]))) return `${name} does not start`;
    await tf.ready();
    // The plain backend greets with four lines of advice when it is first used.
    if (name === 'cpu') Object.assign(tf.backend(), { firstUse: false });
    return undefined;
  } catch (error) {
    return explain(name, error);
  }
}

function explain(name: BackendName, error: unknown): string {
  const { code, message } = error as { code?: string; message?: string };
  const cure = name === 'native' ? nativeCure(process) : '';
  const absent =
    code === 'MODULE_NOT_FOUND' || code === 'ERR_MODULE_NOT_FOUND' || /addon module/.test(message ?? '');
  if (absent) return `${name === 'native' ? 'the native binding' : name} is not installed${cure}`;
  const [first = 'for no stated reason'] = (message ?? String(error)).split('\n');
  return `${name} does not load${cure}, ${first}`;
}

/** Where @tensorflow/tfjs-node 4.22 has a ready binding. Nothing is lost without it: see the guide that is named. */
const READY: readonly string[] = ['linux x64', 'darwin x64'];
const SYSTEMS: Readonly<Record<string, string>> = { linux: 'Linux', darwin: 'macOS', win32: 'Windows' };

/** What helps where the binding is missing. */
function nativeCure({ platform, arch }: NodeJS.Process): string {
  if (READY.includes(`${platform} ${arch}`)) return ' (docs/troubleshooting.md says how it is got)';
  const system = SYSTEMS[platform]; // none in a browser
  return system === undefined ? '' : `, and there is no ready one for ${system} on ${arch}`;
}

/** Loads the binding with what it misses in newer versions of Node, and without its running commentary. */
async function loadNative(): Promise<void> {
  process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '2';
  process.env['TF_ENABLE_ONEDNN_OPTS'] ??= '0'; // with it, TensorFlow rounds differently, and says so at length
  const util = await loadModule<Record<string, unknown>>('node:util');
  // Gone since Node 23, and before that they warn of it.
  util['isNullOrUndefined'] = (value: unknown) => value === null || value === undefined;
  util['isArray'] = Array.isArray;
  await loadModule('@tensorflow/tfjs-node');
}

/** Imports a module under a name that no bundler follows; a CommonJS module comes as its own `exports`. */
async function loadModule<Module>(name: string): Promise<Module> {
  const loaded = (await import(/* @vite-ignore */ name)) as { default?: Module } & Module;
  return loaded.default ?? loaded;
}
