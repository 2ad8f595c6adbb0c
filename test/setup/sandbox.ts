// A copy of the course small enough to be set up from nothing in seconds, and the real scripts run in it.
import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { places } from '../../scripts/setup/places.mjs';
import { NPM, PYTHON, PYTHON_PROGRAM } from './standIns';

const COURSE = places().root;

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface Running {
  child: ChildProcess;
  ended: Promise<Ended>;
  /** Resolves once the text has appeared in what it printed. */
  printed: (text: string) => Promise<void>;
}

export class Sandbox {
  /** Holds the course's folder, the stand-ins and their log. */
  readonly home = fs.mkdtempSync(path.join(os.tmpdir(), 'carry-setup-'));
  readonly root: string;
  readonly log = path.join(this.home, 'calls.log');
  readonly #bin = path.join(this.home, 'bin');
  readonly #npm = path.join(this.home, 'npm-cli.js');
  readonly #python = path.join(this.home, 'python.cjs');
  readonly #running = new Set<ChildProcess>();

  /** @param from a sandbox of which this one is to be a copy */
  constructor(name = 'course', from?: Sandbox) {
    this.root = path.join(this.home, name);
    fs.chmodSync(this.home, 0o755);
    if (from) {
      fs.cpSync(from.home, this.home, { recursive: true, verbatimSymlinks: true });
      return;
    }
    for (const entry of ['scripts', 'requirements.txt', 'tsconfig.json', 'lib/tsconfig.json']) {
      fs.cpSync(path.join(COURSE, entry), path.join(this.root, entry), { recursive: true });
    }
    this.write('package.json', '{ "name": "course", "type": "module" }');
    this.write('package-lock.json', '{ "packages": {} }');
    this.write('scripts/setup/requirements.lock', 'anyio==4.15.1 --hash=sha256:6152\n');
    this.write('lib/src/index.ts', 'export const one: number = 1;\n');
    fs.mkdirSync(this.#bin);
    fs.writeFileSync(this.#npm, NPM);
    fs.writeFileSync(this.#python, PYTHON_PROGRAM);
    fs.writeFileSync(path.join(this.#bin, 'python3'), `#!/bin/sh${PYTHON}`, { mode: 0o755 });
    fs.writeFileSync(this.log, '');
  }

  withoutProgram(name: string) {
    fs.rmSync(path.join(this.#bin, name));
  }

  write(file: string, text: string) {
    const full = path.join(this.root, file);
    fs.mkdirSync(path.dirname(full), { recursive: true });
    fs.writeFileSync(full, text);
  }

  remove(file: string) {
    fs.rmSync(path.join(this.root, file), { force: true });
  }

  read(file: string) {
    return fs.readFileSync(path.join(this.root, file), 'utf8');
  }

  has(file: string) {
    return fs.existsSync(path.join(this.root, file));
  }

  /** Lets an npm or pip that is `slow` come to its end. */
  letGo() {
    fs.writeFileSync(`${this.log}.go`, '');
  }

  /** What npm, pip and JupyterLab were asked to do so far. */
  calls() {
    return fs.readFileSync(this.log, 'utf8').trim().split('\n').filter(Boolean);
  }

  /** The calls without their arguments. */
  verbs() {
    return this.calls().map((line) => line.split(' ')[0] + (line.endsWith(' done') ? ' done' : ''));
  }

  /** Starts `node scripts/start.mjs` (or another script) as npm would. */
  start(
    args: string[],
    env: NodeJS.ProcessEnv = {},
    options: { uid?: number; node?: string[]; script?: string } = {},
  ): Running {
    const { node = [], script = 'start.mjs' } = options;
    const child = spawn(process.execPath, [...node, `scripts/${script}`, ...args], {
      cwd: this.root,
      env: {
        PATH: this.#bin,
        HOME: this.home,
        npm_execpath: this.#npm,
        FAKE_LOG: this.log,
        FAKE_NODE: process.execPath,
        FAKE_PYTHON: this.#python,
        FAKE_MODULES: path.join(COURSE, 'node_modules'),
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(options.uid === undefined ? {} : { uid: options.uid }),
    });
    this.#running.add(child);
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    const ended = new Promise<Ended>((resolve) => {
      child.on('close', (code) => {
        this.#running.delete(child);
        resolve({ code, stdout, stderr });
      });
    });
    const printed = async (text: string) => {
      let over = false;
      void ended.then(() => (over = true));
      await until(() => stdout.includes(text) || over);
      if (!stdout.includes(text)) throw new Error(`ended without printing "${text}":\n${stdout}\n${stderr}`);
    };
    return { child, ended, printed };
  }

  /** Starts and waits for the end. */
  async run(...parameters: Parameters<Sandbox['start']>): Promise<Ended> {
    return this.start(...parameters).ended;
  }

  dispose() {
    for (const child of this.#running) child.kill('SIGKILL');
    fs.chmodSync(this.root, 0o755);
    fs.rmSync(this.home, { recursive: true, force: true });
  }
}

/**
 * For tests of what comes after a set-up, which takes a dozen processes: it is done once for all tests of the file.
 * @returns makes a sandbox in which all is set up, as a copy; its log has the calls that it took
 */
export function setUpOnce(): () => Sandbox {
  let first: Sandbox;
  beforeAll(async () => {
    first = new Sandbox();
    expect(await first.run(['--setup-only'])).toMatchObject({ code: 0, stderr: '' });
  });
  afterAll(() => first.dispose());
  return () => new Sandbox('course', first);
}

/** Waits for a condition; the test's own time limit ends it. */
export async function until(condition: () => boolean) {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 20));
}
