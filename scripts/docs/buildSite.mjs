// Builds the whole site. It is made in a folder of its own, which takes the place of the old one when it is complete.
import fs from 'node:fs';
import path from 'node:path';
import { findNotebooks, isSolution, readNotebook } from '../notebooks/notebookFile.mjs';
import { convertLibrary } from './api/convert.mjs';
import { anchorsOf, modulePath } from './api/render.mjs';
import { apiPages } from './api/pages.mjs';
import { KATEX_CSS, writeAssets, writeFigures } from './assets.mjs';
import { bookPages } from './bookPages.mjs';
import { checkSite } from './checks.mjs';
import { coursePages } from './coursePages.mjs';
import { findGuides } from './guides.mjs';
import { guidePages } from './guidePages.mjs';
import { createHighlighter } from './highlight.mjs';
import { homePage } from './home.mjs';
import { renderPage } from './layout.mjs';
import { leanFormulas, neededRules, rulesOf } from './leanFormulas.mjs';
import { dataFiles, writeParts } from '../live/parts.mjs';
import { licenseTexts } from './licenses.mjs';
import { createLinks } from './links.mjs';
import { writeListedFiles } from './listedFiles.mjs';
import { createMarkdown } from './markdown.mjs';
import { aboutNotebook, exercisesOf } from './notebookPage.mjs';
import { findPlayground, writePlayground } from './playground.mjs';
import { playgroundPages } from './playgroundPages.mjs';
import { whereabouts } from './repository.mjs';
import { writeSearch } from './search.mjs';

/** @typedef {import('./layout.mjs').Page} Page */
/** @typedef {import('./checks.mjs').Check} Check */
/** @typedef {Awaited<ReturnType<typeof gather>>} Material */

/**
 * @param {string} root the project's folder
 * @param {string} out where the site shall lie
 * @returns {Promise<Check[]>}
 */
export async function buildSite(root, out) {
  const site = `${out}.${process.pid}`;
  fs.rmSync(site, { recursive: true, force: true });
  fs.mkdirSync(site, { recursive: true });
  try {
    const material = await gather(root);
    const course = coursePages(material);
    const pages = [
      home(material),
      ...course.pages,
      ...bookPages(material),
      ...guidePages(material),
      ...apiPages(material),
      ...playgroundPages(material),
    ];
    await writeAssets(root, site);
    writeFigures(site, course.figures);
    const playground = await writePlayground(root, site, material.playground);
    const live = await writeParts(
      root,
      site,
      material.notebooks.map(({ about, notebook }) => ({ name: about.name, notebook })),
    );
    pages.push(...writeListedFiles(root, site, material.links.files));
    fs.writeFileSync(path.join(site, 'files/licenses.txt'), licenseTexts(root));
    const katex = path.join(site, KATEX_CSS);
    const css = fs.readFileSync(katex, 'utf8');
    const rules = rulesOf(css);
    const written = pages.map((page) => {
      const html = leanFormulas(renderPage(page, material.where), rules);
      fs.mkdirSync(path.dirname(path.join(site, page.path)), { recursive: true });
      fs.writeFileSync(path.join(site, page.path), html);
      return html;
    });
    fs.writeFileSync(katex, neededRules(css, written));
    writeSearch(
      site,
      pages.filter(({ part }) => part !== 'home'),
    );
    const checks = [...material.checks, ...playground, ...live, ...checkSite(site)];
    fs.rmSync(out, { recursive: true, force: true });
    fs.renameSync(site, out);
    return checks;
  } finally {
    fs.rmSync(site, { recursive: true, force: true });
  }
}

/** Reads everything that the pages are made of. @param {string} root */
async function gather(root) {
  const highlight = await createHighlighter();
  const library = await convertLibrary(root);
  const links = createLinks(root, new Set(library.modules.map(({ name }) => name)));
  /** Where each name of the library is explained, from the site's folder. */
  const symbols = new Map(
    library.modules.flatMap((module) =>
      anchorsOf(module).map(([name, id]) => [name, `${modulePath(module.name)}#${id}`]),
    ),
  );
  const files = findNotebooks(root);
  const notebooks = files
    .filter((file) => !isSolution(file))
    .map((file) => {
      const solution = files.find(
        (other) => isSolution(other) && path.basename(other) === path.basename(file),
      );
      const notebook = readNotebook(file);
      return {
        file,
        notebook,
        solution: solution === undefined ? undefined : readNotebook(solution),
        about: {
          ...aboutNotebook(file, notebook),
          exercises: exercisesOf(notebook).map(({ title }) => title),
        },
      };
    });
  const checks = [
    { name: 'library: docstrings', problems: library.problems },
    { name: 'course: there are notebooks', problems: notebooks.length > 0 ? [] : ['no notebook was found'] },
  ];
  const markdown = createMarkdown(highlight);
  return {
    root,
    highlight,
    markdown,
    library,
    links,
    symbols,
    notebooks,
    guides: findGuides(root),
    playground: findPlayground(root),
    data: dataFiles(root),
    where: whereabouts(root),
    checks,
  };
}

/** @param {Material} material @returns {Page} */
function home({ notebooks, playground, where }) {
  return {
    path: 'index.html',
    title: 'Carry the One: a course on recurrent networks',
    description:
      'A self-study course on recurrent networks in TypeScript notebooks: from one neuron to a proof that a trained network adds numbers of every length.',
    part: 'home',
    wide: true,
    body: homePage(
      notebooks.map(({ about }) => about),
      playground,
      { a: 92, b: 111, T: 8 },
      where.repository,
    ),
    scripts: ['playground/hero.js'],
  };
}
