// The plot renderer: our JupyterLab extension (scripts/jupyter) with plotly, minified once, beside it.
import fs from 'node:fs';
import path from 'node:path';
import { timed } from './run.mjs';
import { contents, fingerprint, readIfThere } from './stamps.mjs';

const STAMP = '.carry-stamp';
const PLOTLY = 'node_modules/plotly.js-dist';

/** @param {import('./run.mjs').Context} context */
export async function installRenderer(context) {
  const { root, venv, renderer } = context.places;
  const made = ['scripts/jupyter', `${PLOTLY}/package.json`, 'node_modules/esbuild/package.json'];
  const wanted = fingerprint(contents(root, made));
  if (readIfThere(path.join(renderer, STAMP)) === wanted) return;
  await timed(context, 'Installing the plot renderer', async () => {
    // Made outside the folder in which JupyterLab looks for extensions, then moved there whole.
    const fresh = path.join(venv, `carry-plotly.${process.pid}`);
    fs.rmSync(fresh, { recursive: true, force: true });
    fs.cpSync(context.places.rendererSource, fresh, { recursive: true });
    fs.writeFileSync(path.join(fresh, 'static', 'plotly.min.js'), await minifiedPlotly(root));
    fs.writeFileSync(path.join(fresh, STAMP), wanted);
    fs.rmSync(renderer, { recursive: true, force: true });
    fs.mkdirSync(path.dirname(renderer), { recursive: true });
    fs.renameSync(fresh, renderer);
  });
}

/** @param {string} root @returns {Promise<string>} 4.8 MB instead of 10 */
async function minifiedPlotly(root) {
  const { transform } = await import('esbuild');
  const source = fs.readFileSync(path.join(root, PLOTLY, 'plotly.js'), 'utf8');
  const { code } = await transform(source, { minify: true, legalComments: 'eof', logLevel: 'error' });
  return code;
}
