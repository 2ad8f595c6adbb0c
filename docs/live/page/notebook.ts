// A notebook on its page: its cells, what the reader has done in them, and the kernel that runs them.
import { loadScript } from '../../assets/load';
import { html } from '../../playground/parts/elements';
import type { CheckedCell } from '../checker/cells';
import { chooseFile, createBar, download, type Bar } from './bar';
import { Cell, type CellHost } from './cell';
import { loadChecker, type Check } from './checkerClient';
import { addGuessForms } from './guessForms';
import { comparedIn, predictionsIn, withGuess, type Prediction } from './predictions';
import { forgetFiles } from './keptFiles';
import { createKernel, type KernelClient, type RunResult } from './kernelClient';
import { readNotebook, writeNotebook, type SiteNotebook } from './notebookFile';
import { loadPart } from './parts';
import { keepWork, readWork } from './store';
import { isEmpty, nothingDone, type Edit, type Guess, type OwnCell, type Work } from './work';

/** What the page says of its notebook. */
interface About {
  readonly name: string;
  readonly version: string;
  readonly files: readonly string[];
}

/** How long after the last change the work is kept, in milliseconds. */
const REST = 300;

/** Makes a page's notebook one that runs. */
export function startNotebook(head: HTMLElement): void {
  new Notebook(head, {
    name: head.dataset['notebook'] ?? '',
    version: head.dataset['version'] ?? '',
    files: JSON.parse(head.dataset['files'] ?? '[]') as string[],
  });
}

class Notebook implements CellHost {
  private readonly bar: Bar;
  private readonly kernel: KernelClient;
  private readonly cells: Cell[] = [];
  /** Edits of an older version whose cells are different now. */
  private stale: Record<string, Edit> = {};
  private guesses: Record<string, Guess> = {};
  private verdicts: Record<string, string> = {};
  /** What has run in this kernel, in the order of the last runs. */
  private ran: CheckedCell[] = [];
  private checker: Promise<Check> | undefined;
  private checking = false;
  /** A number for each row of runs; a newer one, or a stop, ends the older. */
  private row = 0;
  private waiting: Promise<unknown> = Promise.resolve();
  private toKeep: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly head: HTMLElement,
    private readonly about: About,
  ) {
    this.kernel = createKernel(about.files);
    this.bar = createBar({
      runAll: () => this.runAll(),
      stop: () => this.stop(),
      restart: () => this.restart(),
      resetAll: () => this.resetAll(),
      exportFile: () => void this.exportFile(),
      importFile: (file) => void this.importFile(file),
      clear: () => void this.clear(),
      checkTypes: (on) => void this.setChecking(on),
    });
    this.takeUp(readWork(about.name) ?? nothingDone(about.version));
    this.offerStart();
    addEventListener('pagehide', () => this.keepNow());
    addEventListener('carry-not-kept', () =>
      this.say('This browser keeps no files: a checkpoint is gone with the page.'),
    );
  }

  // What a cell asks for.

  run(cell: Cell, goOn: boolean): void {
    if (goOn) this.goTo(this.cells[this.cells.indexOf(cell) + 1]);
    this.runRow([cell], true);
  }
  runAbove(cell: Cell): void {
    this.runRow(this.cells.slice(0, this.cells.indexOf(cell)), false);
  }
  edited(): void {
    this.bar.show();
    clearTimeout(this.toKeep);
    this.toKeep = setTimeout(() => this.keepNow(), REST);
  }
  reset(cell: Cell): void {
    if (cell.original === undefined) return;
    cell.setText(cell.original);
    this.keepNow();
    this.say(`${cell.label} is as it was.`);
    cell.runButton.focus();
  }
  addBelow(cell: Cell): void {
    const made = this.insert(
      { id: `own-${crypto.getRandomValues(new Uint32Array(1))[0]}`, after: cell.id, source: '' },
      cell,
    );
    void made.edit();
    this.keepNow();
  }
  remove(cell: Cell): void {
    const index = this.cells.indexOf(cell);
    if (cell.text.trim() !== '' && !confirm('Remove this cell and what is in it?')) return;
    this.cells.splice(index, 1);
    cell.element.remove();
    this.keepNow();
    this.goTo(this.cells[index - 1]);
  }
  verdict({ exercise, state }: { exercise: string; state: string }): void {
    this.verdicts[exercise] = state;
    this.keepNow();
  }
  say(text: string): void {
    this.bar.say(text);
  }

  // Running.

  private runAll(): void {
    this.runRow(this.cells, false);
  }

  /** Runs cells one after another, until one fails or the reader stops. */
  private runRow(cells: readonly Cell[], alone: boolean): void {
    if (cells.length === 0) return;
    const row = alone ? this.row : ++this.row;
    this.bar.offer();
    this.bar.setRunning(true);
    for (const cell of cells) cell.setState('waiting');
    this.waiting = this.waiting.then(async () => {
      for (const [index, cell] of cells.entries()) {
        if (row !== this.row) {
          for (const left of cells.slice(index)) left.setState('idle');
          break;
        }
        const went = await this.runOne(cell).catch((error: unknown) => this.broke(cell, error));
        if (went) continue;
        for (const left of cells.slice(index + 1)) left.setState('idle');
        break;
      }
      this.bar.setRunning(false);
    });
  }

  /** Tells whether the cells after it may run. */
  private async runOne(cell: Cell): Promise<boolean> {
    this.keepNow();
    if (this.checking && !(await this.typesAreRight(cell))) return false;
    this.say(this.ran.length === 0 ? 'Starting …' : `Running ${cell.label} …`);
    // Loaded beside the kernel, so that the first figure of a training does not wait for it.
    void loadScript('assets/plotly.min.js').catch(() => undefined);
    const show = cell.begin();
    const source = cell.text;
    const first = this.ran.length === 0;
    const running = this.kernel.run(cell.label, source, show);
    if (first) void Promise.resolve().then(() => this.say(`Running ${cell.label} …`));
    const result = await running;
    cell.end(result.failure, result.stopped, secondsOf(result.milliseconds));
    this.ran = [...this.ran.filter((each) => each.cell !== cell.id), { cell: cell.id, source }];
    return this.tell(cell, result);
  }

  private tell(cell: Cell, { failure, stopped, lost, milliseconds }: RunResult): boolean {
    if (lost) {
      this.lose(
        'The cell did not hear the stop button, so the kernel was ended: every variable is gone. Outputs and your edits are kept.',
      );
      return false;
    }
    if (stopped) this.say(`${cell.label} was stopped. What it has done so far is kept.`);
    else if (failure) {
      this.say(`${cell.label}: ${failure.name}: ${failure.message.split('\n')[0]}`);
      if (failure.name === 'ReferenceError') void this.explainMissing(cell, failure.message);
    } else this.say(`${cell.label} ran in ${secondsOf(milliseconds)}.`);
    return !failure || cell.element.dataset['raises'] !== undefined;
  }

  private broke(cell: Cell, error: unknown): false {
    cell.setState('failed');
    const why = error instanceof Error ? error.message : String(error);
    this.say(`The kernel could not be started: ${why}`);
    return false;
  }

  /** A name that another cell declares: that cell has to run first. */
  private async explainMissing(cell: Cell, message: string): Promise<void> {
    const [, name] = /^([\w$]+) is not defined/.exec(message) ?? [];
    if (name === undefined) return;
    const names = await this.kernel.names(Object.fromEntries(this.cells.map((each) => [each.id, each.text])));
    const source = this.cells.find((each) => each !== cell && names[each.id]?.declared.includes(name));
    if (!source) return;
    const above = this.cells.indexOf(source) < this.cells.indexOf(cell);
    const button = html('button', { type: 'button' }, above ? 'Run all cells above' : `Run ${source.label}`);
    button.addEventListener('click', () =>
      above
        ? this.runRow([...this.cells.slice(0, this.cells.indexOf(cell)), cell], false)
        : this.run(source, false),
    );
    cell.note(
      html('p', { class: 'hint' }, `${name} comes from ${source.label}, which has not run. `, button),
    );
  }

  private stop(): void {
    this.row++;
    this.say('Stopping …');
    this.kernel.stop();
  }

  private restart(): void {
    this.row++;
    this.kernel.restart();
    this.lose('The kernel is new: every variable is gone. Outputs and your edits are kept.');
  }

  private lose(text: string): void {
    this.row++;
    this.ran = [];
    this.say(text);
    this.bar.offer('Run all', () => this.runAll());
  }

  // Types.

  private async setChecking(on: boolean): Promise<void> {
    this.checking = on;
    if (!on) return this.say('Types are not checked.');
    this.say('Loading the type checker (about 1 MB) …');
    const tensorflow = this.cells.some(({ text }) => text.includes('@tensorflow'));
    this.checker ??= loadChecker(tensorflow);
    try {
      const check = await this.checker;
      const all = this.cells.map((cell) => ({ cell: cell.id, source: cell.text }));
      const found = await check(
        all,
        all.map(({ cell }) => cell),
      );
      const wrong = this.cells.filter(({ id }) => found.some(({ cell }) => cell === id));
      for (const cell of wrong) cell.showProblems(found.filter((each) => each.cell === cell.id));
      this.say(
        wrong.length === 0
          ? 'All types are right. From now on they are checked before each run.'
          : `Types are wrong in ${wrong.map(({ label }) => label).join(', ')}.`,
      );
    } catch (error) {
      this.checker = undefined;
      this.checking = false;
      this.bar.setChecking(false);
      this.say(
        `The type checker could not be loaded: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }

  private async typesAreRight(cell: Cell): Promise<boolean> {
    const check = await this.checker?.catch(() => undefined);
    if (!check) return true;
    this.say(`Checking the types of ${cell.label} …`);
    const before = this.ran.filter((each) => each.cell !== cell.id);
    const found = await check([...before, { cell: cell.id, source: cell.text }], [cell.id]);
    if (found.length === 0) return true;
    cell.showProblems(found);
    cell.setState('failed');
    this.say(`${cell.label} was not run: ${found[0]?.message.split('\n')[0]}`);
    return false;
  }

  // The reader's work.

  /** Makes the cells of the page, with what the reader has done before. */
  private takeUp(work: Work): void {
    this.guesses = { ...work.guesses };
    this.verdicts = { ...work.verdicts };
    for (const element of document.querySelectorAll<HTMLElement>('[data-cell]')) {
      const id = element.dataset['cell'] ?? '';
      const original = element.querySelector('pre.code')?.textContent?.replace(/\n$/, '') ?? '';
      const edit = work.edits[id];
      // An edit belongs to the cell as it was then.
      const fits = edit !== undefined && edit.original === original;
      if (edit !== undefined && !fits) this.stale[id] = edit;
      const label = `Cell ${this.cells.length + 1}`;
      this.cells.push(new Cell(element, id, label, original, fits ? edit.source : original, this));
    }
    for (const own of work.own) {
      const above = this.cells.find(({ id }) => id === own.after) ?? this.cells.at(-1);
      if (above) this.insert(own, above);
    }
    for (const cell of this.cells) this.askForGuesses(cell);
    const edits = this.cells.filter(({ isEdited }) => isEdited).length;
    if (!isEmpty(work))
      this.say(edits > 0 || work.own.length > 0 ? 'Your edits of the last visit are here.' : 'Ready.');
    if (Object.keys(this.stale).length > 0) this.offerStale();
  }

  /** Edits of cells that are different now. */
  private offerStale(): void {
    const count = Object.keys(this.stale).length;
    this.say(
      `${count} of your edits ${count === 1 ? 'was' : 'were'} made when the notebook was different there. ${count === 1 ? 'It is' : 'They are'} kept.`,
    );
    this.bar.offer('Put them in', () => {
      for (const [id, { source }] of Object.entries(this.stale)) {
        const cell = this.cells.find((each) => each.id === id);
        if (cell) cell.setText(source);
        else this.insert({ id, after: this.cells.at(-1)?.id ?? '', source }, this.cells.at(-1) as Cell);
      }
      this.stale = {};
      this.keepNow();
      this.bar.offer();
      this.say('Your edits are in their cells.');
    });
  }

  private insert({ id, source }: OwnCell, above: Cell): Cell {
    const element = html(
      'div',
      { class: 'cell own', 'data-own': id },
      html('pre', { class: 'code' }, html('code', {}, source)),
    );
    // Below the solution of an exercise, and below other cells of the reader's own.
    above.element.after(element);
    const mine = this.cells.filter(({ original }) => original === undefined).length + 1;
    const [place = ''] = /cell \d+$/i.exec(above.label) ?? [];
    const label = `Your cell ${mine} after ${place.toLowerCase()}`;
    const cell = new Cell(element, id, label, undefined, source, this);
    this.cells.splice(this.cells.indexOf(above) + 1, 0, cell);
    return cell;
  }

  private askForGuesses(cell: Cell): void {
    const answer = cell.element.querySelector<HTMLDetailsElement>('details.answer');
    if (!answer) return;
    const names = comparedIn(cell.original ?? '');
    const asked = this.cells.flatMap((each) =>
      predictionsIn(each.original ?? '')
        .filter(({ name }) => names.includes(name))
        .map((prediction) => ({ ...prediction, cell: each })),
    );
    addGuessForms(answer, asked, this.guesses, ({ name, question }: Prediction, guess) => {
      this.guesses[question] = guess;
      const source = asked.find((each) => each.name === name)?.cell;
      source?.setText(withGuess(source.text, name, guess));
      this.keepNow();
    });
  }

  private get work(): Work {
    const edits = Object.fromEntries(
      this.cells
        .filter(({ isEdited }) => isEdited)
        .map(({ id, text, original = '' }) => [id, { source: text, original }]),
    );
    let above = '';
    const own = this.cells.flatMap((cell): OwnCell[] => {
      const after = above;
      above = cell.id;
      return cell.original === undefined ? [{ id: cell.id, after, source: cell.text }] : [];
    });
    const { guesses, verdicts } = this;
    return { version: this.about.version, edits: { ...this.stale, ...edits }, own, guesses, verdicts };
  }

  private keepNow(): void {
    clearTimeout(this.toKeep);
    if (keepWork(this.about.name, this.work)) return;
    this.say('This browser keeps nothing: export your notebook before you leave the page.');
  }

  private resetAll(): void {
    if (!confirm('Put all cells back to the original? Your edits are lost; your own cells stay.')) return;
    for (const cell of this.cells) if (cell.original !== undefined) cell.setText(cell.original);
    this.stale = {};
    this.keepNow();
    this.say('All cells are as they were.');
  }

  private async clear(): Promise<void> {
    if (
      !confirm(
        'Clear everything you have done in this notebook: edits, own cells, guesses, solved exercises, and files that cells have written?',
      )
    )
      return;
    for (const cell of this.cells) if (cell.original !== undefined) cell.setText(cell.original);
    for (const cell of this.cells.filter(({ original }) => original === undefined)) {
      cell.element.remove();
      this.cells.splice(this.cells.indexOf(cell), 1);
    }
    [this.stale, this.guesses, this.verdicts] = [{}, {}, {}];
    this.keepNow();
    await forgetFiles().catch(() => undefined);
    this.say('The notebook is as new.');
  }

  private async exportFile(): Promise<void> {
    try {
      const site = await loadPart<SiteNotebook>(`notebooks/${this.about.name}`);
      const cells = this.cells.map(({ id, text, outputs }) => ({ id, source: text, outputs }));
      const { name, version } = this.about;
      const text = writeNotebook(site, cells, { notebook: name, version, guesses: this.guesses });
      download(`${name}.ipynb`, text, 'application/x-ipynb+json');
      this.say(`${name}.ipynb is exported: it opens in the course's JupyterLab.`);
    } catch (error) {
      this.say(
        `The notebook could not be exported: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }

  private async importFile(file: File): Promise<void> {
    try {
      const ids = this.cells.filter(({ original }) => original !== undefined).map(({ id }) => id);
      const { sources, own, guesses } = readNotebook(await file.text(), this.about.name, ids);
      for (const [id, source] of sources) this.cells.find((cell) => cell.id === id)?.setText(source);
      for (const each of own) {
        const known = this.cells.find(({ id }) => id === each.id);
        const above = this.cells.find(({ id }) => id === each.after) ?? this.cells.at(-1);
        if (known) known.setText(each.source);
        else if (above) this.insert(each, above);
      }
      Object.assign(this.guesses, guesses);
      this.keepNow();
      const edits = this.cells.filter(({ isEdited }) => isEdited).length;
      this.say(
        `${file.name} is imported: ${edits} ${edits === 1 ? 'cell differs' : 'cells differ'} from the original.`,
      );
    } catch (error) {
      this.say(error instanceof Error ? error.message : String(error));
    }
  }

  /** The page has its buttons from the beginning, so that nothing moves when they begin to work. */
  private offerStart(): void {
    const start = this.head.querySelector<HTMLElement>('.live-start');
    const [run, bring] = start?.querySelectorAll('button') ?? [];
    if (!start || !run || !bring) throw new Error('startNotebook: the page has no buttons to start with');
    run.addEventListener('click', () => this.runAll());
    bring.addEventListener('click', () => chooseFile((file) => void this.importFile(file)));
    start.dataset['works'] = '';
  }

  private goTo(cell: Cell | undefined): void {
    if (!cell) return;
    cell.runButton.focus({ preventScroll: true });
    cell.element.scrollIntoView({ block: 'nearest' });
  }
}

const secondsOf = (milliseconds: number): string =>
  milliseconds < 1000
    ? `${Math.max(1, Math.round(milliseconds))} ms`
    : `${(milliseconds / 1000).toFixed(1)} s`;
