// Each check of the site is given a page on which it must fail, and one on which it must not.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { checkSite, HEAVIEST_PAGE } from '../../scripts/docs/checks.mjs';
import { POLICY, renderPage } from '../../scripts/docs/layout.mjs';

let folder = '';
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

const policy = (content: string): string =>
  `<meta http-equiv="Content-Security-Policy" content="${content}">`;
const page = (body: string, head = '', guard = policy(POLICY)): string =>
  `<!doctype html><html lang="en"><head>${guard}<title>t</title><meta name="description" content="d">${head}</head><body><main><h1>t</h1>${body}</main></body></html>`;

/** What the checks say of a site of these files. */
function problemsOf(files: Record<string, string>): string[] {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'site-'));
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  }
  return checkSite(folder).flatMap(({ name, problems }) => problems.map((problem) => `${name}: ${problem}`));
}

describe('checkSite', () => {
  it('checkSite(site) has nothing to say of a good page', () => {
    const body =
      '<p>Price: 5 $. <a href="sub/b.html#there">b</a> <a href="https://example.org">out</a> <img src="x.png" alt="An x."></p><p id="a"><code>$W_xh$</code></p>';
    const files = {
      'a.html': page(body),
      'sub/b.html': page('<h2 id="there">There</h2><a href="../a.html#a">a</a>'),
      'x.png': 'x',
    };
    expect(problemsOf(files)).toEqual([]);
  });

  it.each([
    ['a link to a file that is not there', '<a href="no.html">x</a>', /no\.html leads to no file/],
    ['a link to a place that is not there', '<a href="#no">x</a>', /#no leads to no place/],
    ['a picture that is not there', '<img src="no.png" alt="x">', /no\.png leads to no file/],
    ['a script of another host', '<script src="https://example.org/x.js"></script>', /<script> loads https/],
    [
      'a style that imports from another host',
      '<style>@import "https://example.org/x.css"</style>',
      /@import/,
    ],
    ['a formula between dollars', '<p>the slope $a+b$ is</p>', /"\$a\+b\$" is not rendered/],
    ['a command of TeX', '<p>take \\frac a b</p>', /"\\frac" is not rendered/],
    ['a weight that is not set as mathematics', '<p>from W_xh on</p>', /"W_xh" is not rendered/],
    ['a formula that KaTeX refused', '<span class="katex-error">x</span>', /KaTeX refused/],
    ['a picture without alternative text', '<img src="a.html">', /no alternative text/],
    [
      'a figure without alternative text',
      '<figure data-figure="1" data-alt=" "></figure>',
      /figure 1 has no alternative text/,
    ],
    ['a drawing without a label', '<svg viewBox="0 0 1 1"></svg>', /neither a label nor aria-hidden/],
    ['a second first heading', '<h1>again</h1>', /2 <h1>, expected one/],
    ['two things of one id', '<p id="x"></p><p id="x"></p>', /two things have the id x/],
    ['a comment', '<p>5<!--= five --></p>', /a comment is left/],
    ['a script in the text', '<script>alert(1)</script>', /a script in the text: alert\(1\)/],
    ['a script that claims to be data', '<script type="x">alert(1)</script>', /a script in the text/],
    ['a handler', '<p onclick="alert(1)">x</p>', /<p> has onclick/],
    ['a handler that the page takes over', '<p>x</p><body onload="alert(1)">', /<body> has onload/],
    ['a page in an attribute', '<iframe srcdoc="<p>x</p>"></iframe>', /<iframe> has srcdoc/],
  ])('checkSite(site) finds %s', (_, body, found) => {
    const problems = problemsOf({ 'a.html': page(body) });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(found);
  });

  it.each([
    'javascript:alert(1)',
    'java\nscript:alert(1)',
    ' JavaScript:x',
    'data:text/html,x',
    'vbscript:x',
  ])('checkSite(site) finds a program for an address: %j', (address) => {
    const problems = problemsOf({ 'a.html': page(`<a href="${address}">x</a>`) });
    expect(problems.join('\n')).toContain('<a> has href');
  });

  it.each([
    ['is missing', page('', '', ''), /no content security policy/],
    [
      'comes too late',
      page('', `<link rel="icon" href="a.html">${policy(POLICY)}`, ''),
      /the policy comes after a <link>/,
    ],
    ...[
      [POLICY.replace("default-src 'none'", "default-src 'self'"), /default-src is not 'none'/],
      [POLICY.replace("base-uri 'none'; ", ''), /base-uri is not 'none'/],
      [POLICY.replace("form-action 'none'", 'form-action *'), /form-action is not 'none'/],
      [
        POLICY.replace("script-src 'self'", "script-src 'self' 'unsafe-inline'"),
        /script-src allows 'unsafe-inline'/,
      ],
      [
        POLICY.replace("script-src 'self'", "script-src 'self' 'unsafe-eval'"),
        /script-src allows 'unsafe-eval'/,
      ],
      [POLICY.replace("script-src 'self'", 'script-src data:'), /script-src allows data:/],
      [POLICY.replace("connect-src 'self'", 'connect-src https:'), /connect-src allows https:/],
      [POLICY.replace("img-src 'self'", 'img-src *'), /img-src allows \*/],
      [POLICY.replace("font-src 'self'", 'font-src fonts.example.org'), /font-src allows fonts/],
    ].map(([content, found]): [string, string, RegExp] => [
      `says ${String(found)}`,
      page('', '', policy(String(content))),
      found as RegExp,
    ]),
  ])('checkSite(site) finds a policy that %s', (_, html, found) => {
    expect(problemsOf({ 'a.html': html }).join('\n')).toMatch(found);
  });

  it('checkSite(site) finds the policy of a page of ours strict, and its script known to it', () => {
    const html = renderPage({
      path: 'a.html',
      title: 't',
      description: 'd',
      part: 'home',
      body: '<h1>t</h1>',
    });
    const problems = problemsOf({ 'a.html': html });
    expect(problems.filter((problem) => !problem.includes('leads to no file'))).toEqual([]);
  });

  it('checkSite(site) weighs a page with all that it loads at once', () => {
    const head = '<link rel="stylesheet" href="s.css"><script src="s.js"></script>';
    const heavy = {
      'a.html': page('', head),
      's.css': 'x'.repeat(HEAVIEST_PAGE / 2),
      's.js': 'x'.repeat(HEAVIEST_PAGE / 2),
    };
    expect(problemsOf(heavy).join()).toMatch(/kB before the first figure/);
    expect(problemsOf({ ...heavy, 's.js': 'x'.repeat(1000) })).toEqual([]);
    expect(
      problemsOf({
        'a.html': page('<img loading="lazy" src="x.png" alt="x">'),
        'x.png': 'x'.repeat(2 * HEAVIEST_PAGE),
      }),
    ).toEqual([]);
  });

  it('checkSite(site) takes what has an = behind the # for a state of the playground', () => {
    expect(problemsOf({ 'a.html': page('<a href="a.html#gate=xor">xor</a>') })).toEqual([]);
  });
});
