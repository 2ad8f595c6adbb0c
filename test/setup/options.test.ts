import { describe, expect, it } from 'vitest';
import { HELP, parseOptions } from '../../scripts/setup/options.mjs';

describe('parseOptions(args)', () => {
  it('passes on to JupyterLab what follows a second --', () => {
    const own = ["--ServerApp.allow_origin='*'", '--port'];
    expect(parseOptions(['--no-browser', '--', ...own])).toMatchObject({ browser: false, lab: own });
  });

  it('without arguments opens a browser on any port', () => {
    expect(parseOptions([])).toEqual({
      browser: true,
      port: undefined,
      setupOnly: false,
      help: false,
      lab: [],
    });
  });

  it('reads every option, in any order', () => {
    const all = { browser: false, port: 9000, setupOnly: true, help: true, lab: [] };
    expect(parseOptions(['--no-browser', '--port', '9000', '--setup-only', '--help'])).toEqual(all);
    expect(parseOptions(['-h', '--setup-only', '--port=9000', '--no-browser'])).toEqual(all);
  });

  it.each([['1'], ['65535']])('takes --port %s', (port) => {
    expect(parseOptions(['--port', port]).port).toBe(Number(port));
  });

  it.each([
    [['--port'], "Option '--port <value>' argument missing"],
    [['--port', '65536'], '--port takes a number from 1 to 65535, not "65536".'],
    [['--port', '0'], '--port takes a number from 1 to 65535, not "0".'],
    [['--port', '-1'], "Option '--port' argument is ambiguous"],
    [['--port=-1'], '--port takes a number from 1 to 65535, not "-1".'],
    [['--port='], '--port takes a number from 1 to 65535, not "".'],
    [['notebooks/01'], "Unexpected argument 'notebooks/01'"],
    [['--fast'], "Unknown option '--fast'"],
    [['--no-browser=yes'], "Option '--no-browser' does not take an argument"],
  ])('%j: %s', (args, message) => expect(() => parseOptions(args)).toThrow(message));

  it('the help names every option', () => {
    for (const option of ['--no-browser', '--port', '--setup-only', '--help']) expect(HELP).toContain(option);
  });
});
