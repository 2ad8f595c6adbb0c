// The lab report: what a reader has done, as a page that anybody can read, with the same once more for the checks.
import type { SiteNotebook } from './notebookFile';
import { written } from './predictions';
import type { Work } from './work';

/** A notebook as the progress book lists it. */
export interface Listed {
  readonly name: string;
  readonly number: number;
  readonly title: string;
  readonly exercises: readonly string[];
}

/** A notebook as the site keeps it, with what a check needs. */
export interface CheckableNotebook extends SiteNotebook {
  readonly version: string;
  readonly files: readonly string[];
  readonly exercises: readonly { readonly title: string; readonly cell: string }[];
}

/** What a report holds. */
export interface Report {
  readonly kind: 'carry lab report';
  readonly name: string;
  readonly written: string;
  readonly notebooks: readonly { readonly name: string; readonly work: Work }[];
}

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const MARKS: Readonly<Record<string, string>> = { right: '✓', wrong: '✗' };

/** Writes a report as a page of its own. */
export function writeReport(report: Report, listed: readonly Listed[]): string {
  const chapters = report.notebooks.map(({ name, work }) => {
    const { number = 0, title = name, exercises = [] } = listed.find((each) => each.name === name) ?? {};
    const rows = exercises.map((exercise) => {
      const state = work.verdicts[exercise] ?? 'not done yet';
      return `<tr><td>${MARKS[state] ?? '☐'}</td><td>${escape(exercise)}</td><td>${escape(state)}</td></tr>`;
    });
    const guesses = Object.entries(work.guesses).map(
      ([question, guess]) => `<li>${escape(question)} <b>${escape(written(guess, undefined))}</b></li>`,
    );
    const cells = [...Object.values(work.edits), ...work.own].map(
      ({ source }) => `<pre>${escape(source)}</pre>`,
    );
    return `<h2>${number} · ${escape(title)}</h2>
<table>${rows.join('')}</table>
${guesses.length > 0 ? `<h3>Guesses</h3><ul>${guesses.join('')}</ul>` : ''}
${cells.length > 0 ? `<h3>Changed cells</h3>${cells.join('\n')}` : ''}`;
  });
  const data = JSON.stringify(report).replaceAll('<', '\\u003c');
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Lab report${report.name === '' ? '' : ` of ${escape(report.name)}`}</title>
<style>body{font:1rem/1.5 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem}pre{background:#f4f2ec;padding:.8rem;overflow-x:auto}td{padding:.15rem .8rem .15rem 0}</style>
<h1>Lab report</h1>
<p>${escape(report.name || 'Without a name')} · ${report.written} · Carry the One. The states are those that the reader's browser has seen; the course's page “Check a lab report” finds them again.</p>
${chapters.join('\n')}
<script type="application/json" id="carry-report">${data}</script>
</html>
`;
}

/**
 * Reads a report.
 *
 * @throws Error that says what the file is instead
 */
export function readReport(text: string): Report {
  const [, data] = /<script type="application\/json" id="carry-report">([\s\S]*?)<\/script>/.exec(text) ?? [];
  if (data === undefined) throw new Error('This file is no lab report of the course.');
  const report = JSON.parse(data) as Partial<Report>;
  if (report.kind !== 'carry lab report' || !Array.isArray(report.notebooks))
    throw new Error('This file is no lab report of the course.');
  return report as Report;
}
