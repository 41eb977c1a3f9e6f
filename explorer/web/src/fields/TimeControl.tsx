import { t } from "../state/language";
import { asText, inputId, type ControlProps } from "./props";

const HOUR = 3_600_000;

/** A time as the service writes it, 2026-03-01T08:00:00Z, with buttons for the usual ones. */
export function TimeControl({ path, describedBy, invalid, value, onChange }: ControlProps) {
  const id = inputId(path);
  const text = asText(value);
  const later = (start: number) => onChange(wireTime(start + HOUR));
  return (
    <div class="joined">
      <input
        id={id}
        type="text"
        autocomplete="off"
        placeholder="2026-03-01T08:00:00Z"
        aria-labelledby={`${id}-name`}
        aria-describedby={describedBy}
        aria-invalid={invalid}
        value={text}
        onInput={(event) => onChange(event.currentTarget.value || undefined)}
      />
      <button type="button" onClick={() => onChange(wireTime(Date.now()))}>
        {t("time.now")}
      </button>
      <button type="button" onClick={() => later(Date.parse(text) || Date.now())}>
        {t("time.hour")}
      </button>
    </div>
  );
}

function wireTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d+Z$/, "Z");
}
