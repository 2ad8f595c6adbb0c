// Numbers in the prose: each is bound to a value of the notebook, or says why it is not.
//
//   16,384<!--= pairs.length -->      the value, rounded to the digits shown, must be the number
//   3.45638663<!--: published -->     excused; an excuse anywhere else on a line excuses the whole line

/**
 * @typedef {{ written: string, expression: string }} Binding
 */

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';
/** A number as it may be written in prose, with the power of ten behind it. */
const NUMBER = String.raw`[-−+]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+|(?<=\d))(?:[eE][-−+]?\d+|\s?[·×]\s?10[⁻⁺]?[${SUPERSCRIPTS}]+)?`;
/** What may stand between a number and its comment: a percent sign and the ends of emphasis. */
const TAIL = String.raw`(?:\s?%)?[*_]*`;
const BOUND = new RegExp(String.raw`(${NUMBER})(${TAIL})<!--\s*=\s*([\s\S]*?)\s*-->`, 'g');
const STRAY = /<!--\s*=[\s\S]*?-->/;
const EXCUSED = new RegExp(String.raw`${NUMBER}${TAIL}<!--\s*:[\s\S]*?-->`, 'g');
const FREE = new RegExp(String.raw`(?<![\w.,⁻${SUPERSCRIPTS}])(${NUMBER})(\s?%)?`, 'g');

/**
 * @param {string} markdown
 * @returns {Binding[]} the bound numbers of a cell, in order
 */
export function findBindings(markdown) {
  return [...withoutCode(markdown).matchAll(BOUND)].map(([, written = '', , expression = '']) => ({
    written,
    expression,
  }));
}

/**
 * @param {string} written a number as the prose has it
 * @returns {{ value: number, step: number }} its value, and the worth of one unit of its last digit
 */
export function readNumber(written) {
  const power = /\s?[·×]\s?10([⁻⁺]?)([⁰¹²³⁴⁵⁶⁷⁸⁹]+)$/.exec(written);
  const plain = written.slice(0, power?.index).replaceAll(',', '').replace('−', '-');
  const digits = [...(power?.[2] ?? '')].map((digit) => SUPERSCRIPTS.indexOf(digit)).join('');
  const exponent = power ? Number(digits) * (power[1] === '⁻' ? -1 : 1) : 0;
  const [mantissa = '', tens = '0'] = plain.split(/[eE]/);
  const decimals = (mantissa.split('.')[1] ?? '').length;
  const scale = Number(tens.replace('−', '-')) + exponent;
  return { value: Number(`${mantissa}e${scale}`), step: Number(`1e${scale - decimals}`) };
}

/**
 * @param {string} written
 * @param {number} value what the expression gave
 * @returns {boolean} whether the value, rounded to the digits written, is the number written
 */
export function agrees(written, value) {
  const { value: stated, step } = readNumber(written);
  return Math.abs(value - stated) <= step / 2 + 1e-12 * Math.max(1, Math.abs(value));
}

/**
 * Finds numbers that look measured (three or more significant digits, a decimal point, or a percent sign) but are
 * neither bound nor excused. Code, formulas, headings, links, and years are left alone.
 * @param {string} markdown
 * @returns {string[]} what is wrong, one sentence each
 */
export function lintNumbers(markdown) {
  const prose = withoutCode(markdown);
  const blank = (/** @type {string} */ text) => text.replace(/[^\n]/g, ' ');
  const rest = prose.replace(BOUND, blank).replace(EXCUSED, blank);
  const problems = STRAY.test(rest) ? ['a binding <!--= … --> has no number right before it'] : [];
  for (const line of rest.split('\n')) {
    if (/^\s*#/.test(line) || /<!--\s*:/.test(line)) continue;
    for (const match of withoutLinks(line).matchAll(FREE)) {
      const [whole, number = '', percent] = match;
      if (percent || looksMeasured(number))
        problems.push(`${whole.trim()} in "${line.trim().slice(0, 70)}" is not bound`);
    }
  }
  return problems;
}

/** @param {string} number */
function looksMeasured(number) {
  if (/^(?:19|20)\d\d$/.test(number)) return false;
  const digits = number.replace(/(?:[eE]|\s?[·×]).*$/, '').replace(/[^\d.]/g, '');
  return digits.includes('.') || digits.replace(/^0+/, '').length >= 3;
}

/** @param {string} markdown */
function withoutCode(markdown) {
  const blank = (/** @type {string} */ text) => text.replace(/[^\n]/g, ' ');
  // A backslash before a dollar sign makes it an ordinary one.
  return markdown
    .replace(/^(```|~~~)[\s\S]*?^\1/gm, blank)
    .replace(/(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g, blank)
    .replace(/(?<!\\)\$\$[\s\S]*?\$\$/g, blank)
    .replace(/(?<![\\$])\$(?![\s$])(?:[^$\n]|\n(?!\n))*?(?<!\s)\$/g, blank);
}

/** @param {string} line */
const withoutLinks = (line) =>
  line
    .replace(/!?\[[^\]]*\]\([^)]*\)/g, ' ')
    .replace(/<?https?:\/\/\S+/g, ' ')
    .replace(/<[^>]*>/g, ' ');
