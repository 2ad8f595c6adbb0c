// Keeps a formula and the punctuation that belongs to it on one line.

/** @typedef {import('markdown-it').Token[]} Tokens */
/** @typedef {{ before: string, after: string }} Glue */

/**
 * Browsers break a line between a formula and the comma behind it. A short formula takes its brackets and punctuation
 * along; a long one must be free to break.
 * @param {{ tokens: Tokens }} state
 */
export function glueFormulas({ tokens }) {
  for (const { children } of tokens) {
    children?.forEach((token, index) => {
      const letters = token.content.replace(/\\[a-zA-Z]+/g, 'x').replace(/[\s{}_^]/g, '');
      if (token.type !== 'math_inline' || letters.length > 30) return;
      const before = take(children[index - 1], /[([“‘]+$/);
      const after = take(children[index + 1], /^[.,;:!?)\]”’…]+/);
      token.meta = { glue: { before, after } };
    });
  }
}

/** Takes what matches out of a token of text. @param {Tokens[number] | undefined} token @param {RegExp} pattern */
function take(token, pattern) {
  const found = token?.type === 'text' ? (pattern.exec(token.content)?.[0] ?? '') : '';
  if (token && found) token.content = token.content.replace(pattern, '');
  return found;
}
