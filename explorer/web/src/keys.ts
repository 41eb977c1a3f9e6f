/** The keys of the whole page: `/` search, `Ctrl+Enter` send, `[` and `]` the tabs. */

import { TABS } from "./model/link";
import { send } from "./state/sending";
import { chosen, panel, tab } from "./state/store";

export const SEARCH = "search";

export function listenToKeys(): void {
  addEventListener("keydown", (event) => {
    if (event.defaultPrevented || document.querySelector("dialog[open]")) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void send();
    } else if (!isTyping(event) && !event.ctrlKey && !event.metaKey) shortcut(event);
  });
}

function shortcut(event: KeyboardEvent): void {
  if (event.key === "/") {
    event.preventDefault();
    openSearch();
  } else if (chosen.value && (event.key === "[" || event.key === "]")) {
    const step = event.key === "]" ? 1 : TABS.length - 1;
    tab.value = TABS[(TABS.indexOf(tab.value) + step) % TABS.length] ?? tab.value;
  }
}

/** Show the actions, which are hidden in a narrow window, and go to their search. */
export function openSearch(): void {
  const search = document.getElementById(SEARCH);
  search?.focus();
  if (document.activeElement === search) return;
  panel.value = "actions";
  requestAnimationFrame(() => search?.focus());
}

function isTyping(event: KeyboardEvent): boolean {
  const target = event.composedPath()[0];
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName))
  );
}
