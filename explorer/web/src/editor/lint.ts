/** Mistakes in a JSON document, each at its place. */

import { ensureSyntaxTree, syntaxTree } from "@codemirror/language";
import type { Diagnostic } from "@codemirror/lint";
import type { EditorState } from "@codemirror/state";
import { nameOf, textOf } from "./nodes";

export interface MistakeTexts {
  /** Something else was expected here. */
  syntax: string;
  /** The document ends too early. */
  end: string;
  /** Effect is neither Allow nor Deny. */
  effect: string;
}

/** How long a document may be parsed, in milliseconds. */
const PATIENCE = 200;

export function findMistakes(state: EditorState, texts: MistakeTexts): Diagnostic[] {
  if (state.doc.toString().trim() === "") return [];
  const syntax = syntaxMistake(state, texts);
  return syntax ? [syntax] : wrongEffects(state, texts);
}

/** The first place where the text stops being JSON; what follows from it would only confuse. */
function syntaxMistake(state: EditorState, texts: MistakeTexts): Diagnostic | null {
  if (isJson(state.doc.toString())) return null;
  const tree = ensureSyntaxTree(state, state.doc.length, PATIENCE) ?? syntaxTree(state);
  let at = state.doc.length;
  tree.iterate({
    enter(node) {
      if (node.type.isError) at = Math.min(at, node.from);
    },
  });
  const last = state.doc.toString().trimEnd().length;
  if (at >= last) return mark(state, Math.max(0, last - 1), texts.end);
  return mark(state, at, texts.syntax);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function mark(state: EditorState, from: number, message: string): Diagnostic {
  const to = Math.min(from + 1, state.doc.length);
  return { from: Math.min(from, to), to, severity: "error", message };
}

/** `Effect` takes two values only; any other would be refused by the service. */
function wrongEffects(state: EditorState, texts: MistakeTexts): Diagnostic[] {
  const found: Diagnostic[] = [];
  syntaxTree(state).iterate({
    enter({ node }) {
      if (node.name !== "Property" || nameOf(state, node) !== "Effect") return;
      const value = node.lastChild;
      if (value?.name !== "String" || ["Allow", "Deny"].includes(textOf(state, value))) return;
      found.push({ from: value.from, to: value.to, severity: "error", message: texts.effect });
    },
  });
  return found;
}
