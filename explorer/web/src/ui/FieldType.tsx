import type { Field, Service } from "../model/catalogue";
import { t } from "../state/language";

/** The type of a parameter, and where it is sent, if services of this style differ in that. */
export function FieldType({ service, field }: { service: Service; field: Field }) {
  return (
    <span class="type">
      {field.type}
      {field.in && service.style === "roa" && ` · ${t(`in.${field.in}`)}`}
    </span>
  );
}
