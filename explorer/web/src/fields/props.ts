import type { Check } from "../api";
import type { Field, Json, Service } from "../model/catalogue";

/** What every control of the form gets: a field, its value, and the ids of what describes it. */
export interface ControlProps {
  service: Service;
  field: Field;
  /** The names and numbers that lead to the value: `Tag.0.Key`. */
  path: string;
  /** Of the texts that describe it. */
  describedBy: string;
  invalid: boolean;
  /** What is wrong with the parts of the value. */
  checks: Check[];
  /** Whether somebody has tried to send: before that, what is missing is not told. */
  attempted: boolean;
  value: Json | undefined;
  /** Undefined takes the parameter out of the call. */
  onChange: (value: Json | undefined) => void;
}

/** The id of the input for the value at a path; those of its name and its texts begin with it. */
export function inputId(path: string): string {
  return `p-${path}`;
}

/** The checks of the value at a path. */
export function checksAt(checks: Check[], path: string): Check[] {
  return checks.filter((check) => check.path === path);
}

/** The checks of what is inside the value at a path. */
export function checksBelow(checks: Check[], path: string): Check[] {
  return checks.filter((check) => check.path.startsWith(`${path}.`));
}

/** A value as the text of an input. */
export function asText(value: Json | undefined): string {
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** A number where the text is one, exactly; else the text, so that wrong values can be sent too. */
export function asNumber(text: string): number | string | undefined {
  if (text === "") return undefined;
  return String(Number(text)) === text ? Number(text) : text;
}
