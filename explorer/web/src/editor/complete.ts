/** Completion of policies: the names of their parts, Effect, the actions, resources. */

import type {
  CompletionContext,
  CompletionResult,
  CompletionSource,
} from "@codemirror/autocomplete";
import { syntaxTree } from "@codemirror/language";
import type { EditorState } from "@codemirror/state";
import type { SyntaxNode } from "@lezer/common";
import { nameOf } from "./nodes";

const POLICY = ["Version", "Statement"];
const STATEMENT = [
  "Effect",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "Principal",
  "Condition",
];
const PRINCIPAL = ["RAM", "Service", "Federated"];
const RESOURCES = [
  "*",
  "acs:ram:*:*:user/*",
  "acs:ram:*:*:role/*",
  "acs:ram:*:*:group/*",
  "acs:ram:*:*:policy/*",
];

/** Completes inside strings of a policy; `actions` are the names that Action may hold. */
export function completePolicy(actions: string[]): CompletionSource {
  return (context) => {
    const node = syntaxTree(context.state).resolveInner(context.pos, -1);
    if (node.name !== "String" && node.name !== "PropertyName") return null;
    if (context.pos <= node.from) return null;
    return offer(context, node, words(context.state, node, actions));
  };
}

function words(state: EditorState, node: SyntaxNode, actions: string[]): string[] {
  const owner = enclosing(state, node);
  if (node.name === "PropertyName") {
    if (owner === "Statement") return STATEMENT;
    return owner === "Principal" ? PRINCIPAL : owner === "" ? POLICY : [];
  }
  switch (owner) {
    case "Effect":
      return ["Allow", "Deny"];
    case "Version":
      return ["1"];
    case "Action":
    case "NotAction":
      return actions;
    case "Resource":
    case "NotResource":
      return RESOURCES;
    default:
      return [];
  }
}

/** The name of the property that this string is a value of, or stands inside of. */
function enclosing(state: EditorState, node: SyntaxNode): string {
  let up = node.name === "PropertyName" ? node.parent?.parent : node.parent;
  while (up && up.name !== "Property") up = up.parent;
  return up ? nameOf(state, up) : "";
}

function offer(
  context: CompletionContext,
  node: SyntaxNode,
  options: string[],
): CompletionResult | null {
  if (options.length === 0) return null;
  const closed = context.state.sliceDoc(node.to - 1, node.to) === '"' && node.to > node.from + 1;
  return {
    from: node.from + 1,
    to: closed ? node.to - 1 : node.to,
    options: options.map((label) => ({ label })),
    validFor: /^[\w:*/.-]*$/,
  };
}
