import { asNumber, asText, inputId, type ControlProps } from "./props";

/** A text input, since a wrong number may be sent on purpose. */
export function NumberControl({
  path,
  field,
  describedBy,
  invalid,
  value,
  onChange,
}: ControlProps) {
  const id = inputId(path);
  return (
    <input
      id={id}
      class="number"
      type="text"
      inputMode={field.type === "number" ? "decimal" : "numeric"}
      autocomplete="off"
      placeholder={asText(field.default)}
      aria-labelledby={`${id}-name`}
      aria-describedby={describedBy}
      aria-invalid={invalid}
      value={asText(value)}
      onInput={(event) => onChange(asNumber(event.currentTarget.value.trim()))}
    />
  );
}
