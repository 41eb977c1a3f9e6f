import type { Check } from "../api";
import type { Field } from "../model/catalogue";
import { t } from "../state/language";
import { Sentence } from "../ui/Prose";
import { bounds } from "./Limits";

interface WarningsProps {
  id: string;
  field: Field;
  checks: Check[];
}

/** What is wrong with a value. It can be sent all the same: services change their limits. */
export function Warnings({ id, field, checks }: WarningsProps) {
  return (
    <div id={id} class="warning" aria-live="polite">
      {checks.map((check, at) => (
        <p key={at}>{warning(field, check) ?? <Sentence text={check.message} />}</p>
      ))}
    </div>
  );
}

/** The text in the language of the page; null for what only the server can say. */
function warning(field: Field, check: Check): string | null {
  switch (check.code) {
    case "missing":
      return t("check.missing");
    case "length":
      return field.length ? t("check.length", { range: bounds(field.length) }) : null;
    case "range":
      return field.range ? t("check.range", { range: bounds(field.range) }) : null;
    case "pattern":
      return t("check.pattern");
    case "enum":
      return t("check.enum");
    case "type":
      return field.type === "json" ? t("check.json") : t("check.type", { type: field.type });
    default:
      return null;
  }
}
