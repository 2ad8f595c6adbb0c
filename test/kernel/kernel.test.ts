// The TypeScript kernel as Jupyter meets it: its messages, and the stop button.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { places } from '../../scripts/setup/places.mjs';

interface Answer {
  readonly status: 'ok' | 'error' | 'abort';
  readonly printed: string;
  readonly messages: number;
  readonly shown: readonly Record<string, unknown>[];
}

const STOPPED = 'Interrupted: the cell was stopped. What it had computed until then is kept.\n';
const { root, python, kernel } = places();

/** Each with the text after which the stop button is pressed. */
const cells = {
  lines: { source: "for (let n = 0; n < 5000; n++) console.log('line', n);" },
  sync: { source: "console.log('on');\nfor (;;);", stopOn: 'on' },
  aware: { source: "let counted = 0;\nawait null;\nconsole.log('on');\nfor (;;) counted++;", stopOn: 'on' },
  micro: { source: "console.log('on');\nfor (;;) await null;", stopOn: 'on' },
  timer: {
    source: "console.log('on');\nawait new Promise((resolve) => setTimeout(() => { for (;;); }, 1));",
    stopOn: 'on',
  },
  after: { source: 'console.log(counted > 0);' },
  polite: {
    source: `import { interruptible } from 'carry';
const answer = await interruptible(async (signal) => {
  console.log('on');
  while (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, 5));
  return 'kept';
});
console.log(answer);`,
    stopOn: 'on',
  },
  text: {
    source: `import { display } from 'tslab';
display.raw('application/vnd.plotly.v1+json', JSON.stringify({ data: [{ y: [1, 2] }], layout: {} }));`,
  },
  nothing: {
    source: `display.raw('application/vnd.plotly.v1+json', { data: [{ y: new Map([[1, 2]]), x: [NaN, NaN] }] } as never);
display.raw('application/vnd.plotly.v1+json', 'a chart' as never);`,
  },
  array: {
    source:
      "display.raw('application/vnd.plotly.v1+json', { data: [{ y: Float64Array.of(1, 2) }] } as never);",
  },
};
const answers = new Map<string, Answer>();
const answerTo = (name: keyof typeof cells): Answer => answers.get(name)!; // all are there, or `beforeAll` failed

beforeAll(() => {
  const input = JSON.stringify({
    spec: path.resolve(kernel),
    cwd: path.join(root, 'notebooks'),
    cells: Object.values(cells),
  });
  const { stdout, stderr, status } = spawnSync(python, [path.join(import.meta.dirname, 'client.py')], {
    input,
    encoding: 'utf8',
    maxBuffer: 64 * 2 ** 20,
    timeout: 290_000,
    killSignal: 'SIGKILL',
  });
  expect(status, stderr).toBe(0);
  (JSON.parse(stdout) as Answer[]).forEach((answer, n) => answers.set(Object.keys(cells)[n] ?? '', answer));
});

describe('what a cell prints', () => {
  it('comes whole, in few messages', () => {
    const { printed, messages } = answerTo('lines');
    expect(printed.split('\n').length).toBe(5001);
    expect(messages).toBeLessThan(250);
  });
});

describe('the stop button', () => {
  it.each(['sync', 'aware', 'micro', 'timer'] as const)(
    'ends a cell that computes without a pause (%s)',
    (name) => {
      expect(answerTo(name)).toMatchObject({ status: 'error', printed: `on\n${STOPPED}` });
    },
  );
  it('keeps what was computed', () => {
    expect(answerTo('after')).toMatchObject({ status: 'ok', printed: 'true\n' });
  });
  it('ends interruptible work and lets its cell go on', () => {
    expect(answerTo('polite')).toMatchObject({ status: 'ok', printed: 'on\nkept\n' });
  });
});

describe('what cannot be drawn', () => {
  const mime = 'application/vnd.plotly.v1+json';
  it('a figure in the form of a text is read', () => {
    expect(answerTo('text').shown).toEqual([{ [mime]: { data: [{ y: [1, 2] }], layout: {} } }]);
  });
  it('typed arrays become lists', () => {
    expect(answerTo('array').shown).toEqual([{ [mime]: { data: [{ y: [1, 2] }] } }]);
  });
  it('is told', () => {
    expect(answerTo('nothing').printed).toBe(`display: figure.data[0].y is a Map, expected a list or an object
display: figure.data[0].x holds no finite number: nothing of it is drawn
display: ${mime} is the text "a chart", expected an object or its JSON
`);
  });
});
