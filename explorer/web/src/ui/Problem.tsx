import type { Refused } from "../api";
import { t } from "../state/language";
import { Sentence } from "./Prose";

/** Why the server did not do what a panel asked for. */
export function Problem({ problem }: { problem: Refused | null }) {
  return (
    <div role="alert" class="warning">
      {problem &&
        (problem.status === 0 ? t("unreachable.why") : <Sentence text={problem.message} />)}
    </div>
  );
}
