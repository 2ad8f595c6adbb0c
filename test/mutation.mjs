// Plugins for Stryker (CONTRIBUTING.md, "Mutation testing"): a test runner that keeps the tests in memory, in which a
// change costs some hundredths of a second where a start of vitest costs three, and a draw of some of the changes.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import util from 'node:util';
import vm from 'node:vm';
import { INSTRUMENTER_CONSTANTS } from '@stryker-mutator/api/core';
import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import { determineHitLimitReached, toMutantRunResult } from '@stryker-mutator/api/test-runner';
import * as jest from '@vitest/expect';
import * as spy from '@vitest/spy';
import esbuild from 'esbuild';
import { globSync } from 'tinyglobby';

const {
  MUTATION_TESTS = 'test/lib/{core,neural,proof}/**/*.test.ts',
  MUTATION_SAMPLE = '', // size:seed
} = process.env;

// A few tests of many thousand networks or numbers take longer than all others together; one counts lines, one needs
// modules that vitest loads a second time.
const LEFT_OUT =
  /10,000 random|1,000,000 numbers|ten million|known counterexample|has as many lines|has no such instructions/;
const TIMES = 'mutation-times.json'; // of each test in the first run, which another process may have made

const { chai } = jest;
for (const plugin of [jest.JestExtend, jest.JestChaiExpect, jest.JestAsymmetricMatchers]) chai.use(plugin);

/** What tests import from vitest, as far as the tests of the library's floors use it; they are put into `tests`. */
function standIn(tests) {
  const suites = [{ name: '', hooks: [] }];
  const it = (name, run) => {
    const id = [...suites.slice(1).map((suite) => suite.name), name].join(' > ');
    const again = tests.filter((test) => test.name === id).length;
    tests.push({ id: again ? `${id} (${again + 1})` : id, name: id, run, suites: [...suites] });
  };
  const describe = (name, body) => {
    suites.push({ name, hooks: [] });
    body();
    suites.pop();
  };
  for (const made of [it, describe]) {
    made.each = (rows) => (name, run) =>
      rows.forEach((row, n) => {
        const values = Array.isArray(row) ? row : [row];
        made(`${name} #${n}`, () => run(...values));
      });
  }
  const beforeAll = (run) => suites.at(-1).hooks.push(run);
  const stubbed = new Map();
  const stubGlobal = (name, value) => {
    if (!stubbed.has(name)) stubbed.set(name, globalThis[name]);
    globalThis[name] = value;
  };
  const unstubAllGlobals = () => {
    for (const [name, value] of stubbed) globalThis[name] = value;
    stubbed.clear();
  };
  return {
    it,
    test: it,
    describe,
    beforeAll,
    expect: chai.expect,
    vi: { ...spy, stubGlobal, unstubAllGlobals },
  };
}

/** Each file of tests as a script, which can be run again and again. */
async function bundle() {
  const files = globSync(MUTATION_TESTS.split(' ')).sort();
  if (files.length === 0) throw new Error(`mutation.mjs: no tests in ${MUTATION_TESTS}`);
  const { outputFiles } = await esbuild.build({
    entryPoints: files,
    absWorkingDir: process.cwd(), // which has changed since esbuild was loaded
    outdir: '.', // nothing is written
    outbase: '.',
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'node',
    packages: 'external',
    supported: { 'dynamic-import': false },
    alias: { carry: path.resolve('lib/src/index.ts') },
    plugins: [{ name: 'import.meta', setup: (build) => void build.onLoad({ filter: /\.ts$/ }, withPlaces) }],
  });
  return outputFiles.map(({ path: file, text }) => {
    const name = path.relative(process.cwd(), file);
    return {
      name,
      script: new vm.Script(`(function (require, module, exports) {${text}\n})`, { filename: name }),
    };
  });
}

function withPlaces({ path: file }) {
  const contents = fs
    .readFileSync(file, 'utf8')
    .replaceAll('import.meta.dirname', JSON.stringify(path.dirname(file)))
    .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(file).href));
  return { contents, loader: 'ts' };
}

/** Loads tests and library anew for each change, so that none sees what another left behind. */
class InMemory {
  constructor() {
    this.stryker = globalThis[INSTRUMENTER_CONSTANTS.NAMESPACE] ??= {}; // what the changed library reads
  }

  capabilities() {
    return { reloadEnvironment: true };
  }

  async init() {
    this.files = await bundle();
    this.require = createRequire(path.resolve('test/mutation.mjs'));
  }

  load({ name, script }) {
    const tests = [];
    const vitest = standIn(tests);
    const require = (asked) => (asked === 'vitest' ? vitest : this.require(asked));
    const module = { exports: {} };
    script.runInThisContext()(require, module, module.exports);
    for (const test of tests) test.id = `${name}: ${test.id}`;
    return tests.filter(({ id }) => !LEFT_OUT.test(id));
  }

  async dryRun() {
    Object.assign(this.stryker, { mutantCoverage: { static: {}, perTest: {} }, activeMutant: undefined });
    const results = [];
    const times = {};
    for (const file of this.files) {
      const start = performance.now();
      const ran = await this.run(this.load(file));
      results.push(...ran);
      times[file.name] = performance.now() - start;
      for (const { id, timeSpentMs } of ran) times[id] = timeSpentMs;
    }
    fs.writeFileSync(TIMES, JSON.stringify(times));
    return { status: 'complete', tests: results, mutantCoverage: this.stryker.mutantCoverage };
  }

  /** The quickest file first, in it the quickest test, until one fails. */
  async mutantRun({ activeMutant, mutantActivation, hitLimit, testFilter }) {
    const times = JSON.parse(fs.readFileSync(TIMES, 'utf8'));
    const limit = hitLimit === undefined ? undefined : hitLimit / 10; // Stryker lets a change act a hundred times as often
    Object.assign(this.stryker, { hitCount: limit === undefined ? undefined : 0, hitLimit: limit });
    const wanted = ({ id }) => !testFilter || testFilter.includes(id);
    const files = this.files.filter(
      ({ name }) => !testFilter || testFilter.some((id) => id.startsWith(`${name}: `)),
    );
    const results = [];
    for (const file of files.sort((a, b) => times[a.name] - times[b.name])) {
      this.stryker.activeMutant = mutantActivation === 'static' ? activeMutant.id : undefined;
      try {
        const tests = this.load(file).filter(wanted);
        this.stryker.activeMutant = activeMutant.id;
        results.push(
          ...(await this.run(
            tests.sort((a, b) => times[a.id] - times[b.id]),
            true,
          )),
        );
      } catch (error) {
        results.push(failed(`loading ${file.name}`, error));
      }
      if (results.some(({ status }) => status === 1)) break;
    }
    if (results.length === 0)
      return { status: 'error', errorMessage: 'none of the first run’s tests is left' };
    const endless = determineHitLimitReached(this.stryker.hitCount, limit);
    return toMutantRunResult(endless ?? { status: 'complete', tests: results });
  }

  async run(tests, bail = false) {
    const results = [];
    for (const test of tests) {
      const start = performance.now();
      this.stryker.currentTestId = test.id;
      let result = { id: test.id, name: test.id, status: 0 };
      try {
        for (const { hooks } of test.suites) for (const hook of hooks.splice(0)) await hook();
        await test.run();
      } catch (error) {
        result = failed(test.id, error);
      }
      this.stryker.currentTestId = undefined;
      results.push({ ...result, timeSpentMs: performance.now() - start });
      if (bail && result.status === 1) break;
    }
    return results;
  }
}

const failed = (id, error) => ({
  id,
  name: id,
  status: 1,
  failureMessage: util.inspect(error),
  timeSpentMs: 0,
});

/** Refuses all changes but `size` of them: the first in the order of a hash of the seed and the change. */
class Draw {
  async init() {}

  async group(mutants) {
    return [mutants.map(({ id }) => id)];
  }

  async check(mutants) {
    const [size = Infinity, seed = ''] = MUTATION_SAMPLE ? MUTATION_SAMPLE.split(':') : [];
    const place = ({ fileName, location, replacement }) => {
      const [file] = /lib\/src\/.*/.exec(fileName.replaceAll('\\', '/')); // Stryker's copy has another folder each time
      const change = JSON.stringify([seed, file, location, replacement]);
      return createHash('sha256').update(change).digest('hex');
    };
    const order = mutants.map((mutant) => [place(mutant), mutant.id]).sort(([a], [b]) => (a < b ? -1 : 1));
    const result = (n) =>
      n < Number(size) ? { status: 'passed' } : { status: 'compileError', reason: 'not drawn' };
    return Object.fromEntries(order.map(([, id], n) => [id, result(n)]));
  }
}

export const strykerPlugins = [
  declareClassPlugin(PluginKind.TestRunner, 'inMemory', InMemory),
  declareClassPlugin(PluginKind.Checker, 'draw', Draw),
];
