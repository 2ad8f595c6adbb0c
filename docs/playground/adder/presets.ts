// Views that are worth a click: each sets the address, as a shared link would.
import { fields, type State } from './state';

/** What a press does: a view of a trained network, or settings with which training begins. */
export interface Preset {
  readonly state: Partial<State>;
  readonly trains: boolean;
}

/** The ones that the page offers, by the end of their buttons' ids. */
export const PRESETS = {
  // Without noise and penalty the scores are as good, and the proof fails.
  wrong: {
    state: { noise: 'off', price: 'off', rate: '0.01', seed: 1, step: 1500, ask: 'proof' },
    trains: false,
  },
  proved: { state: { step: 200, ask: 'machine,proof' }, trains: false },
  two: { state: { units: 2, seed: 5 }, trains: true },
  zero: { state: { first: 'zeros' }, trains: true },
} as const satisfies Readonly<Record<string, Preset>>;

/** A preset's whole state: what it does not name has its fallback. */
export const stateOf = ({ state }: Preset): State =>
  ({
    ...Object.fromEntries(Object.entries(fields).map(([name, { fallback }]) => [name, fallback])),
    ...state,
  }) as State;
