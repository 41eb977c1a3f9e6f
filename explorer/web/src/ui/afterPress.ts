/**
 * What moves the page must wait while a mouse button is down: the button that a person is pressing
 * would move away, and the click would be lost.
 */

let pressed = false;
addEventListener("pointerdown", () => (pressed = true), true);
for (const end of ["pointerup", "pointercancel"])
  addEventListener(end, () => (pressed = false), true);

/** Do the work now, or when the click that is going on is over. */
export function afterPress(work: () => void): void {
  if (pressed) addEventListener("pointerup", () => setTimeout(work), { once: true });
  else work();
}
