import { useEffect, useState } from "preact/hooks";
import { t } from "../state/language";
import { announce } from "./announce";
import { Icon, type IconName } from "./Icon";

/** How long a button says "Copied", in milliseconds. */
const SHOWN = 1600;

interface CopyProps {
  /** What is copied, or how it is made when the button is pressed. */
  text: string | (() => string);
  /** What the button is called; "Copy" of itself. */
  label?: string;
  /** Which of several things it copies: read out, not shown. */
  what?: string;
  icon?: IconName;
  class?: string;
}

export function Copy({ text, label, what, icon = "copy", class: style = "quiet" }: CopyProps) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), SHOWN);
    return () => clearTimeout(timer);
  }, [copied]);

  async function copy() {
    await navigator.clipboard.writeText(typeof text === "string" ? text : text());
    setCopied(true);
    announce(t("copied"));
  }

  return (
    <button type="button" class={style} onClick={copy}>
      <Icon name={copied ? "done" : icon} />
      <span>{copied ? t("copied") : (label ?? t("copy"))}</span>
      {what && <span class="hidden"> {what}</span>}
    </button>
  );
}
