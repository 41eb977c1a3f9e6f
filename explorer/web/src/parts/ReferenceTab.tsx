import { bounds } from "../fields/Limits";
import {
  errorsOf,
  innermost,
  shapeFields,
  type Field,
  type Place,
  type Service,
} from "../model/catalogue";
import { actionLink } from "../model/link";
import { t } from "../state/language";
import { ActionName } from "../ui/ActionName";
import { FieldType } from "../ui/FieldType";
import { Said } from "../ui/Prose";

/** All that the catalogue knows of an action. */
export function ReferenceTab({ at }: { at: Place }) {
  const { service, group, action } = at;
  return (
    <div class="reference">
      <dl class="facts">
        {action.permission && (
          <>
            <dt>{t("reference.permission")}</dt>
            <dd class="mono">{action.permission}</dd>
          </>
        )}
        {service.style === "roa" && (
          <>
            <dt>{t("reference.call")}</dt>
            <dd class="mono">{action.call ?? "POST /"}</dd>
          </>
        )}
        <dt>Python</dt>
        <dd class="mono">{action.python}()</dd>
        <dt>{t("reference.version")}</dt>
        <dd class="mono">
          {service.product} {service.version}
        </dd>
      </dl>
      <h2>{t("reference.parameters")}</h2>
      <Fields service={service} fields={action.request ?? []} />
      <h2>{t("reference.response")}</h2>
      <Fields service={service} fields={action.response ?? []} response />
      <h2 id="reference-errors" tabIndex={-1}>
        {t("reference.errors")}
      </h2>
      <Errors at={at} />
      <h2>{t("reference.related")}</h2>
      <ul class="related">
        {(group.actions ?? [])
          .filter((each) => each !== action)
          .map((each) => (
            <li key={each.name}>
              <a href={actionLink({ service, group, action: each })}>
                <ActionName name={each.name} />
              </a>
            </li>
          ))}
      </ul>
    </div>
  );
}

interface FieldsProps {
  service: Service;
  fields: Field[];
  /** Whether they are what comes back, and some may be missing. */
  response?: boolean;
  /** The shapes around these fields: one that holds itself is not opened again. */
  within?: string[];
}

function Fields({ service, fields, response = false, within = [] }: FieldsProps) {
  if (fields.length === 0) return <p class="nothing">{t("none")}</p>;
  return (
    <dl class="fields">
      {fields.map((field) => {
        const inner = innermost(field.type);
        const parts = within.includes(inner) ? null : shapeFields(service, inner);
        return (
          <div key={field.wire}>
            <dt>
              <span class="field-name">{field.wire}</span>
              {field.required && <span class="required">{t("required")}</span>}
              <FieldType service={service} field={field} />
            </dt>
            <dd>
              <Said service={service} text={field.doc} />
              <FieldLimits field={field} response={response} />
              {parts && (
                <Fields
                  service={service}
                  fields={parts}
                  response={response}
                  within={[...within, inner]}
                />
              )}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

function FieldLimits({ field, response }: { field: Field; response: boolean }) {
  const limits = [
    response && field.optional && t("reference.optional"),
    field.sensitive && t("reference.secret"),
    field.length && t("limit.length", { range: bounds(field.length) }),
    field.range && t("limit.range", { range: bounds(field.range) }),
    field.enum && field.enum.join(", "),
    field.default !== undefined && t("limit.default", { value: JSON.stringify(field.default) }),
  ].filter((each) => typeof each === "string");
  if (limits.length === 0 && !field.pattern) return null;
  return (
    <p class="limits">
      <span>
        {limits.join(" · ")}
        {field.pattern && (
          <>
            {limits.length > 0 && " · "}
            <code>{field.pattern}</code>
          </>
        )}
      </span>
    </p>
  );
}

function Errors({ at }: { at: Place }) {
  const { service } = at;
  const codes = errorsOf(at);
  if (codes.length === 0) return <p class="nothing">{t("none")}</p>;
  return (
    <dl class="fields">
      {codes.map(({ code, status }) => {
        const known = service.errors?.[code];
        return (
          <div key={code}>
            <dt>
              <span class="field-name">{code}</span>
              <span class="type">{[status ?? ""].flat().join(", ")}</span>
            </dt>
            <dd>{known && <Said service={service} text={known.doc} />}</dd>
          </div>
        );
      })}
    </dl>
  );
}
