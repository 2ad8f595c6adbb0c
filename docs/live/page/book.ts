// The progress book, and the page on which a teacher checks a lab report.
import { html } from '../../playground/parts/elements';
import { download } from './bar';
import { recheck } from './recheck';
import { readReport, writeReport, type Listed, type Report } from './report';
import { readWork } from './store';
import { isEmpty } from './work';

const WORDS: Readonly<Record<string, string>> = { right: '✓ solved', wrong: '✗ not right yet' };

const place = document.querySelector<HTMLElement>('[data-book]');
const listed = JSON.parse(place?.dataset['book'] ?? '[]') as Listed[];
if (place?.dataset['for'] === 'teacher') startChecking(place);
else if (place) startBook(place);

function startBook(book: HTMLElement): void {
  const name = html('input', { type: 'text', autocomplete: 'name' });
  const write = html('button', { type: 'button' }, 'Save my lab report');
  write.addEventListener('click', () => {
    const report = gatherReport(name.value.trim());
    download('lab-report.html', writeReport(report, listed), 'text/html');
  });
  const form = html(
    'p',
    { class: 'book-form' },
    html('label', {}, 'Your name, if you like: ', name),
    ' ',
    write,
  );
  book.append(form, ...listed.map(chapterOf));
}

function chapterOf({ name, number, title, exercises }: Listed): HTMLElement {
  const work = readWork(name);
  const rows = exercises.map((exercise) => {
    const state = WORDS[work?.verdicts[exercise] ?? ''] ?? '☐ not done yet';
    return html('tr', {}, html('td', {}, exercise), html('td', {}, state));
  });
  const heading = html('h2', {}, html('a', { href: `${name}.html` }, `${number} · ${title}`));
  const edits = work ? Object.keys(work.edits).length + work.own.length : 0;
  const done =
    work && !isEmpty(work) ? `${edits} ${edits === 1 ? 'cell' : 'cells'} changed or added.` : 'Not begun.';
  const table =
    rows.length > 0
      ? html('div', { class: 'scroll' }, html('table', {}, html('tbody', {}, ...rows)))
      : html('p', {}, 'No exercises.');
  return html('section', {}, heading, html('p', {}, done), table);
}

function startChecking(page: HTMLElement): void {
  const status = html('p', { role: 'status' });
  const results = html('div', {});
  const input = html('input', { type: 'file', accept: '.html,text/html' });
  input.addEventListener('change', () => {
    const file = input.files?.[0];
    if (!file) return;
    results.replaceChildren();
    void file
      .text()
      .then((text) => checkAll(readReport(text), status, results))
      .catch(
        (error: unknown) => (status.textContent = error instanceof Error ? error.message : String(error)),
      );
  });
  page.append(html('p', {}, html('label', {}, 'A lab report: ', input)), status, results);
}

async function checkAll(report: Report, status: HTMLElement, results: HTMLElement): Promise<void> {
  results.append(html('p', {}, `${report.name || 'Without a name'}, ${report.written}`));
  let [right, asked, differ] = [0, 0, 0];
  for (const { name, work } of report.notebooks) {
    const { number = 0, title = name } = listed.find((each) => each.name === name) ?? {};
    const found = await recheck(name, work, (text) => (status.textContent = text));
    const rows = found.map((each) => {
      asked++;
      if (each.found === 'right') right++;
      const same = each.claimed === each.found;
      if (!same) differ++;
      return html(
        'tr',
        same ? {} : { class: 'differs' },
        html('td', {}, each.title),
        html('td', {}, each.claimed),
        html('td', {}, each.found),
      );
    });
    const head = html(
      'tr',
      {},
      ...['Exercise', 'in the report', 'checked'].map((each) => html('th', {}, each)),
    );
    const table = html('table', {}, html('thead', {}, head), html('tbody', {}, ...rows));
    results.append(html('h2', {}, `${number} · ${title}`));
    results.append(
      rows.length > 0 ? html('div', { class: 'scroll' }, table) : html('p', {}, 'No exercise was tried.'),
    );
  }
  const agree = differ === 0 ? 'The report agrees.' : `${differ} differ from the report.`;
  status.textContent = `Checked: ${right} of ${asked} right. ${agree}`;
}

/** Gathers what is kept in this browser. */
const gatherReport = (name: string): Report => ({
  kind: 'carry lab report',
  name,
  written: new Date().toISOString().slice(0, 10),
  notebooks: listed.flatMap((each) => {
    const work = readWork(each.name);
    return work && !isEmpty(work) ? [{ name: each.name, work }] : [];
  }),
});
