// A canvas that is as sharp as the screen and as wide as the page allows.

/** A drawing surface measured in CSS pixels. */
export interface Surface {
  readonly context: CanvasRenderingContext2D;
  readonly width: number;
  readonly height: number;
}

/** Calls `draw` at once and whenever the canvas changes its size or the colors change. */
export function onCanvas(canvas: HTMLCanvasElement, draw: (surface: Surface) => void): () => void {
  const context = canvas.getContext('2d');
  if (!context) throw new Error('onCanvas: this browser gives no drawing surface');
  const redraw = (): void => {
    const { clientWidth: width, clientHeight: height } = canvas;
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
  new ResizeObserver(redraw).observe(canvas);
  addEventListener('carry-theme', redraw);
  return redraw;
}

/** A color of the style sheet, `--ink`. */
export const color = (name: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(name).trim();
