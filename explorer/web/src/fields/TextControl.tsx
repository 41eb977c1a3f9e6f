import { asText, inputId, type ControlProps } from "./props";

export function TextControl({ path, describedBy, invalid, value, onChange }: ControlProps) {
  const id = inputId(path);
  return (
    <input
      id={id}
      type="text"
      autocomplete="off"
      autocapitalize="off"
      spellcheck={false}
      aria-labelledby={`${id}-name`}
      aria-describedby={describedBy}
      aria-invalid={invalid}
      value={asText(value)}
      onInput={(event) => onChange(event.currentTarget.value || undefined)}
    />
  );
}
