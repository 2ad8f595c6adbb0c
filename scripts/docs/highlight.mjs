// Colors code. A theme of our own turns each token into a class, so that the style sheet decides on the colors, light
// and dark.
import { createHighlighter as createShiki } from 'shiki';
import { escapeHtml } from './html.mjs';

/** @typedef {(code: string, language: string) => string} Highlight gives the inside of a <code> element */

/** A class of the style sheet for each group of the grammar's scopes; the later entries win. */
const CLASSES = /** @type {const} */ ({
  'c-key': ['keyword', 'storage', 'keyword.operator.new', 'keyword.operator.expression'],
  'c-op': ['keyword.operator', 'storage.type.function.arrow'],
  'c-type': ['entity.name.type', 'support.type', 'support.class', 'entity.other.inherited-class'],
  'c-fn': ['entity.name.function', 'support.function', 'entity.name.command'],
  'c-str': ['string', 'punctuation.definition.string', 'constant.character.escape'],
  'c-num': ['constant.numeric', 'constant.language', 'support.constant'],
  'c-com': ['comment', 'punctuation.definition.comment'],
});
const PLAIN = '#000000';
const LANGUAGES = /** @type {const} */ (['typescript', 'json', 'shellscript', 'python']);
/** JavaScript is colored as TypeScript, which it is here. @type {Record<string, typeof LANGUAGES[number]>} */
const ALIASES = {
  ts: 'typescript',
  js: 'typescript',
  javascript: 'typescript',
  sh: 'shellscript',
  bash: 'shellscript',
  py: 'python',
};

/** @returns {Promise<Highlight>} */
export async function createHighlighter() {
  const names = Object.keys(CLASSES);
  const colorOf = (/** @type {number} */ index) => `#${String(index + 1).padStart(6, '0')}`;
  const classOf = new Map(names.map((name, index) => [colorOf(index), name]));
  const settings = Object.values(CLASSES).map((scope, index) => ({
    scope: [...scope],
    settings: { foreground: colorOf(index) },
  }));
  const theme = { name: 'carry', type: /** @type {const} */ ('light'), fg: PLAIN, bg: '#ffffff', settings };
  const shiki = await createShiki({ themes: [theme], langs: [...LANGUAGES] });
  return (code, language) => {
    const lang = ALIASES[language] ?? LANGUAGES.find((name) => name === language);
    if (lang === undefined) return escapeHtml(code);
    // Without a limit of time, or a slow machine would give up in the middle of a line.
    const lines = shiki.codeToTokensBase(code, { lang, theme, tokenizeTimeLimit: 0 });
    return lines
      .map((tokens) => tokens.map(({ content, color }) => span(content, classOf.get(color ?? ''))).join(''))
      .join('\n');
  };
}

/** Without quotes: a page may have three thousand of them. @param {string} text @param {string | undefined} name */
function span(text, name) {
  const escaped = escapeHtml(text);
  return name === undefined || text.trim() === '' ? escaped : `<span class=${name}>${escaped}</span>`;
}
