import { useState } from "preact/hooks";
import { t } from "../state/language";
import { Icon } from "../ui/Icon";
import { asText, inputId, type ControlProps } from "./props";

/** A password field: its value stands in no address, and only this button shows it. */
export function SecretControl({ path, describedBy, invalid, value, onChange }: ControlProps) {
  const id = inputId(path);
  const [seen, setSeen] = useState(false);
  return (
    <div class="joined">
      <input
        id={id}
        {...(seen ? { type: "text" } : { type: "password" })}
        autocomplete="new-password"
        spellcheck={false}
        aria-labelledby={`${id}-name`}
        aria-describedby={describedBy}
        aria-invalid={invalid}
        value={asText(value)}
        onInput={(event) => onChange(event.currentTarget.value || undefined)}
      />
      <button type="button" aria-pressed={seen} aria-controls={id} onClick={() => setSeen(!seen)}>
        <Icon name="reveal" />
        <span class="hidden">{t("secret.show")}</span>
      </button>
    </div>
  );
}
