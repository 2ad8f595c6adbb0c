import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { formatValue, table } from '../../../lib/src/notebook/table';
import { pretendKernel } from '../../helpers/kernel';

let kernel: ReturnType<typeof pretendKernel>;
beforeEach(() => (kernel = pretendKernel()));
afterEach(() => kernel.stop());

describe('table(columns, rows, caption)', () => {
  it('shows a table with a head and a caption, and aligned text', () => {
    table(['gate', 'weights'], [['AND', 3]], 'Gates');
    expect(kernel.messages[0]?.data).toEqual({
      'text/html':
        '<table><caption>Gates</caption><thead><tr><th scope="col">gate</th><th scope="col">weights</th></tr></thead>' +
        '<tbody><tr><td>AND</td><td>3</td></tr></tbody></table>',
      'text/plain': 'Gates\ngate  weights\n----  -------\n AND        3',
    });
  });

  it('never lets a cell speak HTML', () => {
    table(['<a>'], [['<script>alert("&")</script>']]);
    const html = String(kernel.messages[0]?.data['text/html']);
    expect(html).toContain('&lt;script&gt;alert(&quot;&amp;&quot;)&lt;/script&gt;');
    expect(html).not.toContain('<script');
  });

  it('throws on a row of another length', () => {
    expect(() => table(['a', 'b'], [[1, 2], [3]])).toThrow('table: row 1 has 1 cells, expected 2');
  });

  it('prints text outside a notebook', () => {
    kernel.stop();
    const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
    table(['a'], [[1]]);
    expect(log.mock.calls).toEqual([['a\n-\n1']]);
    log.mockRestore();
  });
});

describe('formatValue(value)', () => {
  it.each([
    [16384, '16,384'],
    [-1000, '-1,000'],
    [0.1 + 0.2, '0.3'],
    [123456.789, '123460'],
    [1e-9, '1e-9'],
    [NaN, 'NaN'],
    [12345678901234567890n, '12,345,678,901,234,567,890'],
    [true, 'true'],
    ['0.5000', '0.5000'],
  ])('%s is written %s', (value, text) => expect(formatValue(value)).toBe(text));
});
