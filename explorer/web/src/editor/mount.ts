/** The JSON editor, put into a shadow root: only there do its styles keep `style-src 'self'`. */

import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { json } from "@codemirror/lang-json";
import { bracketMatching, indentOnInput, syntaxHighlighting } from "@codemirror/language";
import { forEachDiagnostic, lintGutter, linter } from "@codemirror/lint";
import { EditorState, Prec } from "@codemirror/state";
import { drawSelection, EditorView, keymap, lineNumbers } from "@codemirror/view";
import { completePolicy } from "./complete";
import { findMistakes, type MistakeTexts } from "./lint";
import { colours, theme } from "./theme";

export interface EditorOptions {
  text: string;
  /** What the editor is called for those who do not see it. */
  label: string;
  /** Names of actions that policies may hold. */
  actions: string[];
  texts: MistakeTexts;
  onChange: (text: string) => void;
  /** The first mistake and its line, or that there is none. */
  onMistake: (mistake: Mistake | null) => void;
  /** Ctrl+Enter. */
  onSubmit: () => void;
}

export interface Mistake {
  line: number;
  text: string;
}

export interface Editor {
  setText: (text: string) => void;
  focus: () => void;
  /** Put the cursor on the first mistake. */
  focusMistake: () => void;
  destroy: () => void;
}

export function mount(host: HTMLElement, options: EditorOptions): Editor {
  const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
  const parent = document.createElement("div");
  root.replaceChildren(parent);
  const view = new EditorView({ parent, root, doc: options.text, extensions: extensions(options) });
  return {
    setText(text) {
      const shown = view.state.doc.toString();
      if (text !== shown) view.dispatch({ changes: { from: 0, to: shown.length, insert: text } });
    },
    focus: () => view.focus(),
    focusMistake() {
      let first = -1;
      forEachDiagnostic(view.state, (_, from) => {
        if (first < 0) first = from;
      });
      if (first >= 0) view.dispatch({ selection: { anchor: first }, scrollIntoView: true });
      view.focus();
    },
    destroy: () => view.destroy(),
  };
}

function extensions({ label, actions, texts, onChange, onMistake, onSubmit }: EditorOptions) {
  const submit = () => {
    onSubmit();
    return true;
  };
  return [
    json(),
    lineNumbers(),
    history(),
    drawSelection(),
    indentOnInput(),
    bracketMatching(),
    closeBrackets(),
    syntaxHighlighting(colours),
    autocompletion({ override: [completePolicy(actions)], icons: false }),
    linter(
      ({ state }) => {
        const found = findMistakes(state, texts);
        const [first] = found;
        onMistake(
          first ? { line: state.doc.lineAt(first.from).number, text: first.message } : null,
        );
        return found;
      },
      { delay: 200 },
    ),
    lintGutter(),
    theme,
    EditorView.lineWrapping,
    EditorState.tabSize.of(2),
    EditorView.contentAttributes.of({ "aria-label": label, "aria-multiline": "true" }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) onChange(update.state.doc.toString());
    }),
    // Before the default keys, where Ctrl+Enter makes a new line. Tab leaves the editor.
    Prec.highest(keymap.of([{ key: "Mod-Enter", run: submit }])),
    keymap.of([...closeBracketsKeymap, ...completionKeymap, ...historyKeymap, ...defaultKeymap]),
  ];
}
