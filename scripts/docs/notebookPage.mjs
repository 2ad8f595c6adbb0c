// A notebook as a page: prose, code, what the code showed, figures, exercises with their solutions folded away.
import path from 'node:path';
import { PLOTLY_MIME, textOf as sourceOf } from '../notebooks/notebookFile.mjs';
import { readOutput } from './acting.mjs';
import { escapeHtml, textOf } from './html.mjs';
import { codeBlock, set } from './markdown.mjs';

/**
 * @typedef {import('../notebooks/notebookFile.mjs').Notebook} Notebook
 * @typedef {import('../notebooks/notebookFile.mjs').Cell} Cell
 * @typedef {import('../notebooks/notebookFile.mjs').Output} Output
 * @typedef {{ id: string, drawing: unknown, picture: Buffer | undefined, alt: string }} Figure
 * @typedef {{ markdown: import('./markdown.mjs').Markdown, highlight: import('./highlight.mjs').Highlight,
 *   environment: import('./markdown.mjs').Environment, solutionLink?: (href: string) => string }} Tools
 * @typedef {{ number: number, name: string, title: string, minutes: number | undefined, summary: string }} About
 */

/** @param {string} file @param {Notebook} notebook @returns {About} what the lists say of a notebook */
export function aboutNotebook(file, notebook) {
  const name = path.basename(file, '.ipynb');
  const prose = notebook.cells
    .filter(({ cell_type }) => cell_type === 'markdown')
    .map(({ source }) => withoutComments(sourceOf(source)));
  const title = /^#\s+(.+)$/m.exec(prose.join('\n\n'))?.[1] ?? name;
  const minutes = /(\d+)\s*(?:\*\*)?\s*min(?:utes)?\b/.exec(prose.slice(0, 6).join('\n'))?.[1];
  const paragraphs = (prose[0] ?? '').split(/\n\s*\n/).concat(prose[1]?.split(/\n\s*\n/) ?? []);
  const summary =
    paragraphs
      .map((text) => text.trim())
      .find((text) => text !== '' && !/^[#|>]|^[*-]\s|^\d+\./.test(text)) ?? '';
  return {
    number: Number(/^\d+/.exec(name)?.[0] ?? 0),
    name,
    title: title.replace(/^(?:notebook\s+)?\d+\s*[·.:–—-]?\s*/i, '').trim(),
    minutes: minutes === undefined ? undefined : Number(minutes),
    summary: plain(summary.replace(/^\*\*The question\.?\*\*\.?\s*/i, '')),
  };
}

/** Markdown's marks taken off, for a description. @param {string} text */
const plain = (text) =>
  text
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[*_`$]+/g, '')
    .replace(/\s+/g, ' ')
    .trim();

/** @param {string} text */
const withoutComments = (text) => text.replace(/<!--[\s\S]*?-->/g, '');

/**
 * @param {string} name `05-an-adder-by-hand`, with which the figures' names begin
 * @param {Notebook} notebook
 * @param {Notebook | undefined} solution
 * @param {Tools} tools
 * @returns {{ html: string, figures: Figure[] }} the page without its title
 */
export function renderNotebook(name, notebook, solution, tools) {
  /** @type {Figure[]} */
  const figures = [];
  const answers = solution ? solutionsByExercise(solution) : new Map();
  const html = notebook.cells.map((cell) => renderCell(cell, name, figures, tools, answers)).join('\n');
  return { html, figures };
}

/**
 * @param {Cell} cell @param {string} name @param {Figure[]} figures @param {Tools} tools
 * @param {Map<string, Cell[]>} [answers]
 * @returns {string}
 */
function renderCell(cell, name, figures, tools, answers) {
  const source = sourceOf(cell.source);
  if (cell.cell_type === 'markdown') {
    const text = source.replace(/^#\s+.+$/m, (line, at) => (source.slice(0, at).trim() === '' ? '' : line));
    return tools.markdown.render(withSolutionsHere(text), tools.environment);
  }
  if (cell.cell_type !== 'code') return '';
  const outputs = (cell.outputs ?? []).map((output) => {
    const shown = renderOutput(output, name, figures);
    return exerciseOf(output) === undefined || !answers ? shown : `<div class="exercise">${shown}</div>`;
  });
  const shown = outputs.join('\n').trim();
  const output = shown && `<div class="output">${shown}</div>`;
  const tags = cell.metadata.tags ?? [];
  // A guess comes before the answer; without scripts the reader opens it by hand.
  const folded = tags.includes('answer')
    ? `<details class="answer"><summary>Show the answer</summary>${output}</details>`
    : output;
  // What a solution holds is read, not run.
  const runs = answers && cell.id !== undefined ? ` data-cell="${escapeHtml(cell.id)}"` : '';
  const raises = tags.includes('raises-exception') ? ' data-raises' : '';
  const solutions = answers ? solutionsOf(cell, answers, name, figures, tools) : '';
  return `<div class="cell"${runs}${raises}>${codeBlock(source, 'typescript', tools.highlight)}${folded}${solutions}</div>`;
}

/** In a notebook the solutions are a file of their own; on its page each stands folded below its exercise. @param {string} text */
const withSolutionsHere = (text) =>
  text.replace(/\[Solutions\]\(solutions\/[^)]*\)/g, 'Each solution is folded away below its exercise');

/**
 * The solutions of the exercises that a cell checks, folded away below its outputs.
 * @param {Cell} cell @param {Map<string, Cell[]>} answers @param {string} name @param {Figure[]} figures @param {Tools} tools
 */
function solutionsOf(cell, answers, name, figures, tools) {
  const titles = (cell.outputs ?? []).map(exerciseOf).filter((title) => title !== undefined);
  // The solution's headings are not the page's.
  const link = tools.solutionLink ?? tools.environment.link;
  const inside = { ...tools, environment: { ...tools.environment, headings: [], link } };
  return titles
    .map((title) => {
      const cells = answers
        .get(title)
        ?.map((each) => renderCell(each, name, figures, inside))
        .join('\n');
      return cells ? `<details class="solution"><summary>Solution</summary>${cells}</details>` : '';
    })
    .join('');
}

/** @param {Output} output @returns {string | undefined} the exercise's title, where the output is a verdict */
function exerciseOf(output) {
  const carry =
    'metadata' in output
      ? /** @type {{ exercise?: string } | undefined} */ (output.metadata?.['carry'])
      : undefined;
  return carry?.exercise;
}

/** The titles of a notebook's exercises, each with the cell that checks it. @param {Notebook} notebook @returns {{ title: string, cell: string }[]} */
export const exercisesOf = ({ cells }) =>
  cells.flatMap(({ id = '', outputs = [] }) =>
    outputs.flatMap((output) => {
      const title = exerciseOf(output);
      return title === undefined ? [] : [{ title, cell: id }];
    }),
  );

/** Prose that begins the answer to another exercise: a heading, or `**3. …`. */
const OPENING = /^#{2,4}\s|^\*\*(?:Exercise\s)?\d+/m;

/**
 * The cells that answer each exercise: from the heading (or else the prose) before its check to what follows it.
 * @param {Notebook} solution
 * @returns {Map<string, Cell[]>}
 */
export function solutionsByExercise(solution) {
  const titles = solution.cells.map(({ outputs = [] }) =>
    outputs.map(exerciseOf).find((title) => title !== undefined),
  );
  const isProse = (/** @type {number} */ index) => solution.cells[index]?.cell_type === 'markdown';
  const opens = (/** @type {number} */ index) =>
    isProse(index) && OPENING.test(sourceOf(solution.cells[index]?.source ?? ''));
  /** @type {Map<string, Cell[]>} */
  const answers = new Map();
  let from = 0;
  titles.forEach((title, index) => {
    if (title === undefined) return;
    let start = index;
    while (start > from && !opens(start)) start--;
    let end = index + 1;
    while (end < titles.length && titles[end] === undefined && !opens(end)) end++;
    const next = titles.findIndex((other, n) => n > index && other !== undefined);
    // Without headings the prose between two checks opens the second; the last one keeps its own.
    if (next === end) while (end > index + 1 && isProse(end - 1)) end--;
    from = end;
    answers.set(title, solution.cells.slice(start, end));
  });
  return answers;
}

/** @param {Output} output @param {string} name @param {Figure[]} figures */
function renderOutput(output, name, figures) {
  if (output.output_type === 'stream') {
    const text = sourceOf(output.text).trimEnd();
    return text === ''
      ? ''
      : `<pre class="out ${output.name === 'stderr' ? 'stderr' : 'stdout'}">${escapeHtml(text)}</pre>`;
  }
  const data = output.data ?? {};
  if (data[PLOTLY_MIME]) return renderFigure(data[PLOTLY_MIME], data['image/png'], name, figures);
  if (data['text/html']) {
    const markup = sourceOf(data['text/html']);
    const { html, foreign } = readOutput(markup);
    // What could act is shown as what it is, a text; and the build says so.
    return foreign.length > 0 ? asText(markup) : htmlOutput(html);
  }
  if (data['text/plain']) return asText(sourceOf(data['text/plain']));
  return '';
}

/** @param {string} text */
const asText = (text) => `<pre class="out">${escapeHtml(text)}</pre>`;

/**
 * @param {Notebook} notebook
 * @returns {string[]} markup in the outputs that does not pass into the site
 */
export function refusedOutputs({ cells }) {
  return cells.flatMap(({ outputs = [] }, index) =>
    outputs.flatMap((output) => {
      const markup = output.output_type === 'stream' ? undefined : output.data?.['text/html'];
      const foreign = markup === undefined ? [] : readOutput(sourceOf(markup)).foreign;
      return foreign.length > 0 ? [`cell ${index}: an output holds ${foreign.join(', ')}`] : [];
    }),
  );
}

/** @param {string} output */
const htmlOutput = (output) => inScroller(output.replace(/(?<=>)[^<]+/g, set));

/** @param {string} html */
const inScroller = (html) => (/^\s*<table/.test(html) ? `<div class="scroll">${html}</div>` : html);

/** @param {unknown} drawing @param {unknown} png @param {string} name @param {Figure[]} figures */
function renderFigure(drawing, png, name, figures) {
  const { layout } = /** @type {{ layout?: { height?: number, meta?: { alt?: string } } }} */ (drawing);
  const id = `${name.slice(0, 2)}-${figures.length + 1}`;
  const alt = layout?.meta?.alt ?? '';
  const picture =
    typeof png === 'string' || Array.isArray(png) ? Buffer.from(sourceOf(png), 'base64') : undefined;
  figures.push({ id, drawing, picture, alt });
  const height = Number(layout?.height ?? 360);
  // The picture's size stands in the head of a PNG file, so that the page does not jump when it arrives.
  const size = picture ? `width="${picture.readUInt32BE(16)}" height="${picture.readUInt32BE(20)}"` : '';
  const image = picture
    ? `<img loading="lazy" ${size} src="../assets/figures/${id}.png" alt="${escapeHtml(alt)}">`
    : `<p class="waiting">${escapeHtml(alt)}</p>`;
  return `<figure class="plot" id="figure-${id}" data-figure="${id}" data-alt="${escapeHtml(alt)}" style="--height:${height}px">${image}</figure>`;
}

/** What begins a part of a page: a heading, a word of the glossary, a field in a table of the library. */
const PART = /^<(?:h[1-4]|p class="term"|td) id="([^"]*)">([\s\S]*?)<\/(?:h[1-4]|strong|td)>/;

/**
 * The parts of a page that a search can lead to: each heading with the text below it.
 * @param {string} html
 * @returns {{ id: string, title: string, text: string }[]} the first one has no id: what stands above all headings
 */
export function sectionsOf(html) {
  return html.split(/(?=<(?:h[1-4]|p class="term"|td) id=")/).map((part) => {
    const [begin = '', id = '', title = ''] = PART.exec(part) ?? [];
    return { id, title: textOf(title).replace(/\.$/, ''), text: textOf(part.slice(begin.length)) };
  });
}
