import { useState } from "preact/hooks";
import type { Exchange } from "../api";
import type { Json, Place } from "../model/catalogue";
import { uses, type Use } from "../model/uses";
import { t } from "../state/language";
import { takers } from "../state/store";
import { Icon } from "../ui/Icon";
import { Secret } from "./Secret";
import { UseIn } from "./UseIn";

interface TreeProps {
  at: Place;
  exchange: Exchange;
  /** Asks where a value is to be used. */
  onUse: (choice: Choice) => void;
}

interface Choice {
  value: string;
  uses: Use[];
}

/** A JSON body as a tree whose parts fold, with what can be done with a value. */
export function JsonTree({ body, ...tree }: Omit<TreeProps, "onUse"> & { body: Json }) {
  const [choice, setChoice] = useState<Choice | null>(null);
  return (
    <>
      <div class="tree">
        <Branch {...tree} onUse={setChoice} value={body} path={[]} />
      </div>
      {choice && <UseIn {...choice} onClose={() => setChoice(null)} />}
    </>
  );
}

interface NodeProps extends TreeProps {
  value: Json;
  path: string[];
}

function Branch({ value, path, ...tree }: NodeProps) {
  const items = Object.entries(value as object) as [string, Json][];
  return (
    <ul>
      {items.map(([name, item]) => (
        <li key={name}>
          <TreeNode {...tree} value={item} path={[...path, name]} />
        </li>
      ))}
    </ul>
  );
}

function TreeNode({ value, path, ...tree }: NodeProps) {
  const name = path.at(-1);
  if (typeof value !== "object" || value === null)
    return <Leaf {...tree} value={value} path={path} />;
  const count = Object.keys(value).length;
  const sign = Array.isArray(value) ? `[ ${count} ]` : `{ ${count} }`;
  if (count === 0)
    return (
      <span class="leaf">
        <span class="key">{name}</span> <span class="muted">{sign}</span>
      </span>
    );
  return (
    <details open>
      <summary>
        <span class="key">{name}</span> <span class="muted">{sign}</span>
      </summary>
      <Branch {...tree} value={value} path={path} />
    </details>
  );
}

function Leaf({ at, exchange, onUse, value, path }: NodeProps) {
  const where = path.join(".");
  const name = path.at(-1);
  if (exchange.hidden.includes(where))
    return (
      <span class="leaf">
        <span class="key">{name}</span> <Secret exchange={exchange} path={where} />
      </span>
    );
  const found = uses(takers.value, path, value, at);
  return (
    <span class="leaf">
      <span class="key">{name}</span>{" "}
      <span class={`value ${value === null ? "null" : typeof value}`}>
        {typeof value === "string" && value !== "" ? value : JSON.stringify(value)}
      </span>
      {found.length > 0 && (
        <button
          type="button"
          class="quiet use"
          aria-haspopup="dialog"
          onClick={() => onUse({ value: String(value), uses: found })}
        >
          <span>{t("use")}</span>
          <span class="hidden"> {where}</span>
          <Icon name="arrow" />
        </button>
      )}
    </span>
  );
}
