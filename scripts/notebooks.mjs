// npm run notebooks -- [--check | --write | --twice] [file ...]
//
// --check (the default) builds the library, runs every notebook in a process of its own and says what is wrong with it.
// --twice runs each cell twice in a row and compares what it shows.
// --write runs it, then stores the outputs, with a picture beside each figure; a notebook that fails stays as it was.
import path from 'node:path';
import { parseArgs } from 'node:util';
import { findChromium } from './notebooks/chromium.mjs';
import { examine } from './notebooks/examine.mjs';
import { findNotebooks, nameOf } from './notebooks/notebookFile.mjs';
import { openPainter } from './notebooks/pictures.mjs';
import { openReport } from './notebooks/report.mjs';
import { startCompiler } from './notebooks/runNotebook.mjs';
import { ensureLibrary } from './setup/library.mjs';

const ROOT = path.resolve(import.meta.dirname, '..');
const USAGE = 'usage: npm run notebooks -- [--check | --write | --twice] [file ...]';

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      check: { type: 'boolean' },
      write: { type: 'boolean' },
      twice: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  if (values.help || [values.check, values.write, values.twice].filter(Boolean).length > 1)
    return console.log(USAGE);
  await ensureLibrary((line) => console.log(line), new AbortController().signal); // Ctrl+C ends all of it
  const files = positionals.length > 0 ? positionals.map((file) => path.resolve(file)) : findNotebooks(ROOT);
  const report = openReport(files.map(nameOf));
  const painter = findChromium() ? await openPainter() : undefined;
  if (!painter) report.note('No Chromium found: figures are not validated, and pictures cannot be drawn.');
  try {
    const waiting = files.entries();
    const worker = async () => {
      let compiler = startCompiler();
      for (const [, file] of waiting) {
        if (!compiler.connected) compiler = startCompiler(); // it is ended with a notebook that hangs
        await examine(file, {
          root: ROOT,
          write: values.write ?? false,
          twice: values.twice ?? false,
          painter,
          report,
          compiler,
        });
      }
      compiler.disconnect();
    };
    await Promise.all([worker(), worker()]);
  } finally {
    await painter?.close();
  }
  report.end();
}

await main().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  console.error(USAGE);
  process.exitCode = 1;
});
