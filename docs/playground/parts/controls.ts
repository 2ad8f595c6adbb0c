// Sliders, choices and buttons that are tied to a state.
import { byId, shown } from './elements';

/** A slider that stands in the page as `<input type="range" id>` with an `<output for>` beside it. */
export interface Slider {
  /** Shows a value without telling anybody. */
  show(value: number): void;
}

/**
 * Connects a slider.
 *
 * @param id - of the input; its output has the id with `-value` behind it
 * @param options - what is written beside the slider, and who is told of a change. `done` tells that the reader let go
 */
export function slider(
  id: string,
  options: {
    readonly write?: (value: number) => string;
    /** From the slider's place to the value and back; the place itself if left out. */
    readonly scale?: {
      readonly toValue: (place: number) => number;
      readonly toPlace: (value: number) => number;
    };
    readonly changed: (value: number, done: boolean) => void;
  },
): Slider {
  const input = byId(id, HTMLInputElement);
  const output = byId(`${id}-value`, HTMLOutputElement);
  const { write = (value) => shown(value, 1), scale, changed } = options;
  const valueOf = (): number => (scale ? scale.toValue(Number(input.value)) : Number(input.value));
  const label = (value: number): void => {
    output.textContent = write(value);
    input.setAttribute('aria-valuetext', write(value));
  };
  input.addEventListener('input', () => {
    label(valueOf());
    changed(valueOf(), false);
  });
  input.addEventListener('change', () => changed(valueOf(), true));
  return {
    show(value) {
      input.value = String(scale ? scale.toPlace(value) : value);
      label(value);
    },
  };
}

/** Connects radio buttons of one name, or a select of that id. */
export function options<Word extends string>(
  name: string,
  changed: (word: Word) => void,
): { show(word: Word): void } {
  const select = document.getElementById(name);
  if (select instanceof HTMLSelectElement) {
    select.addEventListener('change', () => changed(select.value as Word));
    return { show: (word) => void (select.value = word) };
  }
  const radios = [...document.querySelectorAll<HTMLInputElement>(`input[type=radio][name="${name}"]`)];
  for (const radio of radios) radio.addEventListener('change', () => changed(radio.value as Word));
  return {
    show(word) {
      for (const radio of radios) radio.checked = radio.value === word;
    },
  };
}

/** Connects a button. */
export function button(id: string, pressed: () => void): HTMLButtonElement {
  const found = byId(id, HTMLButtonElement);
  found.addEventListener('click', pressed);
  return found;
}

/** Connects a checkbox. */
export function checkbox(id: string, changed: (on: boolean) => void): { show(on: boolean): void } {
  const box = byId(id, HTMLInputElement);
  box.addEventListener('change', () => changed(box.checked));
  return { show: (on) => void (box.checked = on) };
}
