import type { Signature } from "../api";
import { t } from "../state/language";

/** The header Authorization taken apart. */
export function Authorization({ signature }: { signature: Signature }) {
  return (
    <section aria-labelledby="authorization-title">
      <h3 id="authorization-title">{t("exchange.authorization")}</h3>
      <dl class="parts">
        <dt>{t("authorization.algorithm")}</dt>
        <dd>
          <code>{signature.algorithm}</code>
        </dd>
        {signature.authorization.map(([part, value]) => (
          <Part key={part} name={part} value={value} />
        ))}
      </dl>
    </section>
  );
}

function Part({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt>
        {name}
        <small class="muted">{meaning(name)}</small>
      </dt>
      <dd>
        {name === "SignedHeaders" ? (
          value.split(";").map((header) => (
            <code key={header} class="chip">
              {header}
            </code>
          ))
        ) : (
          <code>{value}</code>
        )}
      </dd>
    </>
  );
}

function meaning(part: string): string {
  switch (part) {
    case "Credential":
      return t("authorization.credential");
    case "SignedHeaders":
      return t("authorization.headers");
    case "Signature":
      return t("authorization.signature");
    default:
      return "";
  }
}
