import {
  animation,
  decisionPlane,
  type Figure,
  type Heading,
  PALETTE,
  scatterPlot,
  sideBySide,
  type Trace,
} from 'carry';
import { answerAt, CORNERS, hiddenPoint, type Point, type TwoUnitNetwork, XOR } from './twoUnitNetwork';

/** How far the hidden plane is shown: tanh stays between −1 and 1. */
const EDGE = 1.3;
/** How far beyond the corners the inputs are shown. */
const MARGIN = 0.25;
/** Lines of the net through the inputs, in each direction, and points on each. */
const LINES = 7;
const POINTS = 7;

/**
 * Makes the picture of notebook 04 in which a hidden layer of two units bends the plane of its inputs. On the left the
 * inputs, colored by the network's answer; on the right the same net of lines and the same corners where the hidden
 * layer puts them, and the line that the output neuron draws there.
 *
 * @param networks - the network after some steps of training, at least one
 * @param steps - how many steps each of them has made
 * @param heading - title, alternative text, height
 * @returns a fresh figure with a slider, open at the first step
 */
export function bendingPlane(
  networks: readonly TwoUnitNetwork[],
  steps: readonly number[],
  heading: Heading,
): Figure {
  const frames = networks.map((network, n) => ({
    name: String(steps[n]),
    figure: sideBySide([inputPlane(network), hiddenPlane(network)], { height: 460, ...heading }),
  }));
  const figure = animation(frames, { prefix: 'step ', start: 0, stepTime: 400, alt: heading.alt });
  return { ...figure, layout: { ...figure.layout, showlegend: false } }; // the corners carry their names
}

function inputPlane(network: TwoUnitNetwork): Figure {
  const range = [-MARGIN, 1 + MARGIN] as const;
  const plane = decisionPlane({
    title: 'inputs',
    x: { label: 'x₁', range },
    y: { label: 'x₂', range },
    output: (x1, x2) => answerAt(network, hiddenPoint(network, [x1, x2])),
    scale: 'answer',
    resolution: 11, // coarse: it is stored once for each step
    groups: groupsAt((corner) => corner),
    alt: 'The inputs, colored by the answer.',
  });
  const [ground, line, ...points] = plane.data;
  const fixed = { ...ground, showscale: false, zmin: 0, zmax: 1 };
  return { ...plane, data: [fixed, line ?? {}, ...netOf((point) => point), ...points] };
}

function hiddenPlane(network: TwoUnitNetwork): Figure {
  const range = [-EDGE, EDGE] as const;
  const plane = scatterPlot({
    title: 'where the hidden layer puts them',
    x: { label: 'h₁', range },
    y: { label: 'h₂', range },
    groups: groupsAt((corner) => hiddenPoint(network, corner)),
    alt: 'The hidden plane, with the line of the output neuron.',
  });
  return {
    ...plane,
    data: [lineOf(network), ...netOf((point) => hiddenPoint(network, point)), ...plane.data],
  };
}

/** Where the output neuron is undecided, h·W_hy + b_y = 0: a straight line, across the whole plane. */
function lineOf({ W_hy, b_y }: TwoUnitNetwork): Trace {
  const [w1 = 0, w2 = 0] = W_hy;
  const steep = Math.abs(w1) > Math.abs(w2);
  const ends = [-EDGE, EDGE].map((end): Point =>
    steep ? [-(b_y + w2 * end) / w1, end] : [end, -(b_y + w1 * end) / w2],
  );
  return meshTrace('answer = 0.5', '#444444', ends, 2.5);
}

function groupsAt(place: (corner: Point) => Point) {
  return [0, 1].map((answer) => {
    const corners = CORNERS.filter((_, n) => XOR[n] === answer);
    const places = corners.map(place);
    return {
      name: `XOR is ${answer}`,
      x: places.map(([across]) => across),
      y: places.map(([, up]) => up),
      text: corners.map(([x1, x2]) => `(${x1}, ${x2})`),
    };
  });
}

/** The net of lines through the unit square, moved: one color for each direction, so that a bend can be followed. */
function netOf(place: (point: Point) => Point): Trace[] {
  const across = Array.from({ length: LINES }, (_, n) => n / (LINES - 1));
  const along = Array.from({ length: POINTS }, (_, n) => n / (POINTS - 1));
  const lines = (pointOf: (fixed: number, free: number) => Point) =>
    across.flatMap((fixed) => [...along.map((free) => place(pointOf(fixed, free))), [NaN, NaN] as const]);
  return [
    meshTrace(
      'x₁ stays the same',
      PALETTE[2],
      lines((fixed, free) => [fixed, free]),
    ),
    meshTrace(
      'x₂ stays the same',
      PALETTE[5],
      lines((fixed, free) => [free, fixed]),
    ),
  ];
}

function meshTrace(name: string, color: string, points: readonly Point[], width = 1.2): Trace {
  return {
    type: 'scatter',
    mode: 'lines',
    name,
    line: { color, width },
    x: Float32Array.from(points, ([x]) => x),
    y: Float32Array.from(points, ([, y]) => y),
    hoverinfo: 'skip',
  };
}
