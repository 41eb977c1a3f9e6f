import { asNumber, asText, type ControlProps } from "./props";

/** A text input, since a wrong number may be sent on purpose. */
export function NumberControl({ id, field, describedBy, invalid, value, onChange }: ControlProps) {
  return (
    <input
      id={id}
      class="number"
      type="text"
      inputMode={field.type === "number" ? "decimal" : "numeric"}
      autocomplete="off"
      placeholder={asText(field.default)}
      aria-describedby={describedBy}
      aria-invalid={invalid}
      value={asText(value)}
      onInput={(event) => onChange(asNumber(event.currentTarget.value.trim()))}
    />
  );
}
