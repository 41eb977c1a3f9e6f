import type { Kind } from "../model/catalogue";
import { t } from "../state/language";
import { Icon } from "./Icon";

/** What an action does to the account: a sign with a text for those who do not see it. */
export function KindMark({ kind, text = false }: { kind: Kind; text?: boolean }) {
  return (
    <span class={`kind kind-${kind}`}>
      <Icon name={kind} />
      <span class={text ? "" : "hidden"}>{t(`kind.${kind}`)}</span>
    </span>
  );
}
