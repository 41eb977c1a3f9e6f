import { element, isList, isMap, shapeFields, type Field, type Json } from "../model/catalogue";
import { t } from "../state/language";
import { Icon } from "../ui/Icon";
import { Control } from "./Control";
import { checksAt, checksBelow, inputId, type ControlProps } from "./props";
import { Warnings } from "./Warnings";

/** A row for each item. */
export function ListControl(props: ControlProps) {
  const { service, field, path, value, checks, onChange } = props;
  const id = inputId(path);
  const items = Array.isArray(value) ? value : [];
  const inner = itemField(field);
  const change = (changed: Json[]) => onChange(changed.length > 0 ? changed : undefined);
  const add = () => {
    change([...items, emptyItem()]);
    requestAnimationFrame(() => focusInside(`${id}.${items.length}-row`));
  };

  function emptyItem(): Json {
    if (isList(inner.type)) return [];
    return isMap(inner.type) || shapeFields(service, inner.type) ? {} : "";
  }

  return (
    <div class="rows">
      {items.map((item, at) => (
        <div class="row" key={at} id={`${id}.${at}-row`}>
          <span class="row-number" id={`${id}.${at}-name`}>
            <span class="hidden">{field.wire} </span>
            {at + 1}
          </span>
          <div class="row-control" role="group" aria-labelledby={`${id}.${at}-name`}>
            <Item
              {...props}
              field={inner}
              path={`${path}.${at}`}
              checks={checks}
              value={item}
              onChange={(changed) => change(items.with(at, changed ?? emptyItem()))}
            />
          </div>
          <button
            type="button"
            class="quiet icon-only"
            onClick={() => change(items.toSpliced(at, 1))}
          >
            <Icon name="close" />
            <span class="hidden">{t("list.remove", { name: field.wire, number: at + 1 })}</span>
          </button>
        </div>
      ))}
      <button type="button" class="quiet" onClick={add}>
        <Icon name="add" />
        <span>{t("list.add")}</span>
        <span class="hidden"> {field.wire}</span>
      </button>
    </div>
  );
}

/** The control of an item, and what is wrong with the item as a whole. */
export function Item(props: Omit<ControlProps, "describedBy" | "invalid">) {
  const { field, path, checks } = props;
  const id = inputId(path);
  const warnings = checksAt(checks, path);
  return (
    <>
      <Control
        {...props}
        describedBy={`${id}-warnings`}
        invalid={warnings.length > 0}
        checks={checksBelow(checks, path)}
      />
      <Warnings id={`${id}-warnings`} field={field} checks={warnings} />
    </>
  );
}

/** The field that an item is: the limits of the list are not those of its items. */
export function itemField(field: Field): Field {
  const { wire, python, doc, type, sensitive = false } = field;
  return { wire, python, doc, type: element(type), sensitive };
}

function focusInside(row: string): void {
  document.getElementById(row)?.querySelector<HTMLElement>("input, select, textarea")?.focus();
}
