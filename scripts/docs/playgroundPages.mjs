// The pages of the playground: what stands in docs/playground, in the frame of the site.

/** @typedef {import('./layout.mjs').Page} Page */

const NO_SCRIPTS =
  '<noscript><p class="no-scripts">What this page shows is computed in your browser, and for that it needs JavaScript.</p></noscript>';

/** @param {Pick<import('./buildSite.mjs').Material, 'playground'>} material @returns {Page[]} */
export const playgroundPages = ({ playground }) =>
  playground.map(({ name, title, summary, body }) => ({
    path: `playground/${name}.html`,
    title,
    description: summary,
    part: 'playground',
    wide: true,
    body: name === 'index' ? body : `${NO_SCRIPTS}${body}`,
    styles: ['assets/playground.css'],
    scripts: name === 'index' ? [] : [`playground/${name}.js`],
  }));
