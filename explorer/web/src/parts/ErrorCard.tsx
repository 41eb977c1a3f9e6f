import type { Exchange } from "../api";
import type { Place } from "../model/catalogue";
import { t } from "../state/language";
import { tab } from "../state/store";
import { Said, Sentence } from "../ui/Prose";

interface ErrorCardProps {
  at: Place;
  error: NonNullable<Exchange["error"]>;
}

/** Why a call failed: the service's words, what the specs say of the code, what to do. */
export function ErrorCard({ at, error }: ErrorCardProps) {
  return (
    <div class="card-error">
      <h3 class="mono">{error.code}</h3>
      <p>
        <Sentence text={error.message} />
      </p>
      <dl>
        {error.documented && (
          <>
            <dt>{t("error.documented")}</dt>
            <dd>
              <Said service={at.service} text={error.documented} />
            </dd>
          </>
        )}
        {error.remedy && (
          <>
            <dt>{t("error.remedy")}</dt>
            <dd>
              <Sentence text={error.remedy} />
            </dd>
          </>
        )}
      </dl>
      {error.outcome_unknown && <p class="warning">{t("error.unknown")}</p>}
      {(at.action.errors?.length ?? 0) > 0 && (
        <button type="button" class="quiet" onClick={showErrors}>
          {t("error.all", { action: at.action.name })}
        </button>
      )}
    </div>
  );
}

function showErrors(): void {
  tab.value = "reference";
  requestAnimationFrame(() => document.getElementById("reference-errors")?.focus());
}
