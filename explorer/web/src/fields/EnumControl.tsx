import { useState } from "preact/hooks";
import { isNumber } from "../model/catalogue";
import { t } from "../state/language";
import { asNumber, asText, inputId, type ControlProps } from "./props";

const OTHER = "(other)";

/** The known choices, and any other value, since services add choices. */
export function EnumControl({ path, field, describedBy, invalid, value, onChange }: ControlProps) {
  const id = inputId(path);
  const known = (field.enum ?? []).map(String);
  const text = asText(value);
  const [other, setOther] = useState(text !== "" && !known.includes(text));
  const free = other || (text !== "" && !known.includes(text));
  const give = (given: string) =>
    onChange(isNumber(field.type) ? asNumber(given) : given || undefined);
  return (
    <div class="enum">
      <select
        id={id}
        aria-labelledby={`${id}-name`}
        aria-describedby={describedBy}
        aria-invalid={invalid}
        value={free ? OTHER : text}
        onChange={(event) => {
          const picked = event.currentTarget.value;
          setOther(picked === OTHER);
          give(picked === OTHER ? "" : picked);
        }}
      >
        <option value="">{t("unset")}</option>
        {known.map((choice) => (
          <option key={choice}>{choice}</option>
        ))}
        <option value={OTHER}>{t("enum.other")}</option>
      </select>
      {free && (
        <input
          type="text"
          autocomplete="off"
          aria-label={t("enum.value", { name: field.wire })}
          value={text}
          onInput={(event) => give(event.currentTarget.value)}
        />
      )}
    </div>
  );
}
