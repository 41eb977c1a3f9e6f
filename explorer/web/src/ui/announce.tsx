/** What a screen reader says about something that happened. */

import { signal } from "@preact/signals";

const spoken = signal("");

export function announce(text: string): void {
  spoken.value = "";
  requestAnimationFrame(() => (spoken.value = text));
}

export function Announcer() {
  return (
    <div class="hidden" role="status" aria-live="polite">
      {spoken}
    </div>
  );
}
