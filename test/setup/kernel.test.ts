import { describe, expect, it } from 'vitest';
import { kernelSpec } from '../../scripts/setup/kernel.mjs';
import { labArguments, labEnvironment } from '../../scripts/setup/lab.mjs';
import { places } from '../../scripts/setup/places.mjs';
import { candidates } from '../../scripts/setup/python.mjs';
import { agrees } from '../../scripts/setup/packages.mjs';

describe('kernelSpec(root, node)', () => {
  it('runs the course’s own tslab by absolute paths', () => {
    expect(kernelSpec('/my course', '/usr/bin/node')).toEqual({
      argv: [
        '/usr/bin/node',
        '--no-force-async-hooks-checks',
        '/my course/scripts/kernel/tslab.mjs',
        'kernel',
        '--config-path',
        '{connection_file}',
      ],
      display_name: 'TypeScript',
      language: 'typescript',
      interrupt_mode: 'message',
      env: { TF_CPP_MIN_LOG_LEVEL: '2' },
    });
  });
});

describe('labArguments(places, options)', () => {
  const options = { port: 8888, browser: true, root: false };

  it('serves the course’s folder on this computer only, with our kernel only', () => {
    const args = labArguments(places('/my course'), options);
    expect(args).toEqual(expect.arrayContaining(['--ServerApp.ip=127.0.0.1', '--ServerApp.port=8888']));
    expect(args).toContain('--ServerApp.root_dir=/my course');
    expect(args).toContain('--LabApp.default_url=/lab/tree/notebooks/00-break-the-adder.ipynb');
    expect(args).toContain("--KernelSpecManager.allowed_kernelspecs={'tslab'}");
    expect(args).not.toContain('--allow-root');
    expect(args).not.toContain('--no-browser');
  });

  it('lets JupyterLab look for a free port unless one was asked for', () => {
    expect(labArguments(places('/my course'), options)).toContain('--ServerApp.port_retries=0');
    const args = labArguments(places('/my course'), { ...options, port: undefined });
    expect(args).toEqual(expect.arrayContaining(['--ServerApp.port=8888', '--ServerApp.port_retries=50']));
  });

  it('lets the reader’s own options come last', () => {
    expect(labArguments(places('/my course'), { ...options, lab: ['--ServerApp.ip=0.0.0.0'] }).at(-1)).toBe(
      '--ServerApp.ip=0.0.0.0',
    );
  });

  it('adds --allow-root and --no-browser only when asked', () => {
    const args = labArguments(places('/my course'), { ...options, browser: false, root: true });
    expect(args).toEqual(expect.arrayContaining(['--allow-root', '--no-browser']));
  });
});

describe('labEnvironment(places)', () => {
  it('keeps JupyterLab’s files in the course’s folder and makes a new token each time', () => {
    const [one, two] = [labEnvironment(places('/my course')), labEnvironment(places('/my course'))];
    expect(one.JUPYTER_CONFIG_DIR).toBe('/my course/.setup/jupyter/config');
    expect(one.JUPYTER_TOKEN).toMatch(/^[0-9a-f]{48}$/);
    expect(one.JUPYTER_TOKEN).not.toBe(two.JUPYTER_TOKEN);
  });
});

describe('candidates(env, platform)', () => {
  it('tries PYTHON alone if it is set', () => {
    expect(candidates({ PYTHON: '/usr/bin/my-python' }, 'linux')).toEqual([['/usr/bin/my-python']]);
  });

  it('tries the Python of an active environment first', () => {
    expect(candidates({ CONDA_PREFIX: '/conda' }, 'win32')[0]).toEqual(['python']);
    expect(candidates({ VIRTUAL_ENV: '/env' }, 'linux')[0]).toEqual(['python']);
  });

  it('tries python3 first, and the py launcher first on Windows', () => {
    expect(candidates({}, 'linux')[0]).toEqual(['python3']);
    expect(candidates({}, 'win32')).toEqual([['py', '-3'], ['python'], ['python3']]);
  });

  it('on a Mac tries its own python3, which is too old, after those that somebody installed', () => {
    const names = candidates({}, 'darwin').map(([name]) => name);
    expect(names).toContain('python3.12');
    expect(names.slice(-2)).toEqual(['python3', 'python']);
  });
});

describe('agrees(lock, installed)', () => {
  const lock = JSON.stringify({
    packages: {
      '': { version: '1.0.0' },
      'node_modules/a': { version: '1.2.3' },
      'node_modules/b': { version: '4.5.6', optional: true },
      'node_modules/carry': { link: true },
    },
  });
  const installed = (a: string) =>
    JSON.stringify({ packages: { 'node_modules/a': { version: a }, 'node_modules/carry': { link: true } } });

  it('holds without an optional package, and not with another version', () => {
    expect(agrees(lock, installed('1.2.3'))).toBe(true);
    expect(agrees(lock, installed('1.2.4'))).toBe(false);
    expect(agrees(lock, '{ "packages": {} }')).toBe(false);
  });
});
