// What the page and its workers say to each other.
import type { Certificate } from '../../../lib/src/proof/certificate';
import type { Attempt } from '../../../lib/src/proof/certify';
import type { MealyMachine } from '../../../lib/src/tasks/mealy';
import type { Settings } from './settings';

/** How fast training goes: so that it can be watched, or as it can. */
export type Pace = 'watch' | 'fast';

/** A plane through the hidden states: on its positive side there is a carry. */
export interface CarryLine {
  readonly weights: readonly number[];
  readonly bias: number;
  /** The share of sampled states that it reads right. */
  readonly accuracy: number;
  /** The share that is right without looking: the likelier answer for all. */
  readonly chance: number;
}

/** What the page asks for. */
export type Request =
  | {
      readonly kind: 'train';
      /** A number of the run, which its answers bear: those of a run that was given up are not heeded. */
      readonly run: number;
      readonly settings: Settings;
      readonly fresh: boolean;
      readonly upTo: number;
      /** Whether it ends as soon as all tested sums are right. */
      readonly untilRight: boolean;
      readonly pace: Pace;
    }
  | { readonly kind: 'pause' }
  | { readonly kind: 'pace'; readonly pace: Pace }
  | {
      readonly kind: 'examine';
      readonly id: number;
      readonly settings: Settings;
      readonly parameters: Float64Array;
      readonly wants: { readonly machine: boolean; readonly proof: boolean };
    };

/** Shares of right sums: numbers as long as in training, and eight times as long. */
export interface Score {
  readonly sums: number;
  readonly longSums: number;
}

/** How far training has come. */
export interface Progress extends Score {
  readonly kind: 'progress';
  readonly run: number;
  readonly step: number;
  readonly loss: number;
  readonly parameters: Float64Array;
  readonly line: CarryLine;
  /** How much a line read off the states before any training. */
  readonly untrained: number;
}

/** What a look at a network found. */
export interface Examination extends Score {
  readonly kind: 'examination';
  readonly id: number;
  readonly line: CarryLine;
  readonly machine?: {
    readonly clusters: number;
    readonly exact: boolean;
    readonly minimal: MealyMachine;
    readonly adds: boolean;
  };
  readonly proof?: ProofResult;
}

/** How far every number of a state may be off after each step, for a proof. */
export const PROOF_TOLERANCE = 2 ** -16;

export interface ProofResult {
  readonly certificate?: Certificate;
  /** Whether the independent checker agrees. */
  readonly checked: boolean;
  readonly attempts: readonly Attempt[];
  readonly milliseconds: number;
  /** Why no proof was tried at all. */
  readonly unable?: string;
  /** Inputs, as numbers from 0 to 3, on which the network is wrong at the end. */
  readonly counterexample?: readonly number[];
}

/** What a worker answers. */
export type Answer =
  | Progress
  | Examination
  | {
      readonly kind: 'ended';
      readonly run: number;
      readonly step: number;
      readonly reason: 'finished' | 'right' | 'paused';
    }
  | { readonly kind: 'failed'; readonly message: string };
