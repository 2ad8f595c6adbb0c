// A canvas that is as sharp as the screen and as wide as the page allows.

/** A drawing surface measured in CSS pixels. */
export interface Surface {
  readonly context: CanvasRenderingContext2D;
  readonly width: number;
  readonly height: number;
}

/** Calls `draw` at once and whenever the canvas changes its size or the colors change; returns what draws it anew. */
export function onCanvas(canvas: HTMLCanvasElement, draw: (surface: Surface) => void): () => void {
  const context = canvas.getContext('2d');
  if (!context) throw new Error('onCanvas: this browser gives no drawing surface');
  // The size is kept from when it last changed: asking for it would make the browser lay out the page.
  let [width, height] = [0, 0];
  const redraw = (): void => {
    if (width === 0 || height === 0) return;
    const sharpness = Math.min(3, devicePixelRatio || 1);
    if (canvas.width !== Math.round(width * sharpness) || canvas.height !== Math.round(height * sharpness)) {
      canvas.width = Math.round(width * sharpness);
      canvas.height = Math.round(height * sharpness);
    }
    context.setTransform(sharpness, 0, 0, sharpness, 0, 0);
    context.clearRect(0, 0, width, height);
    draw({ context, width, height });
  };
  new ResizeObserver(([entry]) => {
    if (!entry) return;
    ({ width, height } = entry.contentRect);
    redraw();
  }).observe(canvas);
  addEventListener('carry-theme', redraw);
  return redraw;
}

const colors = new Map<string, string>();
addEventListener('carry-theme', () => colors.clear(), { capture: true });

/** A color of the style sheet, `--ink`, read once for each theme. */
export function color(name: string): string {
  let value = colors.get(name);
  if (value === undefined) {
    value = getComputedStyle(document.documentElement).getPropertyValue(name).trim();
    colors.set(name, value);
  }
  return value;
}
