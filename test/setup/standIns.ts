// Stand-ins for npm and Python, so that a whole first start takes seconds and downloads nothing.
// Each is a Node program, steered by variables of the environment, that appends its calls to calls.log.

/** Waits until the test lets it go (`Sandbox.letGo`) and leaves nothing behind when the test is over. */
const WHEN_LET_GO = String.raw`
function whenLetGo(work) {
  const look = setInterval(() => {
    if (!fs.existsSync(FAKE_LOG)) process.exit(1);
    if (!fs.existsSync(FAKE_LOG + '.go')) return;
    clearInterval(look);
    work();
  }, 20);
}
`;

/** Behaves like npm: `ci` links the few packages that the set-up itself uses. */
export const NPM = String.raw`
const fs = require('node:fs'), path = require('node:path');
const { FAKE_NPM = 'works', FAKE_LOG, FAKE_MODULES } = process.env;
const note = (line) => fs.appendFileSync(FAKE_LOG, line + '\n');
if (process.argv[2] === 'config') { console.log('2'); process.exit(0); }
if (FAKE_NPM === 'deaf') process.on('SIGTERM', () => note('deaf'));
note('npm ' + process.argv[2] + ' retries=' + process.env.npm_config_fetch_retries);
if (FAKE_NPM === 'offline') fail('npm error network request to https://packages.example/x failed, reason: getaddrinfo ENOTFOUND packages.example');
if (FAKE_NPM === 'full') fail('npm error nospc ENOSPC: no space left on device, write');
if (FAKE_NPM === 'homeless') fail('npm error code EACCES\nnpm error syscall mkdir\nnpm error path /home/me/.npm/_cacache\nnpm error errno -13');
if (FAKE_NPM === 'broken') fail('npm error code EINTEGRITY');
fs.rmSync('node_modules', { recursive: true, force: true });
fs.mkdirSync('node_modules');
if (FAKE_NPM === 'works') finish(); else whenLetGo(finish);
function finish() {
  const { FAKE_TSC } = process.env;
  for (const name of ['@types', 'esbuild', '@esbuild', ...(FAKE_TSC === 'real' ? ['typescript'] : [])]) fs.symlinkSync(path.join(FAKE_MODULES, name), path.join('node_modules', name));
  if (FAKE_TSC !== 'real') {
    fs.mkdirSync('node_modules/typescript/bin', { recursive: true });
    fs.writeFileSync('node_modules/typescript/package.json', '{"version":"0.0.0","type":"commonjs"}');
    // The real compiler takes a second of each of the tests, so a copy stands in for its result.
    fs.writeFileSync('node_modules/typescript/bin/tsc', "const fs = require('node:fs'); if (!process.argv.includes('--outDir')) process.exit(0); const out = process.argv.at(-1); if (process.env.FAKE_TSC === 'full') { console.log('error TS5033: Could not write file: ENOSPC: no space left on device, write'); process.exit(2); } fs.mkdirSync(out); fs.copyFileSync('lib/src/index.ts', out + '/index.js');");
  }
  fs.mkdirSync('node_modules/plotly.js-dist');
  fs.writeFileSync('node_modules/plotly.js-dist/package.json', '{"version":"0.0.0"}');
  fs.writeFileSync('node_modules/plotly.js-dist/plotly.js', 'window.Plotly = { react ( node ) { return node } };');
  note('npm done');
}
function fail(message) { console.error(message); process.exit(1); }
${WHEN_LET_GO}`;

/** Behaves like Python: `-m venv` copies itself, `-m jupyterlab` serves a page that wants the token. Runs as either kind of module. */
export const PYTHON = String.raw`
const [fs, path, http] = ['node:fs', 'node:path', 'node:http'].map(process.getBuiltinModule);
const { FAKE_LOG, FAKE_VERSION = '3.12.1', FAKE_VENV = 'yes', FAKE_PIP = 'works', FAKE_TAGS = '', FAKE_LAB = 'works' } = process.env;
const args = process.argv.slice(2);
if (path.basename(args[0] ?? '') === 'lab.py') args.splice(0, 1, '-m', 'jupyterlab');
const note = (line) => fs.appendFileSync(FAKE_LOG, line + '\n');
const fail = (message) => { console.error(message); process.exit(1); };
if (args[0] === '--version') console.log('Python ' + FAKE_VERSION);
else if (args[0] === '-c' && args[1].includes('sys_tags')) console.log(FAKE_TAGS);
else if (args[0] === '-c') console.log(JSON.stringify({ version: FAKE_VERSION.split('.').map(Number), venv: FAKE_VENV === 'yes' }));
else if (args[1] === 'venv') {
  note('venv');
  fs.mkdirSync(path.join(args[2], 'bin'), { recursive: true });
  fs.copyFileSync(process.argv[1], path.join(args[2], 'bin', 'python'));
} else if (args[1] === 'pip' && args[2] === 'config') console.log('');
else if (args[1] === 'pip') {
  note('pip ' + args.slice(2).join(' '));
  if (FAKE_PIP === 'offline') fail("WARNING: Retrying after connection broken by 'NewConnectionError(...): Name or service not known'\nERROR: Could not find a version that satisfies the requirement jupyterlab");
  if (FAKE_PIP === 'full') fail("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device: '/x'");
  if (FAKE_PIP === 'tampered') fail("WARNING: Retrying after connection broken by 'ReadTimeoutError(...)'\nERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE. If you have updated the package versions, please update the hashes. Otherwise, examine the package contents carefully; someone may have tampered with them.\n    anyio==4.15.1 from https://mirror.example/anyio-4.15.1-py3-none-any.whl:\n        Expected sha256 6152\n             Got        e3b0\n");
  if (FAKE_PIP === 'torn') fail("Traceback (most recent call last):\nModuleNotFoundError: No module named 'pip._internal'");
  if (FAKE_PIP === 'broken') fail('ERROR: this wheel is not supported on this platform');
  if (FAKE_PIP === 'slow') whenLetGo(() => note('pip done')); else note('pip done');
} else if (args[1] === 'jupyterlab') {
  note('jupyterlab ' + args.slice(2).join('\t'));
  note('environment ' + JSON.stringify(process.env));
  if (FAKE_LAB === 'broken') fail('ModuleNotFoundError: No module named jupyterlab');
  const port = Number(args.find((arg) => arg.startsWith('--ServerApp.port=')).split('=')[1]);
  const server = http.createServer((request, response) => {
    response.statusCode = request.headers.authorization === 'token ' + process.env.JUPYTER_TOKEN ? 200 : 403;
    response.end();
  });
  const retries = Number(args.find((arg) => arg.startsWith('--ServerApp.port_retries=')).split('=')[1]);
  server.on('error', (error) => retries > 0 ? server.listen(0, '127.0.0.1') : fail(error.message));
  server.on('listening', () => {
    const { JUPYTER_RUNTIME_DIR: folder, JUPYTER_TOKEN: token } = process.env;
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(path.join(folder, 'jpserver-' + process.pid + '.json'), JSON.stringify({ port: server.address().port, token }));
  });
  server.listen(port, '127.0.0.1');
  process.on('SIGTERM', () => { note('jupyterlab ended'); process.exit(0); });
}
${WHEN_LET_GO}`;
