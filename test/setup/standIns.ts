// Stand-ins for npm and Python, so that a whole first start takes a second and downloads nothing.
// Each is steered by variables of the environment and appends its calls to calls.log.

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
  for (const name of ['@types', 'esbuild', '@esbuild']) fs.symlinkSync(path.join(FAKE_MODULES, name), path.join('node_modules', name));
  fs.mkdirSync('node_modules/typescript/bin', { recursive: true });
  fs.writeFileSync('node_modules/typescript/package.json', '{"version":"0.0.0","type":"commonjs"}');
  // The real compiler takes a second of each of the tests, so a copy stands in for its result; one test asks for the real one.
  fs.writeFileSync('node_modules/typescript/bin/tsc', "const fs = require('node:fs'); const { FAKE_TSC, FAKE_MODULES } = process.env; if (FAKE_TSC === 'real') return require(FAKE_MODULES + '/typescript/bin/tsc'); if (!process.argv.includes('--outDir')) process.exit(0); const out = process.argv.at(-1); if (FAKE_TSC === 'full') { console.log('error TS5033: Could not write file: ENOSPC: no space left on device, write'); process.exit(2); } fs.mkdirSync(out); fs.copyFileSync('lib/src/index.ts', out + '/index.js');");
  fs.mkdirSync('node_modules/plotly.js-dist');
  fs.writeFileSync('node_modules/plotly.js-dist/package.json', '{"version":"0.0.0"}');
  fs.writeFileSync('node_modules/plotly.js-dist/plotly.js', 'window.Plotly = { react ( node ) { return node } };');
  note('npm done');
}
function fail(message) { console.error(message); process.exit(1); }
${WHEN_LET_GO}`;

/**
 * Behaves like Python: `-m venv` copies itself. A shell script, as a set-up asks Python half a dozen questions and a shell
 * starts in a twentieth of the time that Node takes. What it does not know, `pip` in trouble and JupyterLab, PYTHON_PROGRAM
 * does. Its PATH has no tools: they are called by their full names.
 */
export const PYTHON = String.raw`
note() { echo "$1" >> "$FAKE_LOG"; }
version=$FAKE_VERSION
[ -n "$version" ] || version=3.12.1
case "$1 $2" in
  --version*) echo "Python $version" ;;
  -c*sys_tags*) echo "$FAKE_TAGS" ;;
  -c*)
    venv=true
    [ "$FAKE_VENV" != no ] || venv=false
    echo '{"version": ['$(IFS=.; set -- $version; echo "$1,$2,$3")'], "venv": '$venv'}' ;;
  '-m venv')
    note venv
    /bin/mkdir -p "$3/bin"
    /bin/cp "$0" "$3/bin/python" ;;
  '-m pip')
    if [ "$3" = config ]; then echo; exit; fi
    shift 2
    note "pip $*"
    [ -z "$FAKE_PIP" ] || exec "$FAKE_NODE" "$FAKE_PYTHON" pip
    note 'pip done' ;;
  *) exec "$FAKE_NODE" "$FAKE_PYTHON" "$@" ;;
esac
`;

/** The part of the stand-in for Python that is a Node program: `pip` that is slow or fails, and a page that wants the token. */
export const PYTHON_PROGRAM = String.raw`
const fs = require('node:fs'), path = require('node:path'), http = require('node:http');
const { FAKE_LOG, FAKE_PIP, FAKE_LAB = 'works' } = process.env;
const args = process.argv.slice(2);
const note = (line) => fs.appendFileSync(FAKE_LOG, line + '\n');
const fail = (message) => { console.error(message); process.exit(1); };
if (args[0] === 'pip') {
  if (FAKE_PIP === 'offline') fail("WARNING: Retrying after connection broken by 'NewConnectionError(...): Name or service not known'\nERROR: Could not find a version that satisfies the requirement jupyterlab");
  if (FAKE_PIP === 'full') fail("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device: '/x'");
  if (FAKE_PIP === 'tampered') fail("WARNING: Retrying after connection broken by 'ReadTimeoutError(...)'\nERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE. If you have updated the package versions, please update the hashes. Otherwise, examine the package contents carefully; someone may have tampered with them.\n    anyio==4.15.1 from https://mirror.example/anyio-4.15.1-py3-none-any.whl:\n        Expected sha256 6152\n             Got        e3b0\n");
  if (FAKE_PIP === 'torn') fail("Traceback (most recent call last):\nModuleNotFoundError: No module named 'pip._internal'");
  if (FAKE_PIP === 'broken') fail('ERROR: this wheel is not supported on this platform');
  whenLetGo(() => note('pip done')); // it is slow
} else if (path.basename(args[0] ?? '') === 'lab.py') {
  note('jupyterlab ' + args.slice(1).join('\t'));
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
