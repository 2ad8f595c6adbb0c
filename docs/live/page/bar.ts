// The bar at the foot of a notebook that is being worked in: what runs, and what can be done with the whole of it.
import { html } from '../../playground/parts/elements';

/** What the bar's buttons do. */
export interface BarActions {
  runAll(): void;
  stop(): void;
  restart(): void;
  resetAll(): void;
  exportFile(): void;
  importFile(file: File): void;
  clear(): void;
  checkTypes(on: boolean): void;
}

/** The bar. */
export interface Bar {
  /** Shows the bar, once there is something to do with the whole notebook. */
  show(): void;
  /** Shows the bar, and says what is going on; a screen reader hears it. */
  say(text: string): void;
  setRunning(running: boolean): void;
  /** Offers one thing to do beside the status, or nothing. */
  offer(text?: string, act?: () => void): void;
  setChecking(on: boolean): void;
}

const button = (text: string, act: () => void): HTMLButtonElement => {
  const made = html('button', { type: 'button' }, text);
  made.addEventListener('click', act);
  return made;
};

/** Makes the bar; it is hidden until it has something to say. */
export function createBar(actions: BarActions): Bar {
  const status = html('p', { class: 'live-status', role: 'status' });
  const stop = button('■ Stop', actions.stop);
  const offer = html('span', { class: 'live-offer' });
  stop.hidden = true;
  const more = html('details', { class: 'live-more' }, html('summary', {}, 'Notebook'));
  const check = html('input', { type: 'checkbox' });
  check.addEventListener('change', () => actions.checkTypes(check.checked));
  const entry = (text: string, act: () => void): HTMLElement =>
    html(
      'li',
      {},
      button(text, () => {
        more.open = false;
        act();
      }),
    );
  const list = html(
    'ul',
    {},
    html('li', {}, html('label', {}, check, ' Check types before each run')),
    entry('Export my notebook (.ipynb)', actions.exportFile),
    entry('Import a notebook …', () => chooseFile(actions.importFile)),
    entry('Restart the kernel', actions.restart),
    entry('Put all cells back to the original', actions.resetAll),
    entry('Clear my work in this notebook', actions.clear),
  );
  more.append(list);
  more.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !more.open) return;
    more.open = false;
    more.querySelector('summary')?.focus();
  });
  document.addEventListener('click', (event) => {
    if (more.open && !more.contains(event.target as Node)) more.open = false;
  });
  const bar = html(
    'div',
    { class: 'live-bar', role: 'region', 'aria-label': 'Notebook' },
    status,
    offer,
    stop,
    button('▶ Run all', actions.runAll),
    more,
  );
  bar.hidden = true;
  document.body.append(bar);
  const show = (): void => {
    bar.hidden = false;
    document.body.classList.add('with-live-bar');
  };
  return {
    show,
    say(text) {
      show();
      if (status.textContent !== text) status.textContent = text;
    },
    setRunning(running) {
      stop.hidden = !running;
    },
    offer(text, act) {
      offer.replaceChildren(...(text !== undefined && act ? [button(text, act)] : []));
    },
    setChecking(on) {
      check.checked = on;
    },
  };
}

/** Lets the reader choose a notebook file. */
export function chooseFile(chosen: (file: File) => void): void {
  const input = html('input', { type: 'file', accept: '.ipynb,application/json' });
  input.addEventListener('change', () => {
    const file = input.files?.[0];
    if (file) chosen(file);
  });
  input.click();
}

/** Gives a text to the reader as a file. */
export function download(name: string, text: string, type: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = html('a', { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
