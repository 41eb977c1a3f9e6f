import { useState } from "preact/hooks";
import {
  isList,
  isMap,
  isRequiredShape,
  shapeFields,
  type Field,
  type Service,
} from "../model/catalogue";
import { editorLoaded } from "../loadEditor";
import { t } from "../state/language";
import { afterPress } from "../ui/afterPress";
import { Description } from "../ui/Description";
import { FieldType } from "../ui/FieldType";
import { Icon } from "../ui/Icon";
import { Said } from "../ui/Prose";
import { Control } from "./Control";
import { Limits } from "./Limits";
import { isObject } from "./MapControl";
import { checksAt, checksBelow, inputId, type ControlProps } from "./props";
import { Warnings } from "./Warnings";

type FieldRowProps = Omit<ControlProps, "describedBy" | "invalid">;

/** One parameter: its name, what it is, the control, its limits, and what is wrong with the value. */
export function FieldRow(props: FieldRowProps) {
  const { service, field, path, checks, attempted, value } = props;
  const id = inputId(path);
  const [touched, setTouched] = useState(false);
  const told = checks.filter((check) => attempted || (touched && check.code !== "missing"));
  const inEditor = field.type === "json" && editorLoaded.value;
  const warnings = checksAt(told, path).filter((check) => !inEditor || check.code !== "type");
  const control = (
    <>
      <Control
        {...props}
        describedBy={`${id}-doc ${id}-limits ${id}-warnings`}
        invalid={warnings.length > 0}
        checks={checksBelow(told, path)}
      />
      {isAdded(props) && (
        <button type="button" class="quiet" onClick={() => props.onChange(undefined)}>
          <Icon name="remove" />
          <span>{t("shape.remove")}</span>
          <span class="hidden"> {field.wire}</span>
        </button>
      )}
      <Limits id={`${id}-limits`} field={field} value={value} />
      <Warnings id={`${id}-warnings`} field={field} checks={warnings} />
    </>
  );
  const name = <FieldName service={service} field={field} />;
  const doc = (
    <p id={`${id}-doc`} class="doc">
      <Description service={service} text={field.doc} />
      {field.deprecated && (
        <span class="warning">
          {" "}
          {t("deprecated")} <Said service={service} text={field.deprecated} />
        </span>
      )}
    </p>
  );
  const leave = () => afterPress(() => setTouched(true));
  return isGroup(service, field) ? (
    <fieldset class="field" onFocusOut={leave}>
      <legend id={`${id}-name`}>{name}</legend>
      {doc}
      {control}
    </fieldset>
  ) : (
    <div class="field" onFocusOut={leave}>
      <label id={`${id}-name`} for={id}>
        {name}
      </label>
      {doc}
      {control}
    </div>
  );
}

function FieldName({ service, field }: { service: Service; field: Field }) {
  return (
    <>
      <span class="field-name">{field.wire}</span>
      {field.required && <span class="required">{t("required")}</span>}
      <FieldType service={service} field={field} />
    </>
  );
}

/** Whether it is an object that somebody added, and may take away again. */
function isAdded({ service, field, value }: FieldRowProps): boolean {
  return (
    isObject(value) && shapeFields(service, field.type) !== null && !isRequiredShape(service, field)
  );
}

/** Whether the control consists of several inputs. */
function isGroup(service: Service, field: Field): boolean {
  const { type } = field;
  return type === "boolean" || isList(type) || isMap(type) || shapeFields(service, type) !== null;
}
