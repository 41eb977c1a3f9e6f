import { signal } from "@preact/signals";
import type { mount } from "./editor/mount";

/** Whether JSON is edited in the editor, which says at which line a mistake is. */
export const editorLoaded = signal(false);

/** The JSON editor, loaded when the first JSON field is shown; null where it cannot be loaded. */
export async function loadEditor(): Promise<typeof mount | null> {
  try {
    const editor = await import("./editor.js");
    editorLoaded.value = true;
    return editor.mount;
  } catch {
    return null; // The form keeps its plain text area.
  }
}
