import type { MealyMachine } from '../tasks/mealy';
import type { PlainNetwork } from './network';

/** The version that this library writes and checks. */
export const CERTIFICATE_VERSION = 1;

/** A box of hidden states, as a certificate keeps it. */
export interface CertificateBox {
  /** The machine's state before `inputs`. */
  readonly before: number;
  /** The last k inputs, the oldest first; all of them where fewer than k have been read. */
  readonly inputs: readonly number[];
  /** low[i] ≤ state[i] ≤ high[i]: h of H numbers, or h and c of 2H for an LSTM. */
  readonly low: readonly number[];
  readonly high: readonly number[];
  /** For each input, the number of the box in which the step ends. */
  readonly next: readonly number[];
}

/**
 * A proof that a network does a task for sequences of every length: boxes, the first of which holds the start
 * state, such that every step from every box ends in a box with an output that is right. Plain data: it can be
 * saved as JSON, read by people, and checked by `checkCertificate` without any trust in how it was found.
 */
export interface Certificate {
  readonly format: 'carry certificate';
  readonly version: typeof CERTIFICATE_VERSION;
  readonly network: PlainNetwork;
  readonly machine: MealyMachine;
  readonly k: number;
  readonly boxes: readonly CertificateBox[];
  /** Every output is at least this far from the threshold, on the right side. */
  readonly margin: number;
}
