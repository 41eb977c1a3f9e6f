import { element, isList, isMap, shapeFields, type Json } from "../model/catalogue";
import { t } from "../state/language";
import { Icon } from "../ui/Icon";
import { inputId, type ControlProps } from "./props";
import { Item, itemField } from "./ListControl";

/** A row for each entry: its key and its value. */
export function MapControl(props: ControlProps) {
  const { service, field, path, value, onChange } = props;
  const id = inputId(path);
  const entries = Object.entries(isObject(value) ? value : {});
  const type = element(field.type);
  const empty: Json = isList(type) ? [] : isMap(type) || shapeFields(service, type) ? {} : "";
  const change = (changed: [string, Json][]) =>
    onChange(changed.length > 0 ? Object.fromEntries(changed) : undefined);
  return (
    <div class="rows">
      {entries.map(([key, item], at) => (
        <div class={`row ${isShort(type) ? "" : "tall"}`} key={at}>
          <span class="row-number" id={`${id}.${key}-name`}>
            <span class="hidden">{field.wire} </span>
            {at + 1}
          </span>
          <input
            type="text"
            class="map-key"
            autocomplete="off"
            aria-label={t("map.key", { name: field.wire, number: at + 1 })}
            value={key}
            onInput={(event) => change(entries.with(at, [event.currentTarget.value, item]))}
          />
          <div class="row-control">
            <Item
              {...props}
              field={itemField(field)}
              path={`${path}.${key}`}
              value={item}
              onChange={(changed) => change(entries.with(at, [key, changed ?? empty]))}
            />
          </div>
          <button
            type="button"
            class="quiet icon-only"
            onClick={() => change(entries.toSpliced(at, 1))}
          >
            <Icon name="close" />
            <span class="hidden">{t("list.remove", { name: field.wire, number: at + 1 })}</span>
          </button>
        </div>
      ))}
      <button
        type="button"
        class="quiet"
        disabled={entries.some(([key]) => key === "")}
        onClick={() => change([...entries, ["", empty]])}
      >
        <Icon name="add" />
        <span>{t("list.add")}</span>
        <span class="hidden"> {field.wire}</span>
      </button>
    </div>
  );
}

/** Whether the control of a type is one line. */
function isShort(type: string): boolean {
  return ["string", "integer", "long", "number", "boolean"].includes(type);
}

export function isObject(value: Json | undefined): value is { [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
