// The map of a surface: bands of equal height, and the ways of those who walk on it.
import { color } from '../parts/canvas';
import type { Point, Racer, Surface } from './surfaces';

/** How each one's way is drawn: colors by Okabe and Ito, and a dash and a letter of its own. */
export const STYLES: Readonly<
  Record<
    Racer,
    {
      readonly name: string;
      readonly letter: string;
      readonly color: readonly [light: string, dark: string];
      readonly dash: readonly number[];
    }
  >
> = {
  sgd: { name: 'SGD', letter: 'S', color: ['#1c2331', '#f4f1ea'], dash: [] },
  momentum: { name: 'Momentum', letter: 'M', color: ['#b04300', '#f29a6b'], dash: [7, 4] },
  nesterov: { name: 'Nesterov', letter: 'N', color: ['#00694c', '#6fd3ae'], dash: [2, 4] },
  rmsProp: { name: 'RMSProp', letter: 'R', color: ['#8b3a72', '#e8a3cd'], dash: [10, 3, 2, 3] },
  adam: { name: 'Adam', letter: 'A', color: ['#0b5a94', '#7cc0f5'], dash: [14, 4] },
};

const BANDS = 14;

/** From the plane to the canvas and back. */
export interface View {
  readonly toCanvas: (point: Point) => [number, number];
  readonly toPlane: (x: number, y: number) => Point;
}

export function viewOf({ x: [left, right], y: [bottom, top] }: Surface, width: number, height: number): View {
  return {
    toCanvas: ([x, y]) => [((x - left) / (right - left)) * width, ((top - y) / (top - bottom)) * height],
    toPlane: (x, y) => [left + (x / width) * (right - left), top - (y / height) * (top - bottom)],
  };
}

/** Heights above the lowest are spread by a root, so that there are bands near the bottom too. */
const spread = (height: number): number => Math.cbrt(Math.max(0, height));

/** Paints the bands pixel by pixel; a pixel whose neighbor is in another band is a contour line. */
export function paintSurface(surface: Surface, across: number, down: number): HTMLCanvasElement {
  // A page may give the map a part of a pixel; a picture has whole ones.
  const [width, height] = [Math.ceil(across), Math.ceil(down)];
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  if (!context) return canvas;
  const view = viewOf(surface, width, height);
  const levels = new Float64Array((width + 1) * (height + 1));
  let most = 0;
  for (let row = 0; row <= height; row++) {
    for (let column = 0; column <= width; column++) {
      const [x, y] = view.toPlane(column, row);
      const level = spread(surface.height(x, y) - surface.lowest);
      levels[row * (width + 1) + column] = level;
      most = Math.max(most, level);
    }
  }
  const [low, high, edge] = [rgb(color('--map-low')), rgb(color('--map-high')), rgb(color('--map-line'))];
  const bandAt = (row: number, column: number): number =>
    Math.floor(((levels[row * (width + 1) + column] ?? 0) / most) * BANDS * 0.9999);
  const image = context.createImageData(width, height);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const band = bandAt(row, column);
      const line = band !== bandAt(row, column + 1) || band !== bandAt(row + 1, column);
      const share = band / (BANDS - 1);
      for (let channel = 0; channel < 3; channel++) {
        const shade = (low[channel] ?? 0) + share * ((high[channel] ?? 0) - (low[channel] ?? 0));
        image.data[4 * (row * width + column) + channel] = line ? (shade + (edge[channel] ?? 0)) / 2 : shade;
      }
      image.data[4 * (row * width + column) + 3] = 255;
    }
  }
  context.putImageData(image, 0, 0);
  return canvas;
}

/** `#rrggbb` as three numbers. */
function rgb(hex: string): number[] {
  return [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
}

/** Draws a way up to a step, with the optimizer's letter at its end. */
export function drawPath(
  context: CanvasRenderingContext2D,
  path: readonly Point[],
  racer: Racer,
  view: View,
  dark: boolean,
): void {
  const { color: colors, dash, letter } = STYLES[racer];
  const ink = colors[dark ? 1 : 0];
  const points = path.map(view.toCanvas);
  context.save();
  context.lineJoin = 'round';
  for (const [stroke, width, pattern] of [
    [dark ? 'rgba(16,20,28,.75)' : 'rgba(255,255,255,.8)', 5, []],
    [ink, 2.2, dash],
  ] as const) {
    context.beginPath();
    points.forEach(([x, y], n) => (n === 0 ? context.moveTo(x, y) : context.lineTo(x, y)));
    context.strokeStyle = stroke;
    context.lineWidth = width;
    context.setLineDash([...pattern]);
    context.stroke();
  }
  const [x, y] = points.at(-1) ?? [0, 0];
  context.setLineDash([]);
  context.beginPath();
  context.arc(x, y, 9, 0, 2 * Math.PI);
  context.fillStyle = ink;
  context.strokeStyle = dark ? '#14171e' : '#fff';
  context.lineWidth = 1.5;
  context.fill();
  context.stroke();
  context.fillStyle = dark ? '#14171e' : '#fff';
  context.font = '700 11px system-ui, sans-serif';
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(letter, x, y + 0.5);
  context.restore();
}
