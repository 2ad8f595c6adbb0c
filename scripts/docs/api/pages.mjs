// The pages of the library, with the list of its floors at the side.
import { escapeHtml } from '../html.mjs';
import { FLOORS } from './byFile.mjs';
import { anchorsOf, modulePath, renderModule } from './render.mjs';

/** @typedef {import('../layout.mjs').Page} Page */
/** @typedef {import('./convert.mjs').Module} Module */

/** What each floor is for. @type {Record<string, string>} */
const FLOOR_WORDS = {
  core: 'Shapes and checks, chance, matrices, parameters',
  neural: 'Neurons, cells, losses, optimizers',
  tasks: 'What the networks learn',
  training: 'The training loop, its judgment, checkpoints',
  proof: 'The machine inside, and the certificate',
  tensorflow: 'The same in TensorFlow.js',
  notebook: 'Figures, tables, progress, exercises',
};

/** @param {import('../buildSite.mjs').Material} material @returns {Page[]} */
export function apiPages({ library, markdown, links, symbols, checks }) {
  const items = library.modules.map(({ name, floor }) => ({
    title: name.slice(floor.length + 1),
    href: modulePath(name),
    group: floor,
  }));
  /** @type {Page[]} */
  const pages = [
    {
      path: 'api/index.html',
      title: 'The library',
      description: 'Everything that the package carry exports.',
      part: 'api',
      body: apiIndex(library.modules),
    },
  ];
  for (const [index, module] of library.modules.entries()) {
    const addressOf = (/** @type {string} */ name) => symbols.get(name)?.replace(/^api\//, '');
    const sourceOf = (/** @type {string} */ place) => {
      const [file = '', line = ''] = place.split(/(?=#)/);
      return `../${links.copied(`lib/src/${file}`)}${line}`;
    };
    const { body, contents, problems } = renderModule(module, { markdown, addressOf, sourceOf });
    const page = modulePath(module.name);
    checks.push({ name: `${page}: shows all that TypeDoc knows`, problems });
    pages.push({
      path: page,
      title: module.name,
      description: `What ${module.name} of the package carry exports: ${module.declarations.map(({ name }) => name).join(', ')}.`,
      part: 'api',
      body: `<h1><code>${module.name}</code></h1>\n<p class="lead">${escapeHtml(FLOOR_WORDS[module.floor] ?? '')}: floor ${floorNumber(module.floor)} of <a href="index.html">the library</a>.</p>\n${body}`,
      side: { label: 'The library', items: items.map((item, n) => ({ ...item, current: n === index })) },
      contents,
    });
  }
  return pages;
}

/** Floors import only from below; tasks stand beside neural, and tensorflow beside proof. @param {string} floor */
const floorNumber = (floor) => [0, 1, 1, 2, 3, 3, 4][FLOORS.indexOf(floor)] ?? 0;

/** @param {Module[]} modules */
function apiIndex(modules) {
  const floors = FLOORS.map((floor) => ({
    floor,
    own: modules.filter((module) => module.floor === floor),
  })).filter(({ own }) => own.length > 0);
  const sections = floors.map(({ floor, own }) => {
    const rows = own.map((module) => {
      const { name } = module;
      const names = anchorsOf(module).map(
        ([each, id]) => `<a href="${modulePath(name).slice(4)}#${id}"><code>${escapeHtml(each)}</code></a>`,
      );
      return `<dt><a href="${modulePath(name).slice(4)}">${name}</a></dt><dd>${names.join(' ')}</dd>`;
    });
    return `<h2 id="${floor}">${floor} <small>floor ${floorNumber(floor)}</small></h2><p>${escapeHtml(FLOOR_WORDS[floor] ?? '')}.</p><dl class="modules">${rows.join('')}</dl>`;
  });
  return `<h1>The library</h1>
<p class="lead">The package <code>carry</code>, which the notebooks import: small, typed, without dependencies in everything that computes. Each floor imports only from those below it.</p>
${sections.join('')}`;
}
