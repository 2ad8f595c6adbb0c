// What the page and its worker say to each other.

/** One thing that a cell shows, as notebook files have it. */
export type Output =
  | { readonly output_type: 'stream'; readonly name: 'stdout' | 'stderr'; readonly text: string }
  | {
      readonly output_type: 'display_data';
      readonly data: Record<string, unknown>;
      readonly metadata: Record<string, unknown>;
      /** The slot it is shown in; a later one of the same slot replaces it. */
      readonly slot?: string;
    };

/** How a cell failed. */
export interface Failure {
  readonly name: string;
  readonly message: string;
  /** The line in the cell, from 1. */
  readonly line?: number;
  /** The calls that led there, the innermost first: names and lines of cells only. */
  readonly frames: readonly { readonly name: string; readonly cell: string; readonly line: number }[];
}

/** What the worker cannot load by itself. */
export type Resource = 'tensorflow' | 'tensorflow-wasm';

export type Request =
  | { readonly kind: 'run'; readonly run: number; readonly cell: string; readonly source: string }
  | { readonly kind: 'stop' }
  /** Files that cells may read, by their path from the course's folder. */
  | {
      readonly kind: 'files';
      readonly files: Readonly<Record<string, string>>;
      /** The site's address, where more can be fetched; none where the page was opened from a file. */
      readonly site?: string;
    }
  | { readonly kind: 'resource'; readonly name: Resource; readonly script: string; readonly data: Uint8Array }
  | { readonly kind: 'unavailable'; readonly name: Resource; readonly reason: string }
  /** Asks which names these cells declare and take. */
  | { readonly kind: 'names'; readonly sources: Readonly<Record<string, string>> };

/** The names of a cell; a cell that cannot be read has none. */
export interface CellNames {
  readonly declared: readonly string[];
  readonly free: readonly string[];
  readonly written: readonly string[];
}

export type Answer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'outputs'; readonly run: number; readonly outputs: readonly Output[] }
  | {
      readonly kind: 'done';
      readonly run: number;
      readonly milliseconds: number;
      readonly failure?: Failure;
      /** It was ended by the stop button. */
      readonly stopped: boolean;
    }
  /** The stop button was heard; the cell ends by itself where `gently` is true. */
  | { readonly kind: 'stopping'; readonly gently: boolean }
  | { readonly kind: 'need'; readonly name: Resource }
  /** A cell has written a file, or removed it (`null`). */
  | { readonly kind: 'file'; readonly path: string; readonly text: string | null }
  | { readonly kind: 'names'; readonly names: Readonly<Record<string, CellNames>> };
