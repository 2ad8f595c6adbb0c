import { describe, expect, it } from 'vitest';
import { checkMachine, findPip } from '../../scripts/native/machine.mjs';
import { nativePlaces } from '../../scripts/native/nativePlaces.mjs';

/** A machine on which just these commands are there. */
const machineWith =
  (...commands: string[]) =>
  (command: string) =>
    commands.includes(command) ? 'version 1' : undefined;

describe('checkMachine(platform, tool)', () => {
  it('accepts Linux with a compiler and make', () => {
    expect(() => checkMachine('linux', machineWith('g++', 'make'))).not.toThrow();
  });

  it('names the tools that are missing', () => {
    expect(() => checkMachine('linux', machineWith('make'))).toThrow('this machine lacks g++.');
    expect(() => checkMachine('linux', machineWith())).toThrow('this machine lacks g++ and make.');
  });

  it('refuses other systems and says what to do there', () => {
    expect(() => checkMachine('darwin', machineWith('g++', 'make'))).toThrow('only on Linux; this is darwin');
  });
});

describe('findPip(commands, tool)', () => {
  it('takes the first Python that has pip', () => {
    const tool = (command: string) => (command === 'python3' ? 'pip 23' : undefined);
    expect(findPip([['.venv/bin/python'], ['python3'], ['python']], tool)).toEqual(['python3']);
  });

  it('says what to do where none has', () => {
    expect(() => findPip([['python3']], () => undefined)).toThrow('no Python with pip was found');
  });
});

describe('nativePlaces(root)', () => {
  it('writes inside the course only', () => {
    const { folder, package: packageFolder } = nativePlaces('/course');
    for (const place of [folder, packageFolder]) expect(place.startsWith('/course/')).toBe(true);
  });
});
