/**
 * The token of this start of the server. It comes in the fragment of the address that the terminal
 * shows, is taken out of the address at once, and is kept for this tab. Another tab of the same
 * origin may ask for it, so that a copied link opens without the terminal.
 */

import { signal } from "@preact/signals";

const KEY = "explorer.token";
/** How long a new tab waits for the others, in milliseconds. */
const PATIENCE = 300;

export const token = signal<string | null>(null);

const tabs = new BroadcastChannel("explorer");
tabs.onmessage = ({ data }: MessageEvent<{ asks?: true; token?: string }>) => {
  if (data.asks && token.value) tabs.postMessage({ token: token.value });
};

function keep(value: string): void {
  token.value = value;
  sessionStorage.setItem(KEY, value);
}

/** Take the token from a text that holds `#key=...`, or is the token. False where it is neither. */
export function takeToken(text: string): boolean {
  const found = /(?:#key=|^)([A-Za-z0-9_-]+)$/.exec(text.trim());
  if (found?.[1]) keep(found[1]);
  return found !== null;
}

/** Find the token: in the address, in this tab, or in another one. */
export async function findToken(): Promise<void> {
  if (location.hash.startsWith("#key=")) {
    const { hash } = location;
    history.replaceState(null, "", location.pathname + location.search);
    if (takeToken(hash)) return;
  }
  token.value = sessionStorage.getItem(KEY);
  if (token.value === null) await askOtherTabs();
}

function askOtherTabs(): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      tabs.removeEventListener("message", hear);
      resolve();
    };
    const hear = ({ data }: MessageEvent<{ token?: string }>) => {
      if (!data.token) return;
      keep(data.token);
      done();
    };
    tabs.addEventListener("message", hear);
    tabs.postMessage({ asks: true });
    setTimeout(done, PATIENCE);
  });
}

/** The server does not know this token: it has been started again. */
export function forgetToken(): void {
  token.value = null;
  sessionStorage.removeItem(KEY);
}
