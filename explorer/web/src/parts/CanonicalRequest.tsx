import { canonicalLines } from "../model/canonical";
import { t } from "../state/language";
import { Copy } from "../ui/Copy";

/** The canonical request, with what each line is. */
export function CanonicalRequest({ text }: { text: string }) {
  const lines = canonicalLines(text);
  return (
    <section aria-labelledby="canonical-title">
      <div class="section-head">
        <h3 id="canonical-title">{t("exchange.canonical")}</h3>
        <Copy text={text} what={t("exchange.canonical")} />
      </div>
      <p class="doc">{t("exchange.canonical.doc")}</p>
      {lines ? (
        <dl class="canonical">
          {lines.map(({ role, text: line }, at) => (
            <div key={at} class={`line-${role}`}>
              <dt>{t(`canonical.${role}`)}</dt>
              <dd>{line === "" ? <span class="muted">{t("canonical.empty")}</span> : line}</dd>
            </div>
          ))}
        </dl>
      ) : (
        <pre class="block wrap" tabIndex={0}>
          {text}
        </pre>
      )}
    </section>
  );
}
