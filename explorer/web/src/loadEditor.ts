import type { mount } from "./editor/mount";

/** The JSON editor, loaded when the first JSON field is shown; null where it cannot be loaded. */
export async function loadEditor(): Promise<typeof mount | null> {
  try {
    return (await import("./editor.js")).mount;
  } catch {
    return null; // The form keeps its plain text area.
  }
}
