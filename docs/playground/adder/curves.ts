// The curves of a training: loss on a logarithmic scale, and the share of right sums.
import { color, onCanvas, type Surface } from '../parts/canvas';
import { shown, shownShort } from '../parts/elements';

/** One report of a training. */
export interface Report {
  readonly step: number;
  readonly loss: number;
  readonly sums: number;
  readonly longSums: number;
}

interface Line {
  readonly name: string;
  readonly value: (report: Report) => number;
  readonly color: string;
  readonly dash: readonly number[];
}

const ROOM = { left: 52, right: 12, top: 28, bottom: 22 };

/** Draws both curves; returns a function that draws newer reports. */
export function createCurves(
  loss: HTMLCanvasElement,
  accuracy: HTMLCanvasElement,
): (reports: readonly Report[]) => void {
  let reports: readonly Report[] = [];
  const lossLine: Line = { name: 'loss', value: (report) => report.loss, color: '--ink', dash: [] };
  const sumLines: readonly Line[] = [
    { name: 'sums of 8 bits', value: (report) => report.sums, color: '--link', dash: [] },
    { name: 'of 64 bits', value: (report) => report.longSums, color: '--bad', dash: [6, 4] },
  ];
  const drawings = [
    onCanvas(loss, (surface) => draw(surface, reports, [lossLine], lossScale(reports))),
    onCanvas(accuracy, (surface) => draw(surface, reports, sumLines, SHARE)),
  ];
  return (newer) => {
    reports = newer;
    for (const redraw of drawings) redraw();
    const last = reports.at(-1);
    loss.setAttribute(
      'aria-label',
      last && Number.isFinite(last.loss)
        ? `Loss over the steps, on a logarithmic scale; now ${shownShort(last.loss)} after ${last.step} steps.`
        : 'Loss over the steps; nothing is trained yet.',
    );
    accuracy.setAttribute(
      'aria-label',
      last
        ? `Share of right sums; now ${percent(last.sums)} of those of 8 bits and ${percent(last.longSums)} of those of 64 bits.`
        : 'Share of right sums.',
    );
  };
}

/** A share as a percentage; 100 % only where it is all. */
export const percent = (share: number): string => `${shown(Math.floor(share * 100), 0)} %`;

interface Scale {
  readonly low: number;
  readonly high: number;
  readonly of: (value: number) => number;
  readonly ticks: readonly { readonly at: number; readonly text: string }[];
}

const SHARE: Scale = {
  low: 0,
  high: 1,
  of: (value) => value,
  ticks: [
    { at: 0, text: '0 %' },
    { at: 0.5, text: '50 %' },
    { at: 1, text: '100 %' },
  ],
};

/** Decades that hold all losses. */
function lossScale(reports: readonly Report[]): Scale {
  const logs = reports.map(({ loss }) => Math.log10(loss)).filter(Number.isFinite);
  const low = Math.floor(Math.min(-1, ...logs));
  const ticks = Array.from({ length: 1 - low }, (_, n) => ({
    at: low + n,
    text: (10 ** (low + n)).toFixed(-low - n),
  }));
  return { low, high: 0.1, of: Math.log10, ticks };
}

function draw(
  { context, width, height }: Surface,
  reports: readonly Report[],
  lines: readonly Line[],
  scale: Scale,
): void {
  const steps = Math.max(500, reports.at(-1)?.step ?? 0);
  const x = (step: number): number => ROOM.left + (step / steps) * (width - ROOM.left - ROOM.right);
  const y = (value: number): number =>
    height -
    ROOM.bottom -
    ((Math.max(scale.low, value) - scale.low) / (scale.high - scale.low)) * (height - ROOM.top - ROOM.bottom);
  context.font = '12px system-ui, sans-serif';
  context.lineWidth = 1;
  for (const { at, text } of scale.ticks) {
    context.strokeStyle = color('--rule');
    context.beginPath();
    context.moveTo(ROOM.left, Math.round(y(at)) + 0.5);
    context.lineTo(width - ROOM.right, Math.round(y(at)) + 0.5);
    context.stroke();
    context.fillStyle = color('--soft');
    context.textAlign = 'right';
    context.textBaseline = 'middle';
    context.fillText(text, ROOM.left - 8, y(at));
  }
  context.textBaseline = 'alphabetic';
  context.fillText(`${steps.toLocaleString('en-US')} steps`, width - ROOM.right, height - 6);
  context.textAlign = 'left';
  context.fillText('0', ROOM.left, height - 6);
  drawLegend(context, lines);
  for (const line of lines) {
    context.strokeStyle = color(line.color);
    context.lineWidth = 2;
    context.setLineDash([...line.dash]);
    context.beginPath();
    let begun = false;
    for (const report of reports) {
      const value = scale.of(line.value(report));
      if (!Number.isFinite(value)) continue;
      if (begun) context.lineTo(x(report.step), y(value));
      else context.moveTo(x(report.step), y(value));
      begun = true;
    }
    context.stroke();
    context.setLineDash([]);
  }
}

function drawLegend(context: CanvasRenderingContext2D, lines: readonly Line[]): void {
  let at = ROOM.left;
  for (const { name, color: ink, dash } of lines) {
    context.strokeStyle = color(ink);
    context.lineWidth = 2;
    context.setLineDash([...dash]);
    context.beginPath();
    context.moveTo(at, 9);
    context.lineTo(at + 24, 9);
    context.stroke();
    context.setLineDash([]);
    context.fillStyle = color('--soft');
    context.fillText(name, at + 30, 13);
    at += 46 + context.measureText(name).width;
  }
}
