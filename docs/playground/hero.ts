// The first page's picture, alive: a network is trained in a worker, adds two numbers, is proved, and is broken by a tap.
// Without scripts the still picture stays; whoever asks for less motion starts it, and sees only how it ends.
import source from 'worker:./hero/worker';
import type { Ask, Sum, Tale } from './hero/protocol';
import { byId } from './parts/elements';

const figure = byId('hero', HTMLElement);
const picture = figure.querySelector('svg') as SVGSVGElement;
const stamp = byId('hero-stamp', HTMLElement);
const says = byId('hero-says', HTMLElement);
const press = byId('hero-press', HTMLButtonElement);
const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
const ROWS = ['a', 'b', 'sum'] as const;

let worker: Worker | undefined;
/** What a press of the button does. */
let next: Ask | undefined;

function ask(asked: Ask): void {
  if (!worker) {
    worker = new Worker(URL.createObjectURL(new Blob([source], { type: 'text/javascript' })));
    worker.onmessage = ({ data }: MessageEvent<Tale>) => hear(data);
    worker.onerror = () => offer('It could not be trained in this browser.', '', undefined);
  }
  worker.postMessage(asked);
}

function offer(words: string, label: string, asks: Ask | undefined): void {
  if (says.textContent !== words) says.textContent = words;
  next = asks;
  press.textContent = label;
  press.hidden = label === '';
}

const percent = (share: number): string => `${Math.floor(share * 100)} %`;

function hear(tale: Tale): void {
  figure.dataset['state'] = tale.kind;
  stamp.hidden = tale.kind !== 'proved';
  switch (tale.kind) {
    case 'training':
      draw(tale.sum);
      // A screen reader hears the end, not every step.
      return offer(`Step ${tale.step}: ${percent(tale.share)} of 100 random sums are right`, '', undefined);
    case 'proved':
      draw(tale.sum);
      stamp.textContent = 'Proved';
      picture.setAttribute(
        'aria-label',
        `The network adds ${tale.sum.a} and ${tale.sum.b} to ${tale.sum.written}.`,
      );
      return offer(
        `After ${tale.step} steps it adds numbers of every length: ${tale.boxes} boxes hold all its states, found in ${(tale.milliseconds / 1000).toFixed(1)} s.`,
        'Break it',
        { kind: 'break' },
      );
    case 'broken': {
      const { a, b, written } = tale.sum;
      draw(tale.sum);
      picture.setAttribute(
        'aria-label',
        `The broken network adds ${a} and ${b} to ${written}, which is wrong.`,
      );
      return offer(
        `One of ${tale.weights} weights set to 0: ${a} + ${b} = ${written} ✗, and the proof has fallen.`,
        'Mend it',
        { kind: 'mend' },
      );
    }
    case 'failed':
      offer(tale.message, '', undefined);
  }
}

function draw(sum: Sum): void {
  const bits = sum.bits.slice(0, picture.querySelectorAll('.lamp').length);
  bits.forEach((bit, t) => {
    const lamp = picture.querySelector(`.lamp[data-t="${t}"]`);
    lamp?.setAttribute('class', `lamp${bit.carry ? ' lit' : ''}${bit.read ? '' : ' mistaken'}`);
    for (const row of ROWS) {
      const digit = picture.querySelector(`.digit[data-row="${row}"][data-t="${t}"]`);
      if (digit && digit.textContent !== String(bit[row])) digit.textContent = String(bit[row]);
      if (row === 'sum') digit?.setAttribute('class', `digit sum${bit.fine ? '' : ' wrong'}`);
    }
  });
  const texts = { a: sum.a, b: `+ ${sum.b}`, sum: sum.written };
  for (const row of ROWS) {
    const label = picture.querySelector(`.label[data-row="${row}"]`);
    if (label && label.textContent !== texts[row]) label.textContent = texts[row];
  }
}

press.addEventListener('click', () => next && ask(next));
stamp.addEventListener('click', () => next && ask(next));

const [a, b] = [Number(figure.dataset['a']), Number(figure.dataset['b'])];
const begin = (): void => {
  figure.dataset['state'] = 'training';
  ask({ kind: 'train', a, b, calm });
};
if (calm) {
  offer('A network of four units can be trained here, in your browser.', 'Train it', {
    kind: 'train',
    a,
    b,
    calm,
  });
} else {
  // Begun when it is seen: a page opened in the background waits.
  const seen = new IntersectionObserver(([entry]) => {
    if (!entry?.isIntersecting || document.hidden) return;
    seen.disconnect();
    begin();
  });
  seen.observe(figure);
  document.addEventListener('visibilitychange', () => {
    if (document.hidden || worker) return;
    seen.unobserve(figure);
    seen.observe(figure);
  });
}
