import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { compile, compileLibrary } from '../../scripts/theorem/coq.mjs';

/** A folder of its own with the compiled library of proofs/. */
export interface CoqFolder {
  /** Lets Coq check a file of this text. */
  check(name: string, text: string, seconds?: number): ReturnType<typeof compile>;
  remove(): void;
}

/** So many seconds may Coq take by day for one file: sixty times what the smallest theorem needs. */
const PATIENCE = 280;

/** Copies the library of proofs/ and compiles it. */
export async function makeCoqFolder(): Promise<CoqFolder> {
  const proofs = path.resolve(import.meta.dirname, '../../proofs');
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'carry-theorem-'));
  fs.copyFileSync(path.join(proofs, '_CoqProject'), path.join(folder, '_CoqProject'));
  fs.mkdirSync(path.join(folder, 'library'));
  for (const name of fs.readdirSync(path.join(proofs, 'library')).filter((file) => file.endsWith('.v'))) {
    fs.copyFileSync(path.join(proofs, 'library', name), path.join(folder, 'library', name));
  }
  await compileLibrary(folder, { seconds: PATIENCE });
  return {
    async check(name, text, seconds = PATIENCE) {
      const file = path.join(folder, `${name}.v`);
      fs.writeFileSync(file, text);
      return compile(folder, file, { seconds });
    },
    remove: () => fs.rmSync(folder, { recursive: true }),
  };
}
