import { useEffect, useState } from "preact/hooks";
import { api, Refused, type Exchange } from "../api";
import { t } from "../state/language";
import { announce } from "../ui/announce";
import { Copy } from "../ui/Copy";
import { Icon } from "../ui/Icon";
import { Sentence } from "../ui/Prose";

/** How long a secret stays in sight, in milliseconds. */
const SHOWN = 60_000;

interface SecretProps {
  exchange: Exchange;
  path: string;
}

/** A secret of a response: masked until it is asked for, and again a minute later. */
export function Secret({ exchange, path }: SecretProps) {
  const [value, setValue] = useState<string | null>(null);
  const [problem, setProblem] = useState("");
  useEffect(() => {
    if (value === null) return undefined;
    const timer = setTimeout(() => setValue(null), SHOWN);
    return () => clearTimeout(timer);
  }, [value]);

  async function reveal() {
    try {
      const found = await api.reveal(exchange.id ?? "", path);
      setValue(typeof found.value === "string" ? found.value : JSON.stringify(found.value));
      announce(t("secret.shown"));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      setProblem(error.message);
    }
  }

  if (value !== null)
    return (
      <>
        <span class="value secret">{value}</span>
        <Copy text={value} what={path} />
        <button type="button" class="quiet" onClick={() => setValue(null)}>
          {t("secret.hide")}
        </button>
      </>
    );
  return (
    <>
      <span class="value muted">****</span>
      <button type="button" class="quiet" onClick={() => void reveal()}>
        <Icon name="reveal" />
        <span>{t("secret.reveal")}</span>
        <span class="hidden"> {path}</span>
      </button>
      <span class="warning" role="alert">
        {problem && <Sentence text={problem} />}
      </span>
    </>
  );
}
