import { useState } from "preact/hooks";
import type { Json } from "../model/catalogue";
import { JsonControl } from "./JsonControl";
import type { ControlProps } from "./props";

/** Any JSON value: sent as the value itself, while the editor keeps how it was typed. */
export function AnyControl({ value, onChange, ...props }: ControlProps) {
  const [typed, setTyped] = useState("");
  const kept = JSON.stringify(parsed(typed)) === JSON.stringify(value);
  return (
    <JsonControl
      {...props}
      compact
      value={kept ? typed : JSON.stringify(value, null, 2)}
      onChange={(text) => {
        setTyped(String(text ?? ""));
        onChange(parsed(String(text ?? "")));
      }}
    />
  );
}

/** The value of a text; the text itself while it is no JSON. */
function parsed(text: string): Json | undefined {
  if (text.trim() === "") return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
