import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Certificate } from '../../lib/src/proof/certificate';
import { forgeries, type Writable } from '../helpers/forgeries';
import { runTool } from '../../scripts/theorem/tool.mjs';
import { NIGHT } from '../helpers/night';
import { provable, prove } from '../helpers/provable';

/** By day five of each kind, so that each of the three networks is forged in each way. */
const FORGERIES = NIGHT ? 1000 : 100;

const ROOT = path.resolve(import.meta.dirname, '../..');
const CHECK = path.join(ROOT, 'proofs', 'check.py');
const folder = path.join(ROOT, 'data', 'certificates');
const committed = fs.readdirSync(folder).map((name) => path.join(folder, name));

/** Reads cases, one a line, and says of each whether the checker is content. */
const JUDGE = `
import json, sys
sys.path.insert(0, sys.argv[1])
from check import checked
for line in sys.stdin:
    case = json.loads(line)
    try:
        checked(case["certificate"], case.get("tolerance", 0), case["network"], case["machine"])
        print("proved")
    except Exception as reason:
        print("refused:", type(reason).__name__, reason)
`;

async function python(
  args: readonly string[],
  input = '',
): Promise<{ status: number | null; lines: string[] }> {
  const { status, stdout, stderr } = await runTool('python3', args, { input, seconds: 280 });
  return { status, lines: `${stdout}${stderr}`.trim().split('\n') };
}

interface Case {
  readonly certificate: unknown;
  readonly network: unknown;
  readonly machine: unknown;
  readonly tolerance?: number;
}

async function judge(cases: readonly Case[]): Promise<string[]> {
  const text = (value: unknown): string =>
    JSON.stringify(value, (_, part: unknown) => (Number.isNaN(part) ? '#NaN' : part)).replaceAll(
      '"#NaN"',
      'NaN',
    );
  const { status, lines } = await python(['-c', JUDGE, path.dirname(CHECK)], cases.map(text).join('\n'));
  expect(status, lines.join('\n')).toBe(0);
  return lines;
}

describe('proofs/check.py', () => {
  it('has at most 200 lines and imports nothing but the standard library', () => {
    const source = fs.readFileSync(CHECK, 'utf8');
    expect(source.trimEnd().split('\n').length).toBeLessThanOrEqual(200);
    const imports = [...source.matchAll(/^(?:import|from) (\w+)/gm)].map(([, name]) => name);
    expect(imports).toEqual(['json', 'math', 'sys', 'fractions']);
  });

  it('proves every committed certificate', async () => {
    const { status, lines } = await python([CHECK, ...committed]);
    expect(status, lines.join('\n')).toBe(0);
    expect(lines).toHaveLength(5);
    for (const line of lines)
      expect(line).toMatch(/: proved, \d+ boxes, margin [\d.]+, tolerance 0.0009765625$/);
  });

  it(`refuses ${FORGERIES} forgeries, of each kind that the checker in TypeScript is tested with`, async () => {
    const genuine = ['addition', 'times three', 'addition by an LSTM'].map((name) => prove(provable[name]!));
    const about = ({ network, machine }: Certificate): Pick<Case, 'network' | 'machine'> => ({
      network,
      machine,
    });
    expect(await judge(genuine.map((certificate) => ({ certificate, ...about(certificate) })))).toEqual(
      genuine.map(() => 'proved'),
    );
    const kinds = Object.entries(forgeries);
    const cases = kinds.flatMap(([name, forge]) =>
      Array.from({ length: Math.ceil(FORGERIES / kinds.length) }, (_, n) => {
        const original = genuine[n % genuine.length]!;
        const certificate = structuredClone(original) as Writable<Certificate>;
        forge(certificate, (n * 0.6180339887) % 1);
        return { name, certificate, ...about(original) };
      }),
    );
    expect(cases.length).toBeGreaterThanOrEqual(FORGERIES);
    const verdicts = await judge(cases);
    expect(cases.filter((_, n) => verdicts[n] === 'proved').map(({ name }) => name)).toEqual([]);
    expect(verdicts).toHaveLength(cases.length);
  });

  it('knows the tables of addition, subtraction and comparison, and is not fooled by others of that name', async () => {
    const { certificate } = JSON.parse(fs.readFileSync(path.join(folder, 'subtractor.json'), 'utf8')) as {
      certificate: Certificate;
    };
    const renamed = { ...certificate, machine: { ...certificate.machine, name: 'addition' } };
    const [verdict] = await judge([
      { certificate: renamed, network: renamed.network, machine: renamed.machine },
    ]);
    expect(verdict).toBe("refused: Refused not the task's table");
  });

  it('refuses a tolerance for which the boxes have no room', async () => {
    const { certificate } = JSON.parse(
      fs.readFileSync(path.join(folder, 'four-unit-adder.json'), 'utf8'),
    ) as {
      certificate: Certificate;
    };
    const { network, machine } = certificate;
    const at = (tolerance: number): Case => ({ certificate, network, machine, tolerance });
    const verdicts = await judge([at(2 ** -10), at(2 ** -8), at(-1)]);
    expect(verdicts[0]).toBe('proved');
    expect(verdicts[1]).toMatch(/^refused: Refused box \d, input \d: a step leaves box \d$/);
    expect(verdicts[2]).toBe('refused: Refused no margin to speak of');
  });

  it('encloses exp narrowly on both sides of 0', async () => {
    const program = `
import sys
from fractions import Fraction
sys.path.insert(0, sys.argv[1])
from check import ONE, exp_above, exp_below
from decimal import Decimal, getcontext
getcontext().prec = 80
for n in range(-400, 401):
    x = Fraction(n * 7919, 65536)
    exact = Fraction((Decimal(x.numerator) / Decimal(x.denominator)).exp())
    below, above = Fraction(exp_below(x), ONE), Fraction(exp_above(x), ONE)
    width = max(exact, 1) * max(1, abs(x)) * Fraction(1, 2**56)
    assert below <= exact <= above, ("exp is outside", x)
    assert above - below <= width, ("too wide", x, float(above - below))
print("all enclosed")
`;
    expect(await python(['-c', program, path.dirname(CHECK)])).toEqual({
      status: 0,
      lines: ['all enclosed'],
    });
  });
});
