// The first page, and the list of the course.
import { escapeHtml } from './html.mjs';
import { lamps, wordmark } from './layout.mjs';

/** @typedef {import('./notebookPage.mjs').About & { exercises: string[] }} About */
/** @typedef {import('./playground.mjs').PlaygroundPage} PlaygroundPage */

/**
 * @param {About[]} notebooks
 * @param {PlaygroundPage[]} playground
 * @param {{ a: number, b: number, T: number }} sum what the picture adds
 * @param {string | undefined} repository the address of the course's own repository
 */
export function homePage(notebooks, playground, { a, b, T }, repository) {
  const first = notebooks[0];
  const start = first ? `<a class="button" href="course/${first.name}.html">▶ Run it now</a>` : '';
  const play = playground.some(({ name }) => name === 'adder')
    ? '<a class="button quiet" href="playground/adder.html">Play with the adder</a>'
    : '';
  return `<section class="hero">
<div>
${wordmark('h1')}
<p class="lead">A small network reads two numbers, bit by bit, and writes their sum. Nobody told it about the carry. In ${notebooks.length} notebooks you train it, find the carry inside it, and prove that it adds numbers of every length.</p>
<p class="actions">${start}${play}</p>
<p class="for">For people who write programs and know little of machine learning. TypeScript throughout; nothing is taken on trust.</p>
</div>
<figure class="living" id="hero" data-a="${a}" data-b="${b}">
${additionPicture(a, b, T)}
<button type="button" class="stamp" id="hero-stamp" title="Break it" hidden>Proved</button>
<figcaption><p id="hero-says" role="status">${a} + ${b}, as a network reads it: bit by bit, with the carries lit.</p>
<p class="living-tools"><button type="button" class="button quiet" id="hero-press" hidden></button> <a href="playground/adder.html#step=200&amp;ask=proof">Open it in the playground</a></p></figcaption>
</figure>
</section>
<h2 id="the-course">The course</h2>
${courseList(notebooks, 'course/')}
<p>Each page runs in your browser: change a cell, run it, do the exercises. What you have solved stands in your <a href="course/progress.html">progress book</a>.</p>
<h2 id="on-your-machine">On your own machine</h2>
<p>Everything here can be run, changed and broken. With Node 20.19 or later and Python 3.10 or later, one command opens the notebooks in JupyterLab:</p>
<pre class="code"><code>${repository === undefined ? '' : `git clone ${escapeHtml(repository)}\ncd ${escapeHtml(repository.split('/').at(-1) ?? '')}\n`}npm start</code></pre>
<p>It sets everything up inside of the course's own folder. <a href="guides/start-here.html">Start here</a> tells what happens; where a step fails, <a href="guides/troubleshooting.html">troubleshooting</a> says what to do.</p>
<h2 id="how-truth-is-kept">How truth is kept</h2>
<ul>
<li>Every formula has code, and the code of every gradient is checked four ways: by hand, by finite differences, against TensorFlow.js, and against numbers from another framework.</li>
<li>Every number that the prose claims was computed by a cell, and a test binds the two.</li>
<li>The figures of the five sources are quoted with the source, beside ours; where they do not hold, the notebook says so.</li>
<li>The claim for numbers of every length is a <a href="guides/how-the-proof-works.html">proof</a>, not a long test.</li>
</ul>`;
}

/** @param {About[]} notebooks @param {string} to the way to the course's folder */
function courseList(notebooks, to) {
  const rows = notebooks.map(
    ({ number, name, title, minutes, summary, exercises }) =>
      `<li><a href="${to}${name}.html">${lamps(number)}<strong><span class="number">${number}</span> ${escapeHtml(title)}</strong><span class="summary">${escapeHtml(summary)}</span><small>${minutes === undefined ? '' : `${minutes} min`}</small><small class="solved" data-of="${name}" data-exercises="${escapeHtml(JSON.stringify(exercises))}"></small></a></li>`,
  );
  return `<ol class="course-list">${rows.join('')}</ol>`;
}

/** @param {About[]} notebooks */
export function courseIndex(notebooks) {
  const total = notebooks.reduce((sum, { minutes = 0 }) => sum + minutes, 0);
  return `<h1>The course</h1>
<p class="lead">Read in order, or go by the <a href="../guides/course-map.html">course map</a>. ${total > 0 ? `About ${Math.round(total / 60)} hours of reading and running, exercises aside.` : ''}</p>
${courseList(notebooks, '')}
<p>What you have solved stands in your <a href="progress.html">progress book</a>.</p>`;
}

const ROWS = ['a', 'b', 'sum'];

/**
 * 92 + 111 as a reader of bits sees it, with the carries as lamps above the columns.
 * @param {number} a
 * @param {number} b
 * @param {number} T
 */
export function additionPicture(a, b, T) {
  const bit = (/** @type {number} */ value, /** @type {number} */ t) => (value >> t) & 1;
  const carries = [0];
  for (let t = 0; t < T; t++) carries.push(bit(a, t) + bit(b, t) + (carries[t] ?? 0) > 1 ? 1 : 0);
  const rows = [a, b, a + b];
  const [step, left, width] = [44, 96, 96 + 44 * T + 8];
  const x = (/** @type {number} */ t) => left + (T - 1 - t) * step + step / 2;
  const columns = Array.from({ length: T }, (_, t) => {
    const lit = carries[t] === 1;
    const lamp = `<g class="lamp${lit ? ' lit' : ''}" data-t="${t}" style="--t:${t}"><circle cx="${x(t)}" cy="28" r="13"/><text x="${x(t)}" y="34">1</text></g>`;
    const digits = rows.map(
      (value, row) =>
        `<text class="digit${row === 2 ? ' sum' : ''}" data-row="${ROWS[row]}" data-t="${t}" style="--t:${t}" x="${x(t)}" y="${[86, 130, 190][row]}">${bit(value, t)}</text>`,
    );
    return lamp + digits.join('');
  });
  const labels = rows.map(
    (value, row) =>
      `<text class="label" data-row="${ROWS[row]}" x="${left - 16}" y="${[86, 130, 190][row]}">${row === 1 ? '+ ' : ''}${value}</text>`,
  );
  return `<svg class="addition" viewBox="0 0 ${width} 212" role="img" aria-label="${a} plus ${b} is ${a + b}, written in binary; above the columns the carries are lit.">
<text class="label quiet" x="${left - 16}" y="34">carry</text>${labels.join('')}<path d="M8 148H${width - 8}"/>${columns.join('')}</svg>`;
}
