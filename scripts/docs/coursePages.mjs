// The pages of the course: the list, and one page for each notebook.
import fs from 'node:fs';
import path from 'node:path';
import { escapeHtml } from './html.mjs';
import { courseIndex } from './home.mjs';
import { lamps } from './layout.mjs';
import { createEnvironment } from './markdown.mjs';
import { renderNotebook } from './notebookPage.mjs';

/** @typedef {import('./layout.mjs').Page} Page */
/** @typedef {import('./notebookPage.mjs').About} About */

/**
 * @param {import('./buildSite.mjs').Material} material
 * @returns {{ pages: Page[], figures: import('./notebookPage.mjs').Figure[] }}
 */
export function coursePages({ notebooks, markdown, highlight, links, symbols, checks }) {
  /** @type {import('./notebookPage.mjs').Figure[]} */
  const figures = [];
  const items = notebooks.map(({ about }) => navigationItem(about));
  /** @type {Page[]} */
  const pages = [
    {
      path: 'course/index.html',
      title: 'The course',
      description: 'The ten notebooks of the course, in order.',
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
    pages.push({
      path: page,
      title: about.title,
      description: about.summary,
      part: 'course',
      body: courseHead(about) + html,
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

/** @param {About} about */
function courseHead({ number, name, title, minutes }) {
  return `<header class="course-head">
<p class="chapter">${lamps(number)} Notebook ${number}${minutes === undefined ? '' : ` · ${minutes} minutes`}</p>
<h1>${escapeHtml(title)}</h1>
<details class="run"><summary>Run it yourself</summary><p>In the course's folder, <code>npm start</code> opens JupyterLab; this page is <code>notebooks/${name}.ipynb</code>. Without the course's folder, <a href="${name}.ipynb" download>the notebook alone</a> can be read in any viewer.</p></details>
</header>
`;
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
