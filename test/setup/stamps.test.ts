import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { contents, fingerprint, readIfThere, writeWhole } from '../../scripts/setup/stamps.mjs';

let folder = '';
beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), 'carry-stamps-'))));
afterEach(() => fs.rmSync(folder, { recursive: true }));

describe('fingerprint(...parts)', () => {
  it('is the same for the same parts and differs for others', () => {
    expect(fingerprint('a', ['b'])).toBe(fingerprint('a', ['b']));
    expect(fingerprint('a', ['b'])).not.toBe(fingerprint('a', ['c']));
    expect(fingerprint('ab', 'c')).not.toBe(fingerprint('a', 'bc'));
  });
});

describe('contents(root, entries)', () => {
  const hash = () => fingerprint(contents(folder, ['src', 'one.json', 'absent.json']));

  beforeEach(() => {
    fs.mkdirSync(path.join(folder, 'src/deep'), { recursive: true });
    fs.writeFileSync(path.join(folder, 'src/deep/b.ts'), 'b');
    fs.writeFileSync(path.join(folder, 'src/a.ts'), 'a');
    fs.writeFileSync(path.join(folder, 'one.json'), '1');
  });

  it('lists every file with its hash, in the order of names', () => {
    const names = contents(folder, ['src', 'one.json', 'absent.json']).map(([name]) => name);
    expect(names).toEqual(['one.json', 'src/a.ts', 'src/deep/b.ts']);
  });

  it('sees an edit, a new file, a renamed one and a removed one, and nothing else', () => {
    const before = hash();
    fs.utimesSync(path.join(folder, 'src/a.ts'), 1, 1);
    expect(hash()).toBe(before);
    const seen = [before];
    for (const change of [
      () => fs.writeFileSync(path.join(folder, 'src/a.ts'), 'A'),
      () => fs.writeFileSync(path.join(folder, 'absent.json'), ''),
      () => fs.renameSync(path.join(folder, 'src/a.ts'), path.join(folder, 'src/c.ts')),
      () => fs.rmSync(path.join(folder, 'src/deep'), { recursive: true }),
    ]) {
      change();
      expect(seen).not.toContain(hash());
      seen.push(hash());
    }
  });
});

describe('writeWhole(file, text)', () => {
  it('makes the folder, replaces the text, and leaves nothing beside it', () => {
    const file = path.join(folder, 'new/stamp');
    expect(readIfThere(file)).toBeUndefined();
    writeWhole(file, 'one');
    writeWhole(file, 'two');
    expect(readIfThere(file)).toBe('two');
    expect(fs.readdirSync(path.dirname(file))).toEqual(['stamp']);
  });
});
