import { asText, type ControlProps } from "./props";

export function TextControl({ id, describedBy, invalid, value, onChange }: ControlProps) {
  return (
    <input
      id={id}
      type="text"
      autocomplete="off"
      autocapitalize="off"
      spellcheck={false}
      aria-describedby={describedBy}
      aria-invalid={invalid}
      value={asText(value)}
      onInput={(event) => onChange(event.currentTarget.value || undefined)}
    />
  );
}
