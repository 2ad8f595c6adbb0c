// The modules that cells may import. TensorFlow.js comes only when it is asked for.
import * as carry from 'carry';
import * as exercises from 'carry/exercises';
import * as pictures from 'carry/pictures';
import * as fs from './node/fs';
import * as path from './node/path';
import { randomUUID } from './node/crypto';
import type { Resource } from './protocol';
import { inspect, format } from 'node-inspect-extracted';

/** The names of the library's types, which a cell may import, and of which nothing is left when it runs. */
declare const CARRY_TYPES: readonly string[];

type Module = Record<string, unknown>;

/** Loads what the page has and the worker has not: gets its script run, and its data. */
export type Fetch = (name: Resource) => Promise<Uint8Array>;

const os = {
  tmpdir: () => '/course/tmp',
  cpus: () => Array.from({ length: navigator.hardwareConcurrency }, () => ({})),
  platform: () => 'browser',
  EOL: '\n',
};

const MODULES: Readonly<Record<string, Module>> = {
  carry,
  'carry/exercises': exercises,
  'carry/pictures': pictures,
  'node:fs': fs as unknown as Module,
  'node:fs/promises': fs.promises,
  'node:path': path as unknown as Module,
  'node:os': os,
  'node:crypto': { randomUUID },
  'node:util': { inspect, format },
};

/** Makes the function that loads modules for cells. */
export function createLoader(fetch: Fetch, extra: Readonly<Record<string, Module>>) {
  let tensorflow: Promise<Module> | undefined;
  let wasm: Promise<Module> | undefined;
  const loadTensorFlow = (): Promise<Module> =>
    (tensorflow ??= once(
      async () => {
        await fetch('tensorflow');
        return (globalThis as unknown as { tf: Module }).tf;
      },
      () => (tensorflow = undefined),
    ));
  const loadWasm = (): Promise<Module> =>
    (wasm ??= once(
      async () => {
        const tf = (await loadTensorFlow()) as {
          wasm?: { setWasmPaths(paths: Record<string, string>): void };
        };
        const binary = await fetch('tensorflow-wasm');
        // Threads need headers that a static host does not send: one binary serves all, without them.
        const address = URL.createObjectURL(new Blob([binary as BlobPart], { type: 'application/wasm' }));
        const names = ['', '-simd', '-threaded-simd'].map((kind) => `tfjs-backend-wasm${kind}.wasm`);
        tf.wasm?.setWasmPaths(Object.fromEntries(names.map((name) => [name, address])));
        return {};
      },
      () => (wasm = undefined),
    ));

  async function load(name: string): Promise<Module> {
    if (name === '@tensorflow/tfjs') return loadTensorFlow();
    if (name === '@tensorflow/tfjs-backend-wasm') return loadWasm();
    const known = extra[name] ?? MODULES[name] ?? MODULES[`node:${name}`];
    if (known) return known;
    const names = [...Object.keys(MODULES), '@tensorflow/tfjs'].join(', ');
    const why = /^\.|^\//.test(name)
      ? 'files beside a notebook cannot be imported here'
      : 'it is not on this page';
    const error = new Error(`Cannot find module '${name}': ${why}. In the browser there are ${names}.`);
    throw Object.assign(error, { code: 'MODULE_NOT_FOUND' });
  }
  return async (name: string, wanted: readonly string[] = []): Promise<Module> => {
    const module = await load(name);
    for (const each of wanted) if (!(each in module) && each !== 'default') checkName(module, name, each);
    // `import carry from 'carry'` means all of it.
    return 'default' in module
      ? module
      : Object.assign(Object.create(null) as Module, module, { default: module });
  };
}

function once<Value>(work: () => Promise<Value>, failed: () => void): Promise<Value> {
  return work().catch((error: unknown) => {
    failed();
    throw error;
  });
}

function checkName(module: Module, name: string, wanted: string): void {
  const isOurs = name === 'carry' || name.startsWith('carry/');
  // What another package exports as a type is not known here.
  if (!isOurs || CARRY_TYPES.includes(wanted)) return;
  const near = Object.keys(module)
    .map((each) => ({ each, distance: distance(each.toLowerCase(), wanted.toLowerCase()) }))
    .filter(({ distance }) => distance <= Math.max(1, wanted.length / 3))
    .sort((a, b) => a.distance - b.distance)[0];
  throw new SyntaxError(
    `The module '${name}' has no export named '${wanted}'.${near ? ` Did you mean '${near.each}'?` : ''}`,
  );
}

/** How many letters must be changed, added or taken away to make one word of the other. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, n) => n);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
