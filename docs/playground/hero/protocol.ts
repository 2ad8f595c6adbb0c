// What the first page and its worker say to each other. The page knows nothing of networks: it draws what it is told.

/** One column of a sum, the least significant first. */
export interface Bit {
  readonly a: number;
  readonly b: number;
  /** What the network writes, and whether it is right. */
  readonly sum: number;
  readonly fine: boolean;
  /** The carry that comes in, as it is read off the state, and whether that is right. */
  readonly carry: boolean;
  readonly read: boolean;
}

/** Two numbers as the network adds them. */
export interface Sum {
  readonly a: string;
  readonly b: string;
  readonly written: string;
  readonly bits: readonly Bit[];
}

/** What the page asks for. `train` begins anew. */
export type Ask =
  | { readonly kind: 'train'; readonly a: number; readonly b: number; readonly calm: boolean }
  | { readonly kind: 'break' }
  | { readonly kind: 'mend' };

/** What the worker tells. */
export type Tale =
  | { readonly kind: 'training'; readonly step: number; readonly share: number; readonly sum: Sum }
  | {
      readonly kind: 'proved';
      readonly step: number;
      readonly boxes: number;
      readonly milliseconds: number;
      readonly sum: Sum;
    }
  | { readonly kind: 'broken'; readonly weights: number; readonly sum: Sum }
  | { readonly kind: 'failed'; readonly message: string };
