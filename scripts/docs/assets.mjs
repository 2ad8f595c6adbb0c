// What pages load: styles, our script, KaTeX's fonts, plotly.
import fs from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { plotlyForSite } from './plotly.mjs';

/**
 * @param {string} root the project's folder
 * @param {string} site the folder of the site
 */
export async function writeAssets(root, site) {
  const assets = path.join(site, 'assets');
  fs.mkdirSync(assets, { recursive: true });
  const entries = [
    'assets/site.ts',
    'assets/searchEngine.ts',
    'assets/site.css',
    'assets/playground.css',
    'assets/live.css',
    'live/page/live.ts',
    'live/page/book.ts',
  ];
  await build({
    entryPoints: entries.map((name) => path.join(root, 'docs', name)),
    entryNames: '[name]',
    outdir: assets,
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    logLevel: 'error',
  });
  for (const name of fs.readdirSync(path.join(root, 'docs/assets'))) {
    if (/\.(?:png|svg|jpg|webp)$/.test(name))
      fs.copyFileSync(path.join(root, 'docs/assets', name), path.join(assets, name));
  }
  writeKatex(root, site);
  fs.copyFileSync(await plotlyForSite(root), path.join(assets, 'plotly.min.js'));
}

export const KATEX_CSS = 'assets/katex/katex.min.css';

/** Only the fonts that today's browsers ask for. @param {string} root @param {string} site */
function writeKatex(root, site) {
  const to = path.dirname(path.join(site, KATEX_CSS));
  const from = path.join(root, 'node_modules/katex/dist');
  fs.mkdirSync(path.join(to, 'fonts'), { recursive: true });
  const css = fs.readFileSync(path.join(from, 'katex.min.css'), 'utf8');
  fs.writeFileSync(
    path.join(site, KATEX_CSS),
    css.replace(/,url\([^)]*\.(?:woff|ttf)\) format\("[^"]*"\)/g, ''),
  );
  for (const name of fs.readdirSync(path.join(from, 'fonts'))) {
    if (name.endsWith('.woff2'))
      fs.copyFileSync(path.join(from, 'fonts', name), path.join(to, 'fonts', name));
  }
}

/**
 * Figures as scripts: a page opened from a file may not fetch data, but it may load a script.
 * @param {string} site
 * @param {import('./notebookPage.mjs').Figure[]} figures
 */
export function writeFigures(site, figures) {
  const folder = path.join(site, 'assets/figures');
  fs.mkdirSync(folder, { recursive: true });
  for (const { id, drawing, picture } of figures) {
    fs.writeFileSync(
      path.join(folder, `${id}.js`),
      `carryFigure(${JSON.stringify(id)},${JSON.stringify(drawing)})`,
    );
    if (picture) fs.writeFileSync(path.join(folder, `${id}.png`), picture);
  }
}
