// What the page shows stands in its address, behind the #: a view can be shared, and the back button goes to the last one.

/** One thing that the address holds: how it is read, and how it is written. */
export interface Field<Value> {
  readonly fallback: Value;
  /** The value, or undefined where the text is none. */
  readonly read: (text: string) => Value | undefined;
  readonly write: (value: Value) => string;
}

export type Fields<State> = { readonly [Name in keyof State]: Field<State[Name]> };

/** A number from a range, kept to a number of decimals. */
export const number = (fallback: number, low: number, high: number, decimals = 0): Field<number> => ({
  fallback,
  read: (text) => {
    const value = Number(text);
    if (text.trim() === '' || !Number.isFinite(value)) return undefined;
    return Number(Math.min(high, Math.max(low, value)).toFixed(decimals)) + 0; // −0 is written as 0
  },
  write: (value) => String(Number(value.toFixed(decimals))),
});

/** One of some words. */
export const choice = <Word extends string>(fallback: Word, words: readonly Word[]): Field<Word> => ({
  fallback,
  read: (text) => words.find((word) => word === text),
  write: (word) => word,
});

/** A text that a pattern describes. An address may come from anybody: no part that repeats may repeat inside of another. */
export const text = (fallback: string, pattern: RegExp): Field<string> => ({
  fallback,
  read: (given) => (pattern.test(given) ? given : undefined),
  write: (given) => given,
});

/**
 * A list with commas between its parts. It is read part by part: one pattern for the whole would have to repeat what
 * repeats, and a hostile address could keep it trying for minutes.
 *
 * @param part - a part as it shall be written, or undefined where the text is none
 * @param most - so many parts at most
 */
export const list = (part: (text: string) => string | undefined, most: number): Field<string> => ({
  fallback: '',
  read: (given) => {
    const parts = given.split(',', most + 2).filter(Boolean);
    const known = parts.flatMap((each) => part(each) ?? []);
    return known.length === parts.length && parts.length <= most ? known.join(',') : undefined;
  },
  write: (given) => given,
});

/**
 * Reads a state from an address; what is missing or makes no sense gets its fallback.
 *
 * @param fields - what there is
 * @param hash - `#a=1&b=2`, with or without the #
 * @returns a fresh state
 */
export function readState<State extends object>(fields: Fields<State>, hash: string): State {
  const given = new URLSearchParams(hash.replace(/^#/, ''));
  const entries = Object.entries<Field<unknown>>(fields as Record<string, Field<unknown>>);
  return Object.fromEntries(
    entries.map(([name, { fallback, read }]) => {
      const written = given.get(name);
      return [name, (written === null ? undefined : read(written)) ?? fallback];
    }),
  ) as State;
}

/** Writes a state as an address; what has its fallback is left out. */
export function writeState<State extends object>(fields: Fields<State>, state: State): string {
  const entries = Object.entries<Field<unknown>>(fields as Record<string, Field<unknown>>);
  const given = entries.flatMap(([name, { fallback, write }]) => {
    const value = write(state[name as keyof State]);
    return value === write(fallback) ? [] : [`${name}=${encodeURIComponent(value)}`];
  });
  return `#${given.join('&')}`;
}

/** The state of a page, tied to its address. */
export interface Tied<State> {
  readonly now: State;
  /**
   * Changes the state. A `step` is a new entry of the history; without it the last entry is changed. A step that
   * changes nothing yet, such as the start of a training, makes the next change a new entry.
   */
  set(change: Partial<State>, step?: boolean): void;
}

/**
 * Ties a page's state to its address.
 *
 * @param fields - what the address holds
 * @param changed - is called after each change, by the page or (`back`) by the reader's back or forward button
 * @param read - how the address is read, where one part of it limits another
 */
export function tieToAddress<State extends object>(
  fields: Fields<State>,
  changed: (state: State, before: State, back: boolean) => void,
  read: (hash: string) => State = (hash) => readState(fields, hash),
): Tied<State> {
  let now = read(location.hash);
  let waiting: ReturnType<typeof setTimeout> | undefined;
  /** A step was begun that has not changed the address yet: its first change is a new entry. */
  let begun = false;
  const become = (next: State, back: boolean): void => {
    const before = now;
    now = next;
    changed(now, before, back);
  };
  const write = (step: boolean): void => {
    clearTimeout(waiting);
    waiting = undefined;
    const address = writeState(fields, now);
    if (address === (location.hash || '#')) {
      begun ||= step;
      return;
    }
    const target = address === '#' ? location.pathname + location.search : address;
    if (step || begun) history.pushState(null, '', target);
    else history.replaceState(null, '', target);
    begun = false;
  };
  addEventListener('popstate', () => {
    clearTimeout(waiting);
    waiting = undefined;
    begun = false;
    become(read(location.hash), true);
  });
  return {
    get now() {
      return now;
    },
    set(change, step = false) {
      if (step && waiting !== undefined) write(false);
      become({ ...now, ...change }, false);
      // A dragged slider changes a hundred times a second; browsers allow far fewer changes of the address.
      if (step) write(true);
      else waiting ??= setTimeout(() => write(false), 250);
    },
  };
}
