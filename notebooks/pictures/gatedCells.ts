import { animation, type Figure, PALETTE, plot, type Trace } from 'carry';

/** A thing in the picture of a cell. It appears in the stage `since`, and stays. */
interface Part {
  readonly since: number;
  readonly x: number;
  readonly y: number;
  readonly text: string;
  /** A gate or candidate with its weights, an operation, or a value that comes in or goes out. */
  readonly kind: 'gate' | 'operation' | 'value';
}

/** A line through two or more places; its head is at the last. */
interface Path {
  readonly since: number;
  readonly through: readonly (readonly [x: number, y: number])[];
}

interface Drawing {
  readonly title: string;
  readonly parts: readonly Part[];
  readonly paths: readonly Path[];
  /** What each stage adds: the title of its figure. */
  readonly stages: readonly string[];
  readonly alt: string;
}

const LSTM: Drawing = {
  title: 'A long short-term memory, stage by stage',
  stages: [
    'The cell c runs straight through time',
    'Forget gate f: how much of the old cell is kept',
    'Input gate i and candidate g: what is added',
    'Output gate o: how much of the cell is shown',
    'What the gates read: the input, and what was shown before',
  ],
  parts: [
    { since: 0, x: 0, y: 4, text: 'c[t−1]', kind: 'value' },
    { since: 0, x: 10.4, y: 4, text: 'c[t]', kind: 'value' },
    { since: 1, x: 2, y: 4, text: '×', kind: 'operation' },
    { since: 1, x: 2, y: 1.6, text: 'f', kind: 'gate' },
    { since: 2, x: 4.6, y: 4, text: '+', kind: 'operation' },
    { since: 2, x: 4.6, y: 2.8, text: '×', kind: 'operation' },
    { since: 2, x: 3.8, y: 1.6, text: 'i', kind: 'gate' },
    { since: 2, x: 5.4, y: 1.6, text: 'g', kind: 'gate' },
    { since: 3, x: 8.6, y: 3.1, text: 'tanh', kind: 'operation' },
    { since: 3, x: 8.6, y: 1.6, text: '×', kind: 'operation' },
    { since: 3, x: 7, y: 1.6, text: 'o', kind: 'gate' },
    { since: 3, x: 10.4, y: 1.6, text: 'h[t]', kind: 'value' },
    { since: 4, x: 0, y: 0.2, text: 'h[t−1]', kind: 'value' },
    { since: 4, x: 0, y: -0.9, text: 'x[t]', kind: 'value' },
  ],
  paths: [
    {
      since: 0,
      through: [
        [0.6, 4],
        [9.9, 4],
      ],
    },
    {
      since: 1,
      through: [
        [2, 1.9],
        [2, 3.7],
      ],
    },
    {
      since: 2,
      through: [
        [3.8, 1.9],
        [3.8, 2.8],
        [4.3, 2.8],
      ],
    },
    {
      since: 2,
      through: [
        [5.4, 1.9],
        [5.4, 2.8],
        [4.9, 2.8],
      ],
    },
    {
      since: 2,
      through: [
        [4.6, 3.1],
        [4.6, 3.7],
      ],
    },
    {
      since: 3,
      through: [
        [8.6, 4],
        [8.6, 3.4],
      ],
    },
    {
      since: 3,
      through: [
        [8.6, 2.8],
        [8.6, 1.9],
      ],
    },
    {
      since: 3,
      through: [
        [7.3, 1.6],
        [8.3, 1.6],
      ],
    },
    {
      since: 3,
      through: [
        [8.9, 1.6],
        [9.9, 1.6],
      ],
    },
    ...[2, 3.8, 5.4, 7].map((x): Path => ({
      since: 4,
      through: [
        [0.6, 0.2],
        [x, 0.2],
        [x, 1.3],
      ],
    })),
    {
      since: 4,
      through: [
        [0.6, -0.9],
        [1.3, -0.9],
        [1.3, 0.1],
      ],
    },
  ],
  alt: 'An LSTM cell built up in five stages: first a straight line from c[t−1] to c[t]; a forget gate that multiplies it; an input gate times a candidate that is added; an output gate that multiplies tanh of the cell and gives h[t]; at last the lines from h[t−1] and x[t] to all four.',
};

const GRU: Drawing = {
  title: 'A gated recurrent unit, stage by stage',
  stages: [
    'One state h, and no cell beside it',
    'Reset gate r: how much of the state the candidate sees',
    'Candidate n: what the new state could be',
    'Update gate u: keep the old state, or take the candidate',
  ],
  parts: [
    { since: 0, x: 0, y: 4, text: 'h[t−1]', kind: 'value' },
    { since: 0, x: 10.4, y: 4, text: 'h[t]', kind: 'value' },
    { since: 0, x: 0, y: 0.2, text: 'x[t]', kind: 'value' },
    { since: 1, x: 1.8, y: 1.6, text: 'r', kind: 'gate' },
    { since: 1, x: 1.8, y: 2.8, text: '×', kind: 'operation' },
    { since: 2, x: 4, y: 1.6, text: 'n', kind: 'gate' },
    { since: 3, x: 6.4, y: 1.6, text: 'u', kind: 'gate' },
    { since: 3, x: 6.4, y: 4, text: '×', kind: 'operation' },
    { since: 3, x: 7.6, y: 2.6, text: '×', kind: 'operation' },
    { since: 3, x: 7.6, y: 1.6, text: '1−', kind: 'operation' },
    { since: 3, x: 8.8, y: 4, text: '+', kind: 'operation' },
  ],
  paths: [
    {
      since: 0,
      through: [
        [0.7, 4],
        [9.9, 4],
      ],
    },
    {
      since: 1,
      through: [
        [0.4, 3.8],
        [0.4, 1.6],
        [1.5, 1.6],
      ],
    },
    {
      since: 1,
      through: [
        [0.5, 0.2],
        [1.8, 0.2],
        [1.8, 1.3],
      ],
    },
    {
      since: 1,
      through: [
        [1.8, 1.9],
        [1.8, 2.5],
      ],
    },
    {
      since: 1,
      through: [
        [0.4, 2.8],
        [1.5, 2.8],
      ],
    },
    {
      since: 2,
      through: [
        [2.1, 2.8],
        [4, 2.8],
        [4, 1.9],
      ],
    },
    {
      since: 2,
      through: [
        [1.8, 0.2],
        [4, 0.2],
        [4, 1.3],
      ],
    },
    {
      since: 3,
      through: [
        [4, 0.2],
        [6.4, 0.2],
        [6.4, 1.3],
      ],
    },
    {
      since: 3,
      through: [
        [6.4, 1.9],
        [6.4, 3.7],
      ],
    },
    {
      since: 3,
      through: [
        [6.7, 1.6],
        [7.3, 1.6],
      ],
    },
    {
      since: 3,
      through: [
        [7.6, 1.9],
        [7.6, 2.3],
      ],
    },
    {
      since: 3,
      through: [
        [0.4, 1.6],
        [0.4, 0.9],
        [6.1, 0.9],
        [6.1, 1.3],
      ],
    },
    {
      since: 3,
      through: [
        [4.3, 1.6],
        [5, 1.6],
        [5, 2.6],
        [7.3, 2.6],
      ],
    },
    {
      since: 3,
      through: [
        [7.9, 2.6],
        [8.8, 2.6],
        [8.8, 3.7],
      ],
    },
  ],
  alt: 'A GRU built up in four stages: a line from h[t−1] to h[t]; a reset gate that multiplies what goes to the candidate; the candidate n, from that and x[t]; the update gate u, which multiplies the old state, while 1−u multiplies the candidate, and both are added.',
};

/**
 * Draws the inside of an LSTM or of a GRU, one stage after the other behind a slider: what a stage adds is orange, what
 * was there before is blue. Squares have weights, circles only compute.
 *
 * @param kind - which cell
 * @returns a fresh figure that begins with the first stage
 *
 * @example
 * import { gatedCell } from 'carry/pictures';
 * gatedCell('lstm').frames?.length; // → 5
 */
export function gatedCell(kind: 'lstm' | 'gru'): Figure {
  const drawing = kind === 'lstm' ? LSTM : GRU;
  const steps = drawing.stages.map((_, stage) => ({ name: String(stage + 1), figure: at(drawing, stage) }));
  return animation(steps, { prefix: 'stage ', alt: drawing.alt, start: 0, stepTime: 1500 });
}

function at(drawing: Drawing, stage: number): Figure {
  const { title, parts, paths, alt } = drawing;
  const said: Trace = {
    type: 'scatter',
    mode: 'text',
    x: [5.2],
    y: [5],
    text: [`<b>${stage + 1} · ${drawing.stages[stage]}</b>`],
    textfont: { size: 14 },
    hoverinfo: 'skip',
  };
  const marks = [false, true].flatMap((fresh) => {
    const now = ({ since }: { since: number }): boolean => (fresh ? since === stage : since < stage);
    return drawn(parts.filter(now), paths.filter(now), fresh ? PALETTE[3] : PALETTE[0]);
  });
  const axes = { x: { label: '', range: [-0.9, 11.2] }, y: { label: '', range: [-1.4, 5.4] } } as const;
  const hidden = { visible: false, fixedrange: true };
  return plot({ title, alt, height: 400, ...axes }, [...marks, said], {
    showlegend: false,
    xaxis: hidden,
    yaxis: hidden,
  });
}

function drawn(parts: readonly Part[], paths: readonly Path[], color: string): Trace[] {
  const of = (kind: Part['kind']): Part[] => parts.filter((part) => part.kind === kind);
  return [
    lines(paths, color),
    points(of('gate'), color),
    points(of('operation'), color),
    points(of('value'), color),
  ];
}

/** Lines with a head at their last place; a gap (null) ends each. */
function lines(paths: readonly Path[], color: string): Trace {
  const along = (axis: 0 | 1): (number | null)[] =>
    paths.flatMap(({ through }) => [...through.map((place) => place[axis]), null]);
  return {
    type: 'scatter',
    mode: 'lines+markers',
    x: along(0),
    y: along(1),
    line: { color, width: 2 },
    marker: {
      symbol: 'arrow',
      angleref: 'previous',
      size: paths.flatMap(({ through }) => [
        ...through.map((_, n) => (n === through.length - 1 ? 12 : 0)),
        0,
      ]),
      color,
    },
    hoverinfo: 'skip',
  };
}

const LOOKS = {
  gate: { symbol: 'square', size: 38 },
  operation: { symbol: 'circle', size: 36 },
  value: { symbol: 'circle', size: 1 },
} as const;

function points(parts: readonly Part[], color: string): Trace {
  const kind = parts[0]?.kind ?? 'gate';
  return {
    type: 'scatter',
    mode: 'markers+text',
    x: parts.map(({ x }) => x),
    y: parts.map(({ y }) => y),
    text: parts.map(({ text }) => text),
    textfont: { color: kind === 'value' ? color : '#FFFFFF', size: kind === 'operation' ? 12 : 16 },
    marker: {
      ...LOOKS[kind],
      color,
      opacity: kind === 'value' ? 0 : 1,
      line: { color: '#FFFFFF', width: 2 },
    },
    hoverinfo: 'skip',
  };
}
