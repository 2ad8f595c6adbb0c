// The reader's progress book, and the page on which a teacher checks a lab report.
import { escapeHtml } from './html.mjs';
import { exercisesOf } from './notebookPage.mjs';

/** @typedef {import('./layout.mjs').Page} Page */

/** @param {Pick<import('./buildSite.mjs').Material, 'notebooks'>} material @returns {Page[]} */
export function bookPages({ notebooks }) {
  const listed = notebooks.map(({ notebook, about: { name, number, title } }) => ({
    name,
    number,
    title,
    exercises: exercisesOf(notebook).map((each) => each.title),
  }));
  const data = escapeHtml(JSON.stringify(listed));
  /** @type {Pick<Page, 'part' | 'scripts' | 'styles'>} */
  const common = {
    part: 'course',
    scripts: ['assets/book.js'],
    styles: ['assets/live.css'],
  };
  return [
    {
      ...common,
      path: 'course/progress.html',
      title: 'Progress book',
      description: 'Which exercises are solved in this browser, and a lab report of them.',
      body: `<h1>Progress book</h1>
<p class="lead">What you change, guess and solve on the pages of the course is kept in this browser, and nowhere else.</p>
<p>A lab report is a page with your answers; whoever teaches you can <a href="check.html">check it</a> by running the same checks. Each notebook's own page exports it for JupyterLab.</p>
<div class="book" data-book="${data}"></div>`,
    },
    {
      ...common,
      path: 'course/check.html',
      title: 'Check a lab report',
      description: 'Runs the answers of a lab report through the checks of the exercises again.',
      body: `<h1>Check a lab report</h1>
<p class="lead">Choose a report that a reader has saved from the <a href="progress.html">progress book</a>. Its answers are run here, in this browser, and checked again.</p>
<div class="book" data-for="teacher" data-book="${data}"></div>`,
    },
  ];
}
