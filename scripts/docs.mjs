// `npm run docs`: builds the site into docs/site and judges it. `-- --serve` then shows it on 127.0.0.1.
import path from 'node:path';
import { parseArgs } from 'node:util';
import { buildSite } from './docs/buildSite.mjs';
import { serve } from './docs/serve.mjs';

const HELP = `npm run docs [-- OPTIONS]

Builds the course as a site into docs/site, which opens from a file or any host, and checks it.

  --serve    then shows it on 127.0.0.1
  --port N   on this port
  --out DIR  builds into another folder
  --help     prints this`;

const root = path.resolve(import.meta.dirname, '..');
const { values } = parseArgs({
  options: {
    serve: { type: 'boolean', default: false },
    port: { type: 'string' },
    out: { type: 'string', default: path.join(root, 'docs/site') },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) console.log(HELP);
else {
  const checks = await buildSite(root, path.resolve(values.out)).catch((error) => [
    {
      name: 'the site could not be built',
      problems: [error instanceof Error ? (error.stack ?? error.message) : String(error)],
    },
  ]);
  const failed = checks.filter(({ problems }) => problems.length > 0);
  for (const { name, problems } of failed) {
    console.log(`✗ ${name}`);
    for (const problem of problems.slice(0, 20)) console.log(`    ${problem}`);
    if (problems.length > 20) console.log(`    and ${problems.length - 20} more`);
  }
  if (values.serve) {
    const { address } = await serve(path.resolve(values.out), Number(values.port ?? 0));
    console.log(`The site: ${address} (Ctrl+C ends it)`);
  }
  console.log(`${checks.length - failed.length} passed, ${failed.length} failed`);
  if (failed.length > 0) process.exitCode = 1;
}
