// The arithmetic of one bit, written out.
import { html, shown } from '../parts/elements';
import { arithmeticOf, type Product } from './arithmetic';
import type { Column } from './sumView';
import type { Parameters } from '../../../lib/src/core/parameters';
import type { Settings } from './settings';

const NAMES: Readonly<Record<Settings['activation'], string>> = {
  tanh: 'tanh',
  sigmoid: 'σ',
  relu: 'ReLU',
};

/** `0.52·1 − 0.31·0.20`, the first term with its sign only where that is a minus. */
function written(products: readonly Product[]): string {
  return products
    .map(({ weight, value }, n) => {
      const sign = weight < 0 ? '−' : n === 0 ? '' : '+';
      const gap = n === 0 ? '' : ' ';
      const factor = Number.isInteger(value) ? String(value) : shown(value);
      const shownFactor = value < 0 ? `(${factor})` : factor;
      return `${gap}${sign}${gap}${shown(Math.abs(weight))}·${shownFactor}`;
    })
    .join('');
}

const signed = (value: number): string => `${value < 0 ? '−' : '+'} ${shown(Math.abs(value))}`;

/** Shows how column `t` comes to its bit. */
export function showWhy(
  place: HTMLElement,
  parameters: Parameters,
  activation: Settings['activation'],
  columns: readonly Column[],
  t: number,
): void {
  const column = columns[t];
  const key = [t, activation, column?.a, column?.b, ...(columns[t - 1]?.h ?? []), ...(column?.h ?? [])]
    .concat(...Object.values(parameters.views).map((view) => Array.from(view)))
    .join();
  if (!column || place.dataset['key'] === key) return;
  place.dataset['key'] = key;
  const { units, bias, logit } = arithmeticOf(parameters, columns, t);
  const says = logit > 0 ? 1 : 0;
  const before = t === 0 ? 'a state of zeros' : `the state after bit ${t - 1}`;
  const rows = units.map(({ inputs, states, bias: b, a, h, weight }, j) =>
    html(
      'div',
      { class: 'why-unit' },
      html('dt', {}, `unit ${j + 1}`),
      html(
        'dd',
        {},
        html('span', { class: 'why-in' }, written(inputs)),
        ...(states.length > 0 ? [' + ', html('span', { class: 'why-state' }, written(states))] : []),
        ` ${signed(b)} = ${shown(a)}; `,
        html('b', {}, `${NAMES[activation]}(${shown(a)}) = ${shown(h)}`),
        `, times ${shown(weight)} is ${shown(weight * h)}`,
      ),
    ),
  );
  const sum = `${units.map(({ h, weight }, j) => (j === 0 ? shown(h * weight) : signed(h * weight))).join(' ')} ${signed(bias)}`;
  const fine = says === column.wanted;
  place.replaceChildren(
    html('h3', {}, `Why bit ${t} is ${says}`),
    html(
      'p',
      {},
      `It reads `,
      html('span', { class: 'why-in' }, `${column.a} and ${column.b}`),
      `, with `,
      html('span', { class: 'why-state' }, before),
      '.',
    ),
    html(
      'p',
      { class: fine ? 'why-sum' : 'why-sum wrong' },
      `${sum} = ${shown(logit)}, ${says ? 'above' : 'not above'} 0: it writes ${says}${fine ? ' ✓' : ` ✗, but it is ${column.wanted}`}`,
    ),
    html('dl', {}, ...rows),
  );
}
