/** What a cell shows: one thing in several formats, of which the front end draws the richest that it knows. */
export interface Bundle {
  readonly data: Record<string, unknown>;
  readonly metadata: Record<string, unknown>;
  readonly transient: { readonly display_id?: string };
}

/** Sends a bundle to the front end; with `update`, it replaces the one shown under the same display id. */
export type Writer = (bundle: Bundle, update?: boolean) => void;

interface Kernel {
  require(id: 'tslab/dist/jupyter.js'): { lastWriteDisplayData: Writer | null };
}

/**
 * Finds the running kernel's own writer.
 *
 * tslab's public `display.raw` sends one format a message, and a figure needs its text beside it. The writer is an
 * internal of tslab, which is why package.json pins tslab to one exact version.
 *
 * @returns the writer, or undefined outside a notebook (a plain script, a test, a browser)
 */
export function kernelWriter(): Writer | undefined {
  const kernel = (globalThis as { __tslab__?: Kernel }).__tslab__;
  return kernel?.require('tslab/dist/jupyter.js').lastWriteDisplayData ?? undefined;
}

/** A bundle's slot on the page: shown once, then replaced in place. */
export interface Slot {
  /** Shows the formats, or replaces what the slot showed before. */
  show(data: Record<string, unknown>, metadata?: Record<string, unknown>): void;
}

/**
 * Opens a slot under the running cell.
 *
 * @returns the slot, or undefined outside a notebook
 */
export function openSlot(): Slot | undefined {
  const write = kernelWriter();
  if (!write) return undefined;
  const transient = { display_id: crypto.randomUUID() };
  let shown = false;
  return {
    show(data, metadata = {}) {
      write({ data, metadata, transient }, shown);
      shown = true;
    },
  };
}

/** Shows a text under the cell, as HTML where it can be; outside a notebook it is printed. */
export function showText(html: string, text: string, metadata: Record<string, unknown> = {}): void {
  const slot = openSlot();
  if (slot) slot.show({ 'text/html': html, 'text/plain': text }, metadata);
  else console.log(text);
}

/** Replaces the characters that HTML reads as markup. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
