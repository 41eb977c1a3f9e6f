import type { Exchange } from "../api";
import { diff } from "../model/diff";
import { t } from "../state/language";
import { Dialog } from "../ui/Dialog";
import { clockTime } from "../ui/time";

interface CompareProps {
  pair: [Exchange, Exchange];
  onClose: () => void;
}

/** Two exchanges beside each other: what was asked, and what came back. */
export function Compare({ pair: [first, second], onClose }: CompareProps) {
  const lines = diff(asText(first), asText(second));
  return (
    <Dialog title={t("compare.title")} shape="wide" onClose={onClose}>
      <p class="doc">
        <span class="minus">
          − {first.action} {clockTime(first.time)}
        </span>{" "}
        <span class="plus">
          + {second.action} {clockTime(second.time)}
        </span>
      </p>
      <pre class="block diff" tabIndex={0}>
        {lines.map(({ sign, text }, at) => (
          <div key={at} class={{ "-": "minus", "+": "plus", " ": "" }[sign]}>
            {sign} {text}
          </div>
        ))}
      </pre>
    </Dialog>
  );
}

function asText({ action, target, values, status, error, response }: Exchange): string {
  const body = response?.body ?? response?.text ?? null;
  return JSON.stringify({ action, target, values, status, error: error?.code, body }, null, 2);
}
