import { useState } from "preact/hooks";
import type { Check } from "../api";
import {
  isList,
  isMap,
  shapeFields,
  type Field,
  type Json,
  type Service,
} from "../model/catalogue";
import { t } from "../state/language";
import { Said } from "../ui/Prose";
import { Control } from "./Control";
import { Limits } from "./Limits";
import { Warnings } from "./Warnings";

interface FieldRowProps {
  service: Service;
  field: Field;
  /** Id of the input: the names on the way to it. */
  id: string;
  value: Json | undefined;
  checks: Check[];
  /** Whether what is missing is told: not before somebody has tried to send. */
  attempted: boolean;
  onChange: (value: Json | undefined) => void;
}

/** One parameter: its name, what it is, the control, its limits, and what is wrong with the value. */
export function FieldRow(props: FieldRowProps) {
  const { service, field, id, checks, attempted, ...value } = props;
  const [touched, setTouched] = useState(false);
  const warnings = checks.filter((check) => attempted || (touched && check.code !== "missing"));
  const control = (
    <>
      <Control
        service={service}
        field={field}
        id={id}
        describedBy={`${id}-doc ${id}-limits ${id}-warnings`}
        invalid={warnings.length > 0}
        {...value}
      />
      <Limits id={`${id}-limits`} service={service} field={field} value={value.value} />
      <Warnings id={`${id}-warnings`} field={field} checks={warnings} />
    </>
  );
  const name = <FieldName field={field} />;
  const doc = (
    <p id={`${id}-doc`} class="doc">
      <Said service={service} text={field.doc} />
      {field.deprecated && (
        <span class="warning">
          {" "}
          {t("deprecated")} <Said service={service} text={field.deprecated} />
        </span>
      )}
    </p>
  );
  const leave = () => setTouched(true);
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

function FieldName({ field }: { field: Field }) {
  return (
    <>
      <span class="field-name">{field.wire}</span>
      {field.required && <span class="required">{t("required")}</span>}
      <span class="type">{field.type}</span>
    </>
  );
}

/** Whether the control consists of several inputs. */
function isGroup(service: Service, field: Field): boolean {
  const { type } = field;
  return type === "boolean" || isList(type) || isMap(type) || shapeFields(service, type) !== null;
}
