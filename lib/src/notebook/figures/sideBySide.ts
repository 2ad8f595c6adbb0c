import type { Figure, Layout } from '../figure';
import { titleOf } from '../figure';
import { baseLayout, type Heading } from './style';

/** Space between two neighbors, as a share of the whole width. */
const GAP = 0.12;

/**
 * Puts figures side by side, each with its axes, under one title; their own titles stand above them. Traces of the
 * same name are one entry of the legend.
 *
 * @param figures - figures with one x and one y axis each and without frames, at least one
 * @param heading - title, height, and the alternative text of the whole
 * @returns a fresh figure
 * @throws when there is no figure, or one has frames
 *
 * @example
 * import { lineChart, sideBySide } from 'carry';
 * const power = (n: number) => lineChart({
 *   title: `x to the ${n}`, x: { label: 'x' }, y: { label: 'y' },
 *   series: [{ name: 'y', x: [0, 1, 2], y: [0, 1, 2 ** n] }], alt: `The ${n}th power.`,
 * });
 * const both = sideBySide([power(2), power(3)], { title: 'Powers', alt: 'Two rising curves, the right one steeper.' });
 * both.data.length; // → 2
 */
export function sideBySide(figures: readonly Figure[], heading: Heading): Figure {
  if (figures.length === 0) throw new Error('sideBySide: 0 figures, expected at least 1');
  const width = (1 - GAP * (figures.length - 1)) / figures.length;
  const seen = new Set<unknown>();
  const data = figures.flatMap((figure, index) =>
    figure.data.map((trace) => {
      const group = trace['legendgroup'] ?? trace['name'];
      const again = group !== undefined && trace['showlegend'] !== false && seen.has(group);
      if (trace['showlegend'] !== false) seen.add(group);
      return {
        ...trace,
        xaxis: axisName('x', index),
        yaxis: axisName('y', index),
        ...(group !== undefined && { legendgroup: group }),
        ...(again && { showlegend: false }),
      };
    }),
  );
  const axes = figures.map((figure, index) => placed(figure, index, index * (width + GAP), width));
  const titles = figures.map((figure, index) => titleAbove(figure, index * (width + GAP) + width / 2));
  const base = baseLayout(heading);
  const margin = base['margin'] as { t: number };
  return {
    data,
    layout: Object.assign(
      {
        ...base,
        margin: { ...margin, t: margin.t + 28 },
        annotations: titles,
        legend: { orientation: 'h', y: -0.3, yanchor: 'top' },
        showlegend: figures.some(({ layout }) => layout['showlegend'] === true),
      },
      ...axes,
    ) as Layout,
    alt: heading.alt,
  };
}

const axisName = (side: 'x' | 'y', index: number): string => (index === 0 ? side : `${side}${index + 1}`);

/** The axes of one figure, moved to their place in the row. */
function placed(figure: Figure, index: number, from: number, width: number): Layout {
  if (figure.frames) throw new Error(`sideBySide: figure ${index} has frames, expected one without`);
  const { xaxis, yaxis } = figure.layout as { xaxis?: Layout; yaxis?: Layout };
  const suffix = index === 0 ? '' : String(index + 1);
  return {
    [`xaxis${suffix}`]: { ...xaxis, domain: [from, from + width], anchor: axisName('y', index) },
    [`yaxis${suffix}`]: { ...yaxis, anchor: axisName('x', index) },
  };
}

function titleAbove(figure: Figure, middle: number): Layout {
  return {
    text: titleOf(figure),
    xref: 'paper',
    yref: 'paper',
    x: middle,
    y: 1,
    xanchor: 'center',
    yanchor: 'bottom',
    showarrow: false,
    font: { size: 13 },
  };
}
