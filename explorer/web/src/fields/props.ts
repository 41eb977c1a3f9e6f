import type { Field, Json, Service } from "../model/catalogue";

/** What every control of the form gets: a field, its value, and the ids of what describes it. */
export interface ControlProps {
  service: Service;
  field: Field;
  /** Of the element that takes the input. */
  id: string;
  /** Of the texts that describe it. */
  describedBy: string;
  invalid: boolean;
  value: Json | undefined;
  /** Undefined takes the parameter out of the call. */
  onChange: (value: Json | undefined) => void;
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
