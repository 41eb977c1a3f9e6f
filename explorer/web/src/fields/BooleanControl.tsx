import { t } from "../state/language";
import type { ControlProps } from "./props";

/** Three states: left out of the call, true, false. */
export function BooleanControl({ id, field, describedBy, value, onChange }: ControlProps) {
  const choices = [undefined, true, false] as const;
  return (
    <div
      class="choices"
      role="radiogroup"
      aria-labelledby={`${id}-name`}
      aria-describedby={describedBy}
    >
      {choices.map((choice) => (
        <label key={String(choice)}>
          <input
            type="radio"
            name={id}
            checked={value === choice}
            onChange={() => onChange(choice)}
          />
          <span>
            {choice === undefined ? t("unset") : String(choice)}
            {choice !== undefined && choice === field.default && (
              <span class="hidden"> {t("default")}</span>
            )}
          </span>
        </label>
      ))}
    </div>
  );
}
