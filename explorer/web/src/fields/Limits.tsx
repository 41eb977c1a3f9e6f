import type { Bounds, Field, Json, Service } from "../model/catalogue";
import { t } from "../state/language";

interface LimitsProps {
  id: string;
  service: Service;
  field: Field;
  value: Json | undefined;
}

/** The limits of a parameter in a line below it, the length as it grows. */
export function Limits({ id, field, value }: LimitsProps) {
  const limits = [
    field.range && t("limit.range", { range: bounds(field.range) }),
    field.default !== undefined && t("limit.default", { value: JSON.stringify(field.default) }),
  ].filter((each) => typeof each === "string");
  const length = field.length && <Length field={field} bounds={field.length} value={value} />;
  if (limits.length === 0 && !length && !field.pattern) return <div id={id} hidden />;
  return (
    <div id={id} class="limits">
      <span>
        {limits.join(" · ")}
        {field.pattern && (
          <>
            {limits.length > 0 && " · "}
            <code>{field.pattern}</code>
          </>
        )}
      </span>
      {length}
    </div>
  );
}

function Length({ field, bounds: [least, most], value }: LengthProps) {
  const length =
    typeof value === "string" ? [...value].length : Array.isArray(value) ? value.length : 0;
  const over = (most !== null && length > most) || (length > 0 && least !== null && length < least);
  const unit = Array.isArray(value) || field.type.startsWith("list<") ? "items" : "characters";
  return (
    <span class={`length ${over ? "over" : ""}`}>
      <span aria-hidden="true">{most === null ? length : `${length} / ${most}`}</span>
      <span class="hidden">{t(`limit.${unit}`, { range: bounds([least, most]) })}</span>
    </span>
  );
}

interface LengthProps {
  field: Field;
  bounds: Bounds;
  value: Json | undefined;
}

/** `1–64`, `≥ 1` or `≤ 64`. */
export function bounds([least, most]: Bounds): string {
  if (most === null) return `≥ ${least ?? 0}`;
  return least === null ? `≤ ${most}` : `${least}–${most}`;
}
