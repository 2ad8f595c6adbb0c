// What a cell shows, as it comes: text, tables, pictures, figures that move.
import type { Draw, Drawing } from '../../assets/figures';
import { html } from '../../playground/parts/elements';
import type { Output } from '../kernel/protocol';
import { harmless } from './harmless';

const PLOTLY = 'application/vnd.plotly.v1+json';

/** A verdict on an exercise, as it comes with an output. */
export interface ShownVerdict {
  readonly exercise: string;
  readonly state: string;
}

/** Shows the outputs of one run of a cell in an element. */
export interface OutputsView {
  add(outputs: readonly Output[]): void;
  /** Everything that was shown, as a notebook file stores it: of one slot, only the last. */
  readonly all: readonly Output[];
}

/**
 * Starts a view. What the element held stays until the first output comes, so that the page does not jump.
 *
 * @param element - becomes the place of the outputs
 * @param verdict - is told of each verdict on an exercise
 */
export function showOutputs(element: HTMLElement, verdict: (shown: ShownVerdict) => void): OutputsView {
  const all: Output[] = [];
  const slots = new Map<string, { index: number; place: HTMLElement }>();
  let begun = false;
  let stream: { name: string; place: HTMLElement; text: string } | undefined;

  function addText(name: 'stdout' | 'stderr', text: string): void {
    const last = all.at(-1);
    if (last?.output_type === 'stream' && last.name === name)
      all[all.length - 1] = { ...last, text: last.text + text };
    else all.push({ output_type: 'stream', name, text });
    if (stream?.name !== name) {
      stream = { name, place: html('pre', { class: `out ${name}` }), text: '' };
      element.append(stream.place);
    }
    const before = stream.text;
    stream.text = overwritten(before + text);
    // Text is added to what is there; only a line that was overwritten is written anew.
    if (stream.text.startsWith(before)) stream.place.append(stream.text.slice(before.length));
    else stream.place.textContent = stream.text;
    const long = stream.text.length > 4000;
    stream.place.classList.toggle('long', long);
    if (long) stream.place.tabIndex = 0; // it scrolls, by the keyboard too
  }

  return {
    all,
    add(outputs) {
      if (!begun && outputs.length > 0) element.replaceChildren();
      begun ||= outputs.length > 0;
      for (const output of outputs) {
        if (output.output_type === 'stream') {
          addText(output.name, output.text);
          continue;
        }
        const { slot, ...stored } = output;
        const { exercise, state } = (output.metadata['carry'] ?? {}) as Partial<ShownVerdict>;
        if (exercise !== undefined && state !== undefined) verdict({ exercise, state });
        const known = slot === undefined ? undefined : slots.get(slot);
        if (known) {
          all[known.index] = stored;
          showIn(known.place, stored.data, exercise !== undefined);
          continue;
        }
        stream = undefined;
        const place = html('div', { class: 'shown' });
        element.append(place);
        all.push(stored);
        if (slot !== undefined) slots.set(slot, { index: all.length - 1, place });
        showIn(place, stored.data, exercise !== undefined);
      }
    },
  };
}

/** The richest format that a page can show. */
function showIn(place: HTMLElement, data: Record<string, unknown>, isExercise: boolean): void {
  if (data[PLOTLY]) return showFigure(place, data[PLOTLY] as Drawing);
  place.classList.toggle('exercise', isExercise);
  const text = (mime: string): string | undefined => {
    const value = data[mime];
    return typeof value === 'string' ? value : undefined;
  };
  const markup = text('text/html');
  if (markup !== undefined) {
    return place.replaceChildren(
      /^\s*<table/.test(markup) ? html('div', { class: 'scroll' }, harmless(markup)) : harmless(markup),
    );
  }
  for (const mime of ['image/svg+xml', 'image/png', 'image/jpeg']) {
    const content = text(mime);
    if (content === undefined) continue;
    const encoded = mime === 'image/svg+xml' ? `,${encodeURIComponent(content)}` : `;base64,${content}`;
    return place.replaceChildren(
      html('img', { src: `data:${mime}${encoded}`, alt: text('text/plain') ?? '' }),
    );
  }
  place.replaceChildren(html('pre', { class: 'out' }, text('text/markdown') ?? text('text/plain') ?? ''));
}

/** The figures that are being drawn, with the newest state that waits for its turn. */
const drawing = new WeakMap<HTMLElement, { next?: Drawing | undefined }>();

/** A figure: updates that come faster than they can be drawn are left out, but for the last. */
function showFigure(place: HTMLElement, shown: Drawing): void {
  const busy = drawing.get(place);
  if (busy) {
    busy.next = shown;
    return;
  }
  const state: { next?: Drawing | undefined } = {};
  drawing.set(place, state);
  void drawOnce(place, shown)
    .catch((error: unknown) =>
      place.replaceChildren(html('p', {}, `The figure could not be drawn: ${String(error)}`)),
    )
    .then(() => new Promise(requestAnimationFrame))
    .then(() => {
      drawing.delete(place);
      if (state.next) showFigure(place, state.next);
    });
}

async function drawOnce(place: HTMLElement, shown: Drawing): Promise<void> {
  const draw = (globalThis as { carryDraw?: Draw }).carryDraw;
  if (!draw) throw new Error('the script of the site is missing');
  const meta = shown.layout['meta'] as { alt?: string } | undefined;
  const known = place.querySelector<HTMLElement>('figure.plot');
  if (known) return draw.again(known, shown, meta?.alt ?? '');
  const figure = html('figure', {
    class: 'plot',
    style: `--height:${Number(shown.layout['height'] ?? 360)}px`,
  });
  place.replaceChildren(figure);
  return draw.into(figure, shown, meta?.alt ?? '');
}

/** Of each line what a terminal would show after carriage returns. */
function overwritten(text: string): string {
  if (!text.includes('\r')) return text;
  return text
    .split('\n')
    .map((line) => {
      const parts = line.split('\r').filter((part) => part !== '');
      // A line that ends with a carriage return is written over by what comes next.
      return `${parts.at(-1) ?? ''}${line.endsWith('\r') ? '\r' : ''}`;
    })
    .join('\n');
}
