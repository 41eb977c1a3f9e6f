import type { Refused } from "../api";
import { t } from "../state/language";
import { connect } from "../state/store";
import { Sentence } from "../ui/Prose";

/** The server does not respond, or cannot say what it has. */
export function Unreachable({ failure }: { failure: Refused }) {
  return (
    <main class="alone">
      <h1>{t("unreachable.title")}</h1>
      <p>{failure.status === 0 ? t("unreachable.why") : <Sentence text={failure.message} />}</p>
      <button type="button" class="primary" onClick={() => void connect()}>
        {t("again")}
      </button>
    </main>
  );
}
