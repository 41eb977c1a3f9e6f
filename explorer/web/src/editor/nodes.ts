/** Reading the syntax tree of a JSON document. */

import type { EditorState } from "@codemirror/state";
import type { SyntaxNode } from "@lezer/common";

/** What a string holds, without its quotation marks. */
export function textOf(state: EditorState, node: SyntaxNode): string {
  return state.sliceDoc(node.from, node.to).replace(/^"|"$/g, "");
}

/** The name of a property. */
export function nameOf(state: EditorState, property: SyntaxNode): string {
  const name = property.getChild("PropertyName");
  return name ? textOf(state, name) : "";
}
