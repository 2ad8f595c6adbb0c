// What cells do in the TypeScript kernel. The kernel of the live pages runs the same groups: test/kernel/cells.json.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../helpers/notebook';

/** What a cell is to print, or the error that it is to end with. */
type Expectation = string | { readonly error: string; readonly line?: number };

interface Group {
  readonly title: string;
  readonly cells: readonly string[];
  readonly expect: readonly Expectation[];
}
interface Output {
  readonly ok: boolean;
  readonly printed: string;
  readonly complaints: string;
}

const HERE = import.meta.dirname;
const read = (name: string): Group[] => JSON.parse(fs.readFileSync(path.join(HERE, name), 'utf8'));

/** Groups that only tslab's kernel has to pass: what hangs on its compiler, its signals, or Node. */
const ours = read('tslabCells.json');
const groups = [...read('cells.json'), ...ours];
/** A package that is put in place while the kernel runs, and a file of the reader's that uses it. */
const late = (() => {
  const install = `import fs from 'node:fs';
const place = 'node_modules/late';
fs.mkdirSync(place, { recursive: true });
fs.writeFileSync(place + '/package.json', '{ "name": "late", "main": "index.js", "types": "index.d.ts" }');
fs.writeFileSync(place + '/index.js', 'exports.late = 42;');
fs.writeFileSync(place + '/index.d.ts', 'export const late: number;');
fs.writeFileSync('own.ts', 'import { late } from "late"; export const twice: number = 2 * late;');`;
  const use = `import { late } from 'late';
import { twice } from './own';
console.log(late, twice);`;
  return { cells: [use, install, use] };
})();

/** A folder like that of the notebooks, in which a cell may write. */
const folder = temporaryFolder();
let outputs: Output[][];

beforeAll(() => {
  const script = path.join(HERE, 'runCells.mjs');
  const { stdout, stderr, error } = spawnSync(process.execPath, [script], {
    cwd: folder,
    input: JSON.stringify([...groups, late]),
    encoding: 'utf8',
    // A cell that never ends must end this test, not wait for ever: nothing else can, while it waits.
    timeout: 290_000,
    killSignal: 'SIGKILL',
  });
  expect(error).toBeUndefined();
  expect(stderr).toBe('');
  outputs = JSON.parse(stdout);
});

describe('cells in the TypeScript kernel', () => {
  it.each(groups.map((group, n) => ({ n, ...group })))('$title', ({ n, expect: expected }) => {
    const found = outputs[n] ?? [];
    expected.forEach((wanted, k) => {
      const { ok, printed, complaints } = found[k] ?? { ok: false, printed: '', complaints: 'not run' };
      if (typeof wanted === 'string')
        expect({ printed, complaints, ok }).toEqual({ printed: wanted, complaints: '', ok: true });
      else {
        expect(ok).toBe(false);
        expect(complaints).toContain(wanted.error);
        if (wanted.line !== undefined)
          expect(complaints).toMatch(new RegExp(`^${wanted.line}:|line ${wanted.line}:`, 'm'));
      }
    });
  });

  it('tell no place in the kernel’s own code', () => {
    const all = outputs
      .flat()
      .map(({ complaints }) => complaints)
      .join('\n');
    expect(all).toContain('cell [');
    expect(all).not.toMatch(/evalmachine|scripts\/kernel|node:internal|node_modules\/tslab/);
  });

  it('find a package that is put in place while the kernel runs, and compile a file of the reader’s', () => {
    const [before, , after] = outputs.at(-1) ?? [];
    expect(before).toMatchObject({ ok: false, complaints: expect.stringContaining('late') });
    expect(after).toEqual({ ok: true, printed: '42 84\n', complaints: '' });
  });
});
