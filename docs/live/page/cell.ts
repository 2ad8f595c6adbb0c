// One cell on the page: its code, which becomes an editor when it is edited, its buttons, its outputs.
import { loadScript } from '../../assets/load';
import { html } from '../../playground/parts/elements';
import type { CreateEditor, Editor } from '../editor/editor';
import type { Failure, Output } from '../kernel/protocol';
import { showOutputs, type OutputsView, type ShownVerdict } from './outputsView';

/** What a cell asks of its notebook. */
export interface CellHost {
  run(cell: Cell, goOn: boolean): void;
  runAbove(cell: Cell): void;
  edited(cell: Cell): void;
  reset(cell: Cell): void;
  addBelow(cell: Cell): void;
  remove(cell: Cell): void;
  verdict(shown: ShownVerdict): void;
  /** A loaded part is missing, or the like. */
  say(text: string): void;
}

export type CellState = 'idle' | 'waiting' | 'running' | 'done' | 'failed' | 'stopped';

const WORDS: Readonly<Record<CellState, string>> = {
  idle: '',
  waiting: 'waits',
  running: 'runs …',
  done: 'ran',
  failed: 'failed',
  stopped: 'stopped',
};

/** A cell on the page. */
export class Cell {
  /** The outputs of the last run in this visit; undefined while there was none. */
  outputs: readonly Output[] | undefined;
  private editor: Editor | undefined;
  private source: string;
  private view: OutputsView | undefined;
  private readonly pre: HTMLElement;
  private readonly state: HTMLElement;
  private readonly resetButton: HTMLButtonElement;
  readonly runButton: HTMLButtonElement;

  constructor(
    readonly element: HTMLElement,
    readonly id: string,
    /** Its number among the code cells, for people. */
    public label: string,
    /** What the notebook has; undefined for a cell of the reader's own. */
    readonly original: string | undefined,
    source: string,
    private readonly host: CellHost,
  ) {
    this.source = source;
    this.pre = element.querySelector('pre.code') as HTMLElement;
    const button = (text: string, name: string, act: () => void): HTMLButtonElement => {
      const made = html('button', { type: 'button', 'aria-label': name, title: name }, text);
      made.addEventListener('click', act);
      return made;
    };
    this.runButton = button('▶ Run', `Run ${label} (Shift+Enter)`, () => host.run(this, false));
    this.resetButton = button('Reset', `Reset ${label} to the original`, () => host.reset(this));
    this.state = html('span', { class: 'cell-state' });
    const last =
      original === undefined
        ? button('Remove', `Remove ${label}`, () => host.remove(this))
        : this.resetButton;
    const tools = html(
      'div',
      { class: 'cell-tools', role: 'group', 'aria-label': label },
      this.runButton,
      button('Edit', `Edit ${label}`, () => void this.edit()),
      button('Run above', `Run above ${label}: all cells before it`, () => host.runAbove(this)),
      button('+ Cell', `Add a cell below ${label}`, () => host.addBelow(this)),
      last,
      this.state,
    );
    element.prepend(tools);
    this.pre.addEventListener('click', () => {
      if (getSelection()?.isCollapsed !== false) void this.edit();
    });
    element.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || !event.shiftKey || event.defaultPrevented) return;
      event.preventDefault();
      host.run(this, true);
    });
    if (source !== (original ?? '')) this.showSource();
    this.showEdited();
  }

  get text(): string {
    return this.source;
  }

  get isEdited(): boolean {
    return this.original !== undefined && this.source !== this.original;
  }

  /** Replaces the source, as a reset or an import does. */
  setText(source: string): void {
    if (source === this.source) return; // what is as it was keeps its colors
    this.source = source;
    if (this.editor) this.editor.setText(source);
    else this.showSource();
    this.showEdited();
  }

  /** Opens the editor; it is loaded when the first cell is edited. */
  async edit(): Promise<void> {
    if (!this.editor) {
      try {
        await loadScript('assets/live/editor.js');
      } catch {
        return this.host.say('The editor could not be loaded.');
      }
      const create = (globalThis as { carryEditor?: CreateEditor }).carryEditor;
      if (!create || this.editor) return;
      this.editor = create(this.source, {
        label: `Code of ${this.label}`,
        changed: (text) => {
          this.source = text;
          this.showEdited();
          this.host.edited(this);
        },
        run: (goOn) => this.host.run(this, goOn),
        leave: () => this.runButton.focus(),
      });
      this.pre.replaceWith(this.editor.element);
    }
    this.editor.focus();
  }

  setState(state: CellState, note = ''): void {
    this.element.dataset['state'] = state;
    this.state.textContent = [WORDS[state], note].filter(Boolean).join(' ');
  }

  /** Begins a run: gives the function that shows its outputs. */
  begin(): (outputs: readonly Output[]) => void {
    this.editor?.mark();
    const place = this.outputPlace();
    this.view = showOutputs(place, (shown) => this.host.verdict(shown));
    const view = this.view;
    this.outputs = view.all;
    this.setState('running');
    return (outputs) => {
      if (this.view === view) view.add(outputs);
    };
  }

  /** Ends a run: a run that showed nothing leaves nothing of the old outputs. */
  end(failure: Failure | undefined, stopped: boolean, seconds: string): void {
    if (this.view && this.view.all.length === 0) this.outputPlace().replaceChildren();
    this.setState(stopped ? 'stopped' : failure ? 'failed' : 'done', failure ? '' : seconds);
    const line = failure?.line;
    if (!failure || stopped || line === undefined) return;
    this.editor?.mark(line);
    const code = this.source.split('\n')[line - 1]?.trim() ?? '';
    this.note(html('p', { class: 'failed-line' }, `Line ${line}: `, html('code', {}, code)));
  }

  /** Puts something below the outputs. */
  note(...content: Node[]): void {
    this.outputPlace().append(...content);
  }

  /** Shows what is wrong with the types, in the place of the outputs. */
  showProblems(problems: readonly { line: number; message: string }[]): void {
    this.view = undefined;
    this.editor?.mark(problems[0]?.line);
    this.outputPlace().replaceChildren(
      ...problems.map(({ line, message }) =>
        html('p', { class: 'type-problem' }, `Line ${line}: ${message}`),
      ),
    );
  }

  /** The place of the outputs; an answer that was folded away is opened. */
  private outputPlace(): HTMLElement {
    const folded = this.element.querySelector<HTMLDetailsElement>('details.answer');
    if (folded) folded.open = true;
    const known = this.element.querySelector<HTMLElement>('.output');
    if (known) return known;
    const made = html('div', { class: 'output' });
    const code = this.editor?.element ?? this.pre;
    code.after(made);
    return made;
  }

  private showSource(): void {
    const code = this.pre.querySelector('code');
    if (code) code.textContent = this.source;
  }

  private showEdited(): void {
    this.element.classList.toggle('edited', this.isEdited);
    this.resetButton.hidden = !this.isEdited;
  }
}
