import { PALETTE, plot, type Figure, type Heading, type Trace } from 'carry';

/** One node of a graph: where it stands, what is written in it and under it. */
export interface GraphNode {
  readonly name: string;
  readonly x: number;
  readonly y: number;
  /** A second line under the name, such as a value. */
  readonly value?: string;
  /** Whether it stands out; lit nodes are larger and squared, so that color is not the only difference. */
  readonly lit?: boolean;
}

/** One arrow of a graph. */
export interface GraphEdge {
  /** Indices of the nodes. */
  readonly from: number;
  readonly to: number;
  /** Written beside the middle of the arrow. */
  readonly label?: string;
}

/** What a node graph shows. */
export interface NodeGraph extends Heading {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  /**
   * Where a node's text stands: 'outside', away from the middle line, if left out; 'right', above the arrow that
   * leaves to the right, suits graphs whose arrows go up.
   */
  readonly text?: 'outside' | 'right';
}

/**
 * Draws nodes joined by arrows: a computation graph, or a network of neurons. Figures with the same numbers of nodes
 * and edges can be put behind a slider with `animation`.
 *
 * @param graph - title, nodes with their places, and arrows between them
 * @returns a fresh figure without axes, in three traces: arrows, their labels, nodes
 * @throws when an edge names a node that is not there
 */
export function nodeGraph({ nodes, edges, text = 'outside', ...heading }: NodeGraph): Figure {
  const ends = edges.map(({ from, to, label }) => ({
    from: nodeAt(nodes, from),
    to: nodeAt(nodes, to),
    label,
  }));
  return plot(heading, [arrows(ends), labels(ends), dots(nodes, text)], {
    showlegend: false,
    xaxis: { range: around(nodes.map(({ x }) => x)) },
    yaxis: { range: around(nodes.map(({ y }) => y)) },
  });
}

interface Ends {
  readonly from: GraphNode;
  readonly to: GraphNode;
  readonly label: string | undefined;
}

function nodeAt(nodes: readonly GraphNode[], index: number): GraphNode {
  const node = nodes[index];
  if (node) return node;
  throw new RangeError(
    `nodeGraph: an edge names node ${index}, expected a whole number below ${nodes.length}`,
  );
}

function around(values: readonly number[]): [number, number] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const margin = 0.18 * (high - low) || 1;
  return [low - margin, high + margin];
}

/** Lines with a small head in the last quarter; a gap (null) ends each. */
function arrows(ends: readonly Ends[]): Trace {
  const along = (value: (node: GraphNode) => number) =>
    ends.flatMap(({ from, to }) => [value(from), value(to), null]);
  return {
    type: 'scatter',
    mode: 'lines+markers',
    x: along(({ x }) => x),
    y: along(({ y }) => y),
    line: { color: '#8C8C8C', width: 1.5 },
    marker: {
      symbol: 'arrow',
      angleref: 'previous',
      size: ends.flatMap(() => [0, 13, 0]),
      standoff: 17,
      color: '#8C8C8C',
    },
    hoverinfo: 'skip',
  };
}

function labels(ends: readonly Ends[]): Trace {
  const middle = (value: (node: GraphNode) => number) =>
    ends.map(({ from, to }) => 0.45 * value(from) + 0.55 * value(to));
  return {
    type: 'scatter',
    mode: 'markers+text',
    x: middle(({ x }) => x),
    y: middle(({ y }) => y),
    text: ends.map(({ label = '' }) => label),
    textposition: ends.map(({ from, to }) => (from.x === to.x ? 'middle right' : 'bottom center')),
    marker: { size: 10, opacity: 0 }, // keeps the text off the line
    hoverinfo: 'skip',
  };
}

function dots(nodes: readonly GraphNode[], text: 'outside' | 'right'): Trace {
  const heights = nodes.map(({ y }) => y);
  const middle = (Math.min(...heights) + Math.max(...heights)) / 2;
  return {
    type: 'scatter',
    mode: 'markers+text',
    x: nodes.map(({ x }) => x),
    y: nodes.map(({ y }) => y),
    text: nodes.map(({ name, value }) => (value === undefined ? name : `${name}<br>${value}`)),
    textposition: nodes.map(({ y }) =>
      text === 'right' ? 'top right' : y > middle ? 'top center' : 'bottom center',
    ),
    marker: {
      opacity: 1, // or the arrows would show through
      size: nodes.map(({ lit }) => (lit ? 24 : 18)),
      symbol: nodes.map(({ lit }) => (lit ? 'square' : 'circle')),
      color: nodes.map(({ lit }) => (lit ? PALETTE[3] : PALETTE[0])),
    },
    hoverinfo: 'text',
  };
}
