// What became of a proof: its boxes, or where it failed and a sum that comes out wrong.
import type { Certificate, CertificateBox } from '../../../lib/src/proof/certificate';
import { counted, html, shown, svg } from '../parts/elements';
import { coqDownload } from './coqDownload';
import type { CarryLine, ProofResult } from './protocol';
import { wrongSumOf } from './wrongSum';

/**
 * Shows a result.
 *
 * @param line - chooses the two units that are drawn: those that say most about the carry
 */
export function showProof(place: HTMLElement, result: ProofResult, line: CarryLine): void {
  const { certificate, checked, attempts, milliseconds, unable } = result;
  if (certificate) {
    const { boxes, k, margin } = certificate;
    place.replaceChildren(
      html(
        'p',
        { class: 'finding good' },
        `✓ Proved: it adds numbers of every length. ${counted(boxes.length)} boxes, one for each ${k === 0 ? 'carry' : `last ${k === 1 ? 'input' : `${k} inputs`} and carry before`}; every output is right by at least ${shown(margin)}.`,
      ),
      html(
        'p',
        { class: 'quiet' },
        `${checked ? 'A second program, written apart from the search, agrees.' : 'The independent checker does not agree.'} Found and checked in ${shown(milliseconds, 0)} ms.`,
      ),
      boxesDrawing(certificate, line),
      coqDownload(certificate),
    );
    return;
  }
  const last = attempts.at(-1);
  const why = unable ?? `Not proved: with k = ${last?.k ?? 0}, ${last?.outcome ?? 'nothing'}.`;
  const truth = result.counterexample
    ? html('p', { class: 'finding' }, `And it is not true: ${wrongWords(result.counterexample)}.`)
    : html('p', {}, 'No wrong sum was found either. It may be right; this method cannot tell.');
  place.replaceChildren(html('p', { class: 'finding' }, `✗ ${why}`), truth);
}

/** What became of the proof, in a line. */
export function verdictOf(result: ProofResult): { readonly good: boolean; readonly words: string } {
  const { certificate, checked, milliseconds, counterexample } = result;
  if (certificate && checked) {
    const seconds = shown(milliseconds / 1000, milliseconds < 100 ? 2 : 1);
    return {
      good: true,
      words: `✓ Proved for every length · ${counted(certificate.boxes.length)} boxes · ${seconds} s`,
    };
  }
  if (certificate) return { good: false, words: '✗ The independent checker does not agree.' };
  return {
    good: false,
    words: counterexample
      ? `✗ ${wrongWords(counterexample)}.`
      : '✗ Not proved, and no wrong sum was found either.',
  };
}

function wrongWords(inputs: readonly number[]): string {
  const { a, b, columns } = wrongSumOf(inputs);
  return `${numberText(a)} + ${numberText(b)} comes out wrong, at bit ${columns - 1}`;
}

const numberText = (value: bigint): string => value.toLocaleString('en-US');

/** The carry after a box's inputs. */
export function carryIn({ before, inputs }: CertificateBox): number {
  return inputs.reduce((carry, input) => ((input >> 1) + (input & 1) + carry > 1 ? 1 : 0), before);
}

const SIZE = { width: 360, height: 300, left: 40, bottom: 34 };

/** The boxes, seen along all units but two. */
export function boxesDrawing(
  { boxes, network }: Pick<Certificate, 'boxes' | 'network'>,
  { weights }: CarryLine,
): SVGElement {
  const [i = 0, j = i] = weights
    .map((weight, unit) => ({ unit, size: Math.abs(weight) }))
    .sort((a, b) => b.size - a.size)
    .map(({ unit }) => unit);
  const low = network.activation === 'sigmoid' ? 0 : -1;
  const x = (value: number): number =>
    SIZE.left + ((value - low) / (1 - low)) * (SIZE.width - SIZE.left - 10);
  const y = (value: number): number =>
    SIZE.height - SIZE.bottom - ((value - low) / (1 - low)) * (SIZE.height - SIZE.bottom - 10);
  const shapes = boxes.map((box) => {
    const [left, right] = [x(box.low[i] ?? 0), x(box.high[i] ?? 0)];
    const [bottom, top] = [y(box.low[j] ?? 0), y(box.high[j] ?? 0)];
    const [w, h] = [Math.max(5, right - left), Math.max(5, bottom - top)];
    const carry = carryIn(box);
    return svg('rect', {
      x: (left + right - w) / 2,
      y: (top + bottom - h) / 2,
      width: w,
      height: h,
      class: carry ? 'carry' : 'none',
    });
  });
  const frame = svg('path', {
    class: 'axis',
    d: `M${x(low)} ${y(1)}V${y(low)}H${x(1)}M${x(low)} ${y((1 + low) / 2)}H${x(1)}M${x((1 + low) / 2)} ${y(1)}V${y(low)}`,
  });
  const texts = [
    svg('text', { x: x(1), y: SIZE.height - 10, 'text-anchor': 'end' }, `unit ${i + 1}`),
    svg('text', { x: x(low), y: SIZE.height - 10 }, shown(low, 0)),
    svg('text', { x: x(low) - 8, y: y(1) + 10, 'text-anchor': 'end' }, '1'),
    svg(
      'text',
      {
        x: 0,
        y: 0,
        'text-anchor': 'middle',
        transform: `translate(${x(low) - 12} ${y((1 + low) / 2)}) rotate(-90)`,
      },
      `unit ${j + 1}`,
    ),
  ];
  const hatch = svg(
    'pattern',
    { id: 'hatch', width: 6, height: 6, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' },
    svg('rect', { width: 6, height: 6, class: 'ground' }),
    svg('path', { d: 'M0 0V6' }),
  );
  const legend = svg(
    'g',
    { class: 'legend' },
    svg('rect', { x: x(low), y: 0, width: 10, height: 10, class: 'carry' }),
    svg('text', { x: x(low) + 16, y: 10 }, 'carry'),
    svg('rect', { x: x(low) + 74, y: 0, width: 10, height: 10, class: 'none' }),
    svg('text', { x: x(low) + 90, y: 10 }, 'no carry'),
  );
  const words = `${boxes.length} boxes of hidden states, seen from the side of units ${i + 1} and ${j + 1}; those with a carry are hatched and lie apart from those without.`;
  return svg(
    'svg',
    { class: 'boxes', viewBox: `0 -18 ${SIZE.width} ${SIZE.height + 18}`, role: 'img', 'aria-label': words },
    svg('defs', {}, hatch),
    frame,
    ...texts,
    legend,
    ...shapes,
  );
}
