import { shapeFields, type Json } from "../model/catalogue";
import { t } from "../state/language";
import { Icon } from "../ui/Icon";
import type { ControlProps } from "./props";
import { FieldRow } from "./FieldRow";
import { isObject } from "./MapControl";

/** The fields of an object. One that is left out has a button that adds it: shapes may nest. */
export function ShapeControl({ service, field, id, value, onChange }: ControlProps) {
  if (!isObject(value))
    return (
      <button type="button" class="quiet" onClick={() => onChange({})}>
        <Icon name="add" />
        <span>{t("list.add")}</span>
        <span class="hidden"> {field.wire}</span>
      </button>
    );
  const change = (wire: string, inner: Json | undefined) => {
    const { [wire]: _, ...others } = value;
    onChange(inner === undefined ? others : { ...value, [wire]: inner });
  };
  return (
    <div class="shape">
      {(shapeFields(service, field.type) ?? []).map((each) => (
        <FieldRow
          key={each.wire}
          service={service}
          field={each}
          id={`${id}.${each.wire}`}
          value={value[each.wire]}
          checks={[]}
          attempted={false}
          onChange={(inner) => change(each.wire, inner)}
        />
      ))}
    </div>
  );
}
