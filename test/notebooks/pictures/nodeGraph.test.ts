import { describe, expect, it } from 'vitest';
import { nodeGraph } from '../../../notebooks/pictures/nodeGraph';

const heading = { title: 'A graph', alt: 'nodes and arrows' };
const nodes = [
  { name: 'x', x: 0, y: 0 },
  { name: 'h', x: 0, y: 1, value: '0.5', lit: true },
  { name: 'y', x: 1, y: 1 },
];
const edges = [
  { from: 0, to: 1, label: 'up' },
  { from: 1, to: 2, label: 'across' },
];

describe('nodeGraph(graph)', () => {
  it('draws each arrow from node to node, with its label beside it', () => {
    const [arrows, labels] = nodeGraph({ ...heading, nodes, edges }).data;
    expect(arrows).toMatchObject({ x: [0, 0, null, 0, 1, null], y: [0, 1, null, 1, 1, null] });
    expect(labels).toMatchObject({
      text: ['up', 'across'],
      textposition: ['middle right', 'bottom center'],
    });
  });

  it('writes away from the middle, where no arrow runs, or above the arrows that leave to the right', () => {
    const placed = (text?: 'right'): unknown =>
      nodeGraph({ ...heading, nodes, edges, ...(text && { text }) }).data[2]?.['textposition'];
    expect(placed()).toEqual(['bottom center', 'top center', 'top center']);
    expect(placed('right')).toEqual(['top right', 'top right', 'top right']);
  });

  it('tells lit nodes apart by shape and size, not by color alone', () => {
    const { marker, text } = nodeGraph({ ...heading, nodes, edges }).data[2] as unknown as {
      marker: { symbol: string[]; size: number[] };
      text: string[];
    };
    expect(marker.symbol).toEqual(['circle', 'square', 'circle']);
    expect(marker.size[1]).toBeGreaterThan(marker.size[0] ?? Infinity);
    expect(text).toEqual(['x', 'h<br>0.5', 'y']);
  });

  it('throws when an arrow names a node that is not there', () => {
    expect(() => nodeGraph({ ...heading, nodes, edges: [{ from: 0, to: 3 }] })).toThrow(
      'nodeGraph: an edge names node 3, expected a whole number below 3',
    );
  });
});
