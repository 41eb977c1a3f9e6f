import type { Exchange, Request } from "../api";
import { t } from "../state/language";
import { preview } from "../state/sending";
import { Query } from "../ui/Query";
import { sizeText } from "../ui/size";
import { clockTime } from "../ui/time";
import { Copy } from "../ui/Copy";
import { Sentence } from "../ui/Prose";
import { Authorization } from "./Authorization";
import { CanonicalRequest } from "./CanonicalRequest";
import { Headers } from "./Headers";

/** The request as it was sent, or would be: line, headers, body, and how it was signed. */
export function ExchangeTab({ exchange: sent }: { exchange: Exchange | null }) {
  const exchange = sent ?? preview.value?.exchange;
  if (!exchange?.request)
    return (
      <div class="empty">
        {preview.value?.problem ? (
          <>
            <p>
              <Sentence text={preview.value.problem.message} />
            </p>
            {preview.value.problem.remedy && (
              <p>
                <Sentence text={preview.value.problem.remedy} />
              </p>
            )}
          </>
        ) : (
          <p>{t("exchange.none")}</p>
        )}
      </div>
    );
  const { request, signature } = exchange;
  return (
    <>
      <h2 class="note" data-arrival tabIndex={-1}>
        {exchange.status !== null || exchange.error
          ? t("exchange.sent", {
              time: clockTime(exchange.time),
              target: exchange.target,
              result: [exchange.status, exchange.error?.code].filter(Boolean).join(" "),
            })
          : t("exchange.signed")}
      </h2>
      <section aria-labelledby="request-title">
        <div class="section-head">
          <h3 id="request-title">{t("exchange.request")}</h3>
          <Copy text={() => requestText(request)} what={t("exchange.request")} />
        </div>
        <pre class="block wrap" tabIndex={0}>
          <b>{request.method}</b> <Query text={request.url} />
        </pre>
        <Headers
          headers={request.headers}
          signed={signature?.signed_headers ?? []}
          mark={t("exchange.covered")}
        />
        <RequestBody request={request} />
      </section>
      {signature ? (
        <>
          <CanonicalRequest text={signature.canonical_request} />
          <section aria-labelledby="signed-title">
            <div class="section-head">
              <h3 id="signed-title">{t("exchange.string")}</h3>
              <Copy text={signature.string_to_sign} what={t("exchange.string")} />
            </div>
            <p class="doc">{t("exchange.string.doc", { algorithm: signature.algorithm })}</p>
            <pre class="block wrap" tabIndex={0}>
              {signature.string_to_sign}
            </pre>
          </section>
          <Authorization signature={signature} />
        </>
      ) : (
        <p class="doc">{t("exchange.anonymous")}</p>
      )}
    </>
  );
}

/** JSON is indented: it was sent without blanks, and is copied so. */
function RequestBody({ request }: { request: Request }) {
  if (request.size === 0) return null;
  const title = `${t("exchange.body")} · ${sizeText(request.size)}`;
  const type = request.headers.find(([name]) => name === "content-type")?.[1] ?? "";
  const json = type.startsWith("application/json");
  return (
    <>
      <p class="doc body-size">{title}</p>
      <pre class={`block ${request.binary ? "bytes" : "wrap"}`} tabIndex={0}>
        {request.binary ? (
          request.body
        ) : json ? (
          indented(request.body)
        ) : (
          <Query text={request.body} />
        )}
      </pre>
    </>
  );
}

function indented(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text; // A body of text.
  }
}

function requestText(request: Request): string {
  const headers = request.headers.map(([name, value]) => `${name}: ${value}`);
  return [`${request.method} ${request.url}`, ...headers, "", request.body].join("\n");
}
