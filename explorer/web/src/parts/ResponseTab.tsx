import { useState } from "preact/hooks";
import { api, Refused, type Exchange } from "../api";
import type { Place } from "../model/catalogue";
import { t } from "../state/language";
import { refused, send, sending } from "../state/sending";
import { values } from "../state/store";
import { Copy } from "../ui/Copy";
import { Icon } from "../ui/Icon";
import { Sentence } from "../ui/Prose";
import { save } from "../ui/save";
import { sizeText } from "../ui/size";
import { ErrorCard } from "./ErrorCard";
import { Headers } from "./Headers";
import { JsonTree } from "./JsonTree";
import { Secret } from "./Secret";

interface ResponseTabProps {
  at: Place;
  exchange: Exchange | null;
}

export function ResponseTab({ at, exchange }: ResponseTabProps) {
  if (refused.value) return <NotSent />;
  if (!exchange || (exchange.response === null && exchange.error === null))
    return (
      <div class="empty">
        <p>{sending.value ? t("sending") : t("response.none")}</p>
        {!sending.value && (
          <p>
            <kbd>Ctrl</kbd> <kbd>Enter</kbd>
          </p>
        )}
      </div>
    );
  return (
    <>
      <Summary exchange={exchange} />
      {exchange.error && <ErrorCard at={at} error={exchange.error} />}
      {exchange.next && <NextPage exchange={exchange} />}
      {exchange.response && <Body at={at} exchange={exchange} response={exchange.response} />}
    </>
  );
}

/** A call that the Explorer itself refused. */
function NotSent() {
  return (
    <div class="card-error" role="alert">
      <h2 data-arrival tabIndex={-1}>
        {t("refused.title")}
      </h2>
      <p>
        {refused.value?.status === 0 ? (
          t("unreachable.why")
        ) : (
          <Sentence text={refused.value?.message ?? ""} />
        )}
      </p>
    </div>
  );
}

function Summary({ exchange }: { exchange: Exchange }) {
  const good = exchange.error === null;
  return (
    <header class="summary">
      <h2 class={`status ${good ? "good" : "bad"}`} data-arrival tabIndex={-1}>
        {exchange.status ?? t("response.broken")}
        <span class="hidden"> {good ? t("response.good") : t("response.bad")}</span>
      </h2>
      {isMocked(exchange) && <span class="badge">{t("response.mock")}</span>}
      {exchange.milliseconds !== null && (
        <span class="muted">{Math.round(exchange.milliseconds)} ms</span>
      )}
      {exchange.request_id && (
        <span class="request-id">
          <span class="muted">{t("response.id")}</span>{" "}
          <code class="mono">{exchange.request_id}</code>
          <Copy text={exchange.request_id} what={t("response.id")} />
        </span>
      )}
    </header>
  );
}

/** Whether the response was made up from the catalogue; the emulator says so itself. */
function isMocked({ response }: Exchange): boolean {
  return response?.headers.some(([name]) => name === "x-alicloud-mock") ?? false;
}

function NextPage({ exchange }: { exchange: Exchange }) {
  return (
    <p>
      <button
        type="button"
        onClick={() => {
          // What the form holds stays; secrets in the exchange are masked.
          values.value = { ...exchange.next, ...unmasked(values.value, exchange) };
          void send();
        }}
      >
        {t("response.next")}
      </button>
    </p>
  );
}

/** The form's values, but for those that lead to the next page. */
function unmasked(form: Exchange["values"], { values: sent, next }: Exchange): Exchange["values"] {
  return Object.fromEntries(
    Object.entries(form).filter(
      ([name]) => JSON.stringify(next?.[name]) === JSON.stringify(sent[name]),
    ),
  );
}

interface BodyProps extends ResponseTabProps {
  exchange: Exchange;
  response: NonNullable<Exchange["response"]>;
}

function Body({ at, exchange, response }: BodyProps) {
  const hasTree = typeof response.body === "object" && response.body !== null;
  const [raw, setRaw] = useState(false);
  const text = hasTree ? JSON.stringify(response.body, null, 2) : response.text;
  return (
    <section aria-labelledby="body-title">
      <div class="section-head">
        <h3 id="body-title">{t("response.body")}</h3>
        {response.binary && <span class="doc">{bytesText(response)}</span>}
        {hasTree && (
          <button type="button" class="quiet" aria-pressed={raw} onClick={() => setRaw(!raw)}>
            {t("response.raw")}
          </button>
        )}
        {response.binary ? (
          <SaveBody exchange={exchange} response={response} />
        ) : (
          <Copy text={text} what={t("response.body")} />
        )}
      </div>
      {exchange.hidden.includes("") && <Secret exchange={exchange} path="" />}
      {hasTree && !raw ? (
        <JsonTree at={at} exchange={exchange} body={response.body} />
      ) : (
        <pre class={`block ${response.binary ? "bytes" : ""}`} tabIndex={0}>
          {raw ? response.text : text || t("empty")}
        </pre>
      )}
      <details>
        <summary>
          {t("response.headers")} <span class="count">{response.headers.length}</span>
        </summary>
        <Headers headers={response.headers} />
      </details>
    </section>
  );
}

type Response = BodyProps["response"];

function contentType({ headers }: Response): string {
  const [, type = ""] = headers.find(([name]) => name === "content-type") ?? [];
  return type.split(";")[0] ?? "";
}

/** `image/png · 12 kB`. */
function bytesText(response: Response): string {
  const type = contentType(response);
  return [...(type ? [type] : []), sizeText(response.size)].join(" · ");
}

/** Saves a response that is no text, if it was kept whole. */
function SaveBody({ exchange, response }: { exchange: Exchange; response: Response }) {
  const [problem, setProblem] = useState("");
  const ending = /^\w+\/(?:x-)?(\w{2,5})$/.exec(contentType(response))?.[1] ?? "bin";
  async function download() {
    try {
      save(await api.body(exchange.id ?? ""), `${exchange.action}.${ending}`);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      setProblem(error.message);
    }
  }
  if (!response.can_be_saved) return <span class="muted">{t("response.long")}</span>;
  return (
    <>
      <button type="button" class="quiet" onClick={() => void download()}>
        <Icon name="download" />
        <span>{t("response.save")}</span>
      </button>
      <span class="warning" role="alert">
        {problem && <Sentence text={problem} />}
      </span>
    </>
  );
}
