// What tslab gives to cells beside the console: `display`, and the writer through which the library shows figures.
import type { Outputs } from './outputs';

interface Bundle {
  readonly data: Record<string, unknown>;
  readonly metadata?: Record<string, unknown>;
  readonly transient?: { readonly display_id?: string };
}

const KINDS = {
  html: 'text/html',
  markdown: 'text/markdown',
  svg: 'image/svg+xml',
  png: 'image/png',
  jpeg: 'image/jpeg',
  text: 'text/plain',
} as const;

let lastSlot = 0;

/** Makes both. @param now - the outputs of the cell that runs */
export function createDisplay(now: () => Outputs) {
  const write = ({ data, metadata = {}, transient }: Bundle): void =>
    // What is sent must be as JSON has it: no functions, no class of anybody's.
    now().show(JSON.parse(JSON.stringify(data)) as Bundle['data'], metadata, transient?.display_id);
  const displayIn = (slot?: string): Record<string, unknown> => {
    const show = (mime: string, content: unknown): void => {
      const value = ArrayBuffer.isView(content)
        ? btoa(String.fromCharCode(...(content as Uint8Array)))
        : content;
      write({ data: { [mime]: value }, ...(slot !== undefined && { transient: { display_id: slot } }) });
    };
    const kinds = Object.entries(KINDS).map(([name, mime]) => [
      name,
      (content: unknown) => show(mime, content),
    ]);
    return { ...Object.fromEntries(kinds), raw: show };
  };
  const display = displayIn();
  const newDisplay = (): unknown => displayIn(`display-${++lastSlot}`);
  const tslab = { display, newDisplay, print: console.log };
  return { tslab, jupyter: { lastWriteDisplayData: write } };
}
