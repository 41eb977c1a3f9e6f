/** The keys of the whole page: `/` search, `Ctrl+Enter` send, `[` and `]` the tabs. */

import { TABS } from "./model/link";
import { send } from "./state/sending";
import { chosen, panel, tab } from "./state/store";

/** Ids of the search, and of the button that opens it in a narrow window. */
export const SEARCH = "search";
export const OPENER = "open-actions";

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
  if (document.activeElement !== search) panel.value = "actions";
}

/** Close the actions where they lie over the page. */
export function closeSearch(): void {
  if (panel.value !== "actions") return;
  panel.value = null;
  requestAnimationFrame(() => {
    if (document.activeElement === document.body) document.getElementById(OPENER)?.focus();
  });
}

// As wide as this the actions stand beside the page: see layout.css.
matchMedia("(width >= 75rem)").addEventListener("change", closeSearch);

function isTyping(event: KeyboardEvent): boolean {
  const target = event.composedPath()[0];
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName))
  );
}
