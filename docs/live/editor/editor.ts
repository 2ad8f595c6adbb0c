// The editor of a cell: CodeMirror with TypeScript. Loaded when the first cell is edited.
import { closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { javascriptLanguage, typescriptLanguage } from '@codemirror/lang-javascript';
import {
  bracketMatching,
  HighlightStyle,
  indentOnInput,
  indentUnit,
  LanguageSupport,
  syntaxHighlighting,
} from '@codemirror/language';
import { EditorState, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, keymap } from '@codemirror/view';
import { tags } from '@lezer/highlight';

/** What the page does with an editor. */
export interface Editor {
  readonly element: HTMLElement;
  text(): string;
  setText(text: string): void;
  focus(): void;
  /** Marks a line, from 1; none: no mark. */
  mark(line?: number): void;
}

/** What an editor tells the page. */
export interface EditorOptions {
  readonly label: string;
  changed(text: string): void;
  /** Shift+Enter, which goes on, or Ctrl+Enter, which stays. */
  run(goOn: boolean): void;
  /** Escape: the reader wants to leave, Tab being taken. */
  leave(): void;
}

// The site's own colors, which change with the theme.
const colors = HighlightStyle.define([
  { tag: [tags.keyword, tags.modifier, tags.self], class: 'c-key' },
  { tag: [tags.typeName, tags.className], class: 'c-type' },
  { tag: [tags.function(tags.variableName), tags.function(tags.propertyName)], class: 'c-fn' },
  { tag: [tags.string, tags.special(tags.string), tags.regexp], class: 'c-str' },
  { tag: [tags.number, tags.bool, tags.null], class: 'c-num' },
  { tag: tags.comment, class: 'c-com' },
  { tag: tags.operator, class: 'c-op' },
]);

const setMark = StateEffect.define<number | undefined>();
const marked = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(now, { effects, docChanged, state }) {
    for (const effect of effects) {
      if (!effect.is(setMark)) continue;
      const line = effect.value;
      if (line === undefined || line > state.doc.lines) return Decoration.none;
      const at = state.doc.line(line).from;
      return Decoration.set([Decoration.line({ class: 'cm-failed' }).range(at)]);
    }
    return docChanged ? Decoration.none : now;
  },
  provide: (field) => EditorView.decorations.from(field),
});

function createEditor(text: string, { label, changed, run, leave }: EditorOptions): Editor {
  const key = (name: string, act: () => void) => ({
    key: name,
    run: () => {
      act();
      return true;
    },
  });
  const view = new EditorView({
    state: EditorState.create({
      doc: text,
      extensions: [
        keymap.of([
          key('Shift-Enter', () => run(true)),
          key('Mod-Enter', () => run(false)),
          key('Escape', leave),
          ...closeBracketsKeymap,
          ...defaultKeymap,
          ...historyKeymap,
          indentWithTab,
        ]),
        EditorView.lineWrapping, // as the code that it takes the place of
        history(),
        closeBrackets(),
        bracketMatching(),
        indentOnInput(),
        indentUnit.of('  '),
        new LanguageSupport(typescriptLanguage, [javascriptLanguage.data.of({})]),
        syntaxHighlighting(colors),
        marked,
        EditorView.contentAttributes.of({
          'aria-label': label,
          tabindex: '0',
          autocapitalize: 'off',
          autocorrect: 'off',
          spellcheck: 'false',
        }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) changed(update.state.doc.toString());
        }),
      ],
    }),
  });
  return {
    element: view.dom,
    text: () => view.state.doc.toString(),
    setText: (next) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: next } }),
    focus: () => view.focus(),
    mark: (line) => view.dispatch({ effects: setMark.of(line) }),
  };
}

(globalThis as { carryEditor?: typeof createEditor }).carryEditor = createEditor;
export type CreateEditor = typeof createEditor;
