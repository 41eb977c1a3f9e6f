import { language } from "../state/language";

/** The time of day of an ISO time, on the reader's clock. */
export function clockTime(iso: string): string {
  const time = new Date(iso);
  return Number.isNaN(time.valueOf())
    ? iso
    : time.toLocaleTimeString(language.value, { hour12: false });
}
