// The pages of the course: the list, and one page for each notebook.
import fs from 'node:fs';
import path from 'node:path';
import { escapeHtml } from './html.mjs';
import { courseIndex } from './home.mjs';
import { lamps } from './layout.mjs';
import { createEnvironment } from './markdown.mjs';
import { dataFilesOf } from '../live/parts.mjs';
import { refusedOutputs, renderNotebook } from './notebookPage.mjs';
import { versionOf } from './versions.mjs';

/** @typedef {import('./layout.mjs').Page} Page */
/** @typedef {import('./notebookPage.mjs').About} About */

/**
 * @param {import('./buildSite.mjs').Material} material
 * @returns {{ pages: Page[], figures: import('./notebookPage.mjs').Figure[] }}
 */
export function coursePages({ notebooks, markdown, highlight, links, symbols, checks, data, playground }) {
  /** @type {import('./notebookPage.mjs').Figure[]} */
  const figures = [];
  const items = notebooks.map(({ about }) => navigationItem(about));
  /** @type {Page[]} */
  const pages = [
    {
      path: 'course/index.html',
      title: 'The course',
      description: `The ${notebooks.length} notebooks of the course, in order.`,
      part: 'course',
      body: courseIndex(notebooks.map(({ about }) => about)),
    },
  ];
  for (const [index, { notebook, solution, about }] of notebooks.entries()) {
    const page = `course/${about.name}.html`;
    const symbol = (/** @type {string} */ name) => {
      const address = symbols.get(name);
      return address === undefined ? undefined : `../${address}`;
    };
    const environment = createEnvironment({
      link: links.linker(`notebooks/${about.name}.ipynb`, page),
      symbol,
    });
    const { html, figures: shown } = renderNotebook(about.name, notebook, solution, {
      markdown,
      highlight,
      environment,
      solutionLink: links.linker(`notebooks/solutions/${about.name}.ipynb`, page),
    });
    figures.push(...shown);
    links.files.set(`course/${about.name}.ipynb`, `notebooks/${about.name}.ipynb`);
    checks.push({ name: `${page}: formulas parse`, problems: environment.problems });
    checks.push({ name: `${page}: it was executed`, problems: executionProblems(notebook) });
    const refused = [notebook, ...(solution ? [solution] : [])].flatMap(refusedOutputs);
    checks.push({ name: `${page}: outputs are text and tables`, problems: refused });
    pages.push({
      path: page,
      title: about.title,
      description: about.summary,
      part: 'course',
      body:
        courseHead(about, versionOf(notebook), dataFilesOf(notebook, data)) +
        withPlayground(html, about, playground),
      scripts: ['assets/live.js'],
      styles: ['assets/live.css'],
      side: { label: 'The course', items: items.map((item, n) => ({ ...item, current: n === index })) },
      contents: environment.headings,
      turn: { previous: items[index - 1], next: items[index + 1] },
    });
  }
  return { pages, figures };
}

/** @param {About} about */
const navigationItem = ({ number, name, title }) => ({
  title,
  href: `course/${name}.html`,
  mark: lamps(number),
});

/** @param {About} about @param {string} version @param {string[]} files the data files that its cells read */
function courseHead({ number, name, title, minutes }, version, files) {
  const data = `data-notebook="${name}" data-version="${version}" data-files="${escapeHtml(JSON.stringify(files))}"`;
  return `<header class="course-head" ${data}>
<p class="chapter">${lamps(number)} Notebook ${number}${minutes === undefined ? '' : ` · ${minutes} minutes`}</p>
<h1>${escapeHtml(title)}</h1>
<details class="run"><summary>Run it in JupyterLab</summary><p>In the course's folder, <code>npm start</code> opens JupyterLab; this page is <code>notebooks/${name}.ipynb</code>. Without the course's folder, <a href="${name}.ipynb" download>the notebook alone</a> can be read in any viewer.</p></details>
${START}
</header>
`;
}

/** Hidden until the script that makes the page run takes it over: its room is there from the first line on. */
const START = `<p class="live-start"><button type="button" class="button">▶ Run it here</button> <button type="button">Import my notebook …</button> <span>Each cell can be changed and run, in this page: nothing is installed, nothing leaves your machine.</span></p>`;

/** Where a page of the playground shows the idea of a notebook, by the notebook's name without its number. */
const SHOWN_BY = new Map([
  ['a-neuron', 'neuron'],
  ['gradient-descent', 'optimizers'],
  ['an-adder-by-hand', 'adder'],
  ['a-memory-that-holds', 'adder'],
  ['inside-the-adder', 'adder'],
]);

/**
 * Puts the playground before the summary; it is loaded when it is opened.
 * @param {string} html @param {About} about @param {import('./playground.mjs').PlaygroundPage[]} playground
 */
function withPlayground(html, { name }, playground) {
  const page = playground.find((each) => each.name === SHOWN_BY.get(name.replace(/^\d+-/, '')));
  if (!page) return html;
  const address = `../playground/${page.name}.html`;
  const embedded = `<details class="embed"><summary>Play with it: ${escapeHtml(page.title.toLowerCase())}</summary><iframe loading="lazy" src="${address}" title="${escapeHtml(page.title)}, from the playground"></iframe><p><a href="${address}">${escapeHtml(page.title)} on a page of its own</a></p></details>`;
  return html.replace(/(?=<h2 id="summary">)|$/, embedded);
}

/** @param {import('./notebookPage.mjs').Notebook} notebook */
function executionProblems({ cells }) {
  const code = cells.filter(({ cell_type }) => cell_type === 'code');
  return code.some(({ execution_count, outputs = [] }) => execution_count !== null || outputs.length > 0)
    ? []
    : ['no cell has an output'];
}

/** Copies a file into the site. @param {string} root @param {string} site @param {string} from @param {string} to */
export function copyInto(root, site, from, to) {
  const target = path.join(site, to);
  fs.mkdirSync(path.dirname(target), { recursive: true });
  fs.copyFileSync(path.join(root, from), target);
}
