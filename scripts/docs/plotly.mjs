// The part of plotly that figures use, for the site: a quarter of the whole, which JupyterLab keeps. Plotly's package holds
// one bundle with all its modules as functions that are called when they are first needed (esbuild writes it so). What no
// call reaches can be left out, if the list of what is registered is ours.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { transform } from 'esbuild';

/** The kinds of traces that can be drawn on the site, beside `scatter`, which plotly always has. */
export const TRACES = ['bar', 'contour', 'heatmap'];
/**
 * What plotly's core would register, too, and no figure uses. Pictures are among it: they could be asked of another host.
 * Sliders and menus are HTML on the site.
 */
const UNUSED = [
  ...['annotations3d', 'selections', 'images', 'updatemenus', 'sliders', 'rangeslider', 'rangeselector'],
  ...['grid', 'errorbars'],
];

const BEGIN = 'var Plotly = (() => {\n';
const END = '  // lib/index.js\n  var require_index = ';

/**
 * @param {string} bundle plotly's own bundle, not minified
 * @returns {Promise<string>} a script that sets `Plotly`
 * @throws Error when the bundle is not built as expected, as a new version may be
 */
export async function partOfPlotly(bundle) {
  const [from, to] = [bundle.indexOf(BEGIN), bundle.indexOf(END)];
  if (from < 0 || to < from) throw unknown('it does not begin and end as known');
  let modules = bundle.slice(from + BEGIN.length, to);
  for (const name of UNUSED) {
    const fewer = modules.replace(new RegExp(`^ {8}require_${name}\\(\\),?\\n`, 'm'), '');
    if (fewer === modules) throw unknown(`it registers no ${name}`);
    modules = fewer;
  }
  // A module's wrapper does nothing by itself; marked so, esbuild leaves out those that nobody calls.
  const pure = modules.replace(/^( {2}var \w+ = )(__commonJS|__esm)\(/gm, '$1/* @__PURE__ */ $2(');
  const traces = TRACES.map((name) => `require_${name}2()`);
  for (const trace of traces)
    if (!bundle.includes(`        ${trace},\n`)) throw unknown(`it registers no ${trace}`);
  const script = `"use strict";\n${pure}
var Plotly = require_core2();
Plotly.register([${traces.join(', ')}]);
globalThis.Plotly = Plotly;`;
  const { code } = await transform(script, {
    minify: true,
    format: 'iife',
    treeShaking: true,
    target: 'es2022',
    legalComments: 'eof',
    logLevel: 'error',
  });
  return code;
}

/** @param {string} why */
const unknown = (why) =>
  new Error(`partOfPlotly: the bundle of plotly.js-dist is not built as this script knows it: ${why}`);

/** Made once for each version and each way of making it: it takes some seconds. @param {string} root @returns {Promise<string>} the file */
export async function plotlyForSite(root) {
  const from = path.join(root, 'node_modules/plotly.js-dist');
  const { version } = JSON.parse(fs.readFileSync(path.join(from, 'package.json'), 'utf8'));
  const way = createHash('sha256')
    .update(fs.readFileSync(import.meta.filename))
    .digest('hex')
    .slice(0, 8);
  const cached = path.join(root, 'node_modules/.cache/carry', `plotly-${version}-${way}.min.js`);
  if (!fs.existsSync(cached)) {
    const code = await partOfPlotly(fs.readFileSync(path.join(from, 'plotly.js'), 'utf8'));
    fs.mkdirSync(path.dirname(cached), { recursive: true });
    fs.writeFileSync(`${cached}.${process.pid}`, code);
    fs.renameSync(`${cached}.${process.pid}`, cached);
  }
  return cached;
}
