import { useEffect, useRef, useState } from "preact/hooks";
import { FieldRow } from "../fields/FieldRow";
import {
  ordered,
  valueOf,
  type Field,
  type Json,
  type Place,
  type Values,
} from "../model/catalogue";
import { t } from "../state/language";
import { arrivals, preview, refused } from "../state/sending";
import { setValue, values } from "../state/store";
import { ActionName } from "../ui/ActionName";
import { Description } from "../ui/Description";
import { groupName } from "../ui/groupName";
import { KindMark } from "../ui/KindMark";
import { Said } from "../ui/Prose";
import { serviceName } from "../ui/serviceName";
import { ActionBar } from "./ActionBar";

/** The form of an action, made from the catalogue. */
export function Form({ at }: { at: Place }) {
  const { service, action } = at;
  const [onlyRequired, setOnlyRequired] = useState(false);
  const [attempts] = useState(arrivals.value);
  const attempted = arrivals.value > attempts || refused.value !== null;
  const fields = ordered(action.request ?? []);
  const visible = fields.filter(
    (field) => !onlyRequired || field.required || valueOf(values.value, field.wire) !== undefined,
  );
  const heading = useHeading(action.name);
  const checks = preview.value?.checks ?? [];
  return (
    <form
      class="form"
      aria-labelledby="form-title"
      autocomplete="off"
      onSubmit={(event) => event.preventDefault()}
    >
      <div class="form-inside">
        <header class="form-head">
          <p class="trail">
            {serviceName(service)} · {groupName(service, at.group)}
          </p>
          <h1 id="form-title" ref={heading} tabIndex={-1}>
            <ActionName name={action.name} />
          </h1>
          <p class="lead">
            <Description key={action.name} service={service} text={action.doc} />
          </p>
          <p class="tags">
            <KindMark kind={action.kind} text />
            {service.style === "roa" && <code class="call">{action.call ?? "POST /"}</code>}
            {action.auth === "none" && <span class="badge">{t("nokey")}</span>}
            {action.deprecated && (
              <span class="warning">
                {t("deprecated")} <Said service={service} text={action.deprecated} />
              </span>
            )}
          </p>
        </header>
        <FormTools at={at} onlyRequired={onlyRequired} onOnlyRequired={setOnlyRequired} />
        {fields.some((field) => field.sensitive) && <NoUserName />}
        {fields.length === 0 && <p class="nothing">{t("form.none")}</p>}
        {visible.map((field) => (
          <FieldRow
            key={field.wire}
            service={service}
            field={field}
            path={field.wire}
            value={valueOf(values.value, field.wire)}
            checks={checks}
            attempted={attempted}
            onChange={(value) => setValue(field.wire, value)}
          />
        ))}
      </div>
      <ActionBar />
    </form>
  );
}

/** Password managers look for a user name beside a secret; this form has none for them. */
function NoUserName() {
  return <input type="text" autocomplete="username" hidden />;
}

/** The heading takes the focus when the form appears, and the window is named after it. */
function useHeading(action: string) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
    document.title = `${action} · Explorer`;
    return () => {
      document.title = "Explorer";
    };
  }, [action]);
  return heading;
}

interface FormToolsProps {
  at: Place;
  onlyRequired: boolean;
  onOnlyRequired: (only: boolean) => void;
}

function FormTools({ at, onlyRequired, onOnlyRequired }: FormToolsProps) {
  const { request, example } = at.action;
  if (!request?.length) return null;
  const fill = (given: Values) => () => {
    values.value = given;
  };
  return (
    <div class="form-tools">
      {example && (
        <button type="button" class="quiet" onClick={fill(written(request, example.request))}>
          {t("form.example")}
        </button>
      )}
      <button type="button" class="quiet" onClick={fill({})}>
        {t("form.clear")}
      </button>
      <label class="check">
        <input
          type="checkbox"
          checked={onlyRequired}
          onChange={(event) => onOnlyRequired(event.currentTarget.checked)}
        />
        <span>{t("form.required")}</span>
      </label>
    </div>
  );
}

/** The values of an example; JSON documents as indented text, as a person would write them. */
function written(fields: Field[], example: Values): Values {
  return Object.fromEntries(
    Object.entries(example).map(([wire, value]) => {
      const field = fields.find((each) => each.wire === wire);
      if (field?.type !== "json") return [wire, value];
      const document = typeof value === "string" ? (JSON.parse(value) as Json) : value;
      return [wire, JSON.stringify(document, null, 2)];
    }),
  );
}
