import { isRequiredShape, ordered, shapeFields, valueOf, type Json } from "../model/catalogue";
import { t } from "../state/language";
import { Icon } from "../ui/Icon";
import type { ControlProps } from "./props";
import { FieldRow } from "./FieldRow";
import { isObject } from "./MapControl";

/** The fields of an object. One that may be left out has a button that adds it: shapes may nest. */
export function ShapeControl({ value, onChange, ...props }: ControlProps) {
  const { service, field, path } = props;
  if (!isObject(value) && !isRequiredShape(service, field))
    return (
      <button type="button" class="quiet" onClick={() => onChange({})}>
        <Icon name="add" />
        <span>{t("list.add")}</span>
        <span class="hidden"> {field.wire}</span>
      </button>
    );
  const held = isObject(value) ? value : {};
  const change = (wire: string, inner: Json | undefined) => {
    const { [wire]: _, ...others } = held;
    onChange(inner === undefined ? others : { ...held, [wire]: inner });
  };
  return (
    <div class="shape">
      {ordered(shapeFields(service, field.type) ?? []).map((each) => (
        <FieldRow
          key={each.wire}
          {...props}
          field={each}
          path={`${path}.${each.wire}`}
          value={valueOf(held, each.wire)}
          onChange={(inner) => change(each.wire, inner)}
        />
      ))}
    </div>
  );
}
