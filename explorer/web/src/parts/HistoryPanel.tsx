import { useState } from "preact/hooks";
import { api, type Exchange, type Summary } from "../api";
import { findPlace } from "../model/catalogue";
import { withoutMasks } from "../model/masks";
import { t } from "../state/language";
import { open, panel, server, services, shown, tab, target, values } from "../state/store";
import { Dialog } from "../ui/Dialog";
import { Icon } from "../ui/Icon";
import { Problem } from "../ui/Problem";
import { clockTime } from "../ui/time";
import { useLoaded } from "../ui/useLoaded";
import { Compare } from "./Compare";

type Id = Summary["id"];

/** The exchanges of this start of the server: repeat one, compare two, forget. */
export function HistoryPanel() {
  const { value: history, problem, after } = useLoaded(api.history);
  const [picked, setPicked] = useState<Id[]>([]);
  const [compared, setCompared] = useState<[Exchange, Exchange] | null>(null);
  const exchanges = history?.exchanges ?? [];

  async function compare() {
    const [first, second] = [...picked].sort((a, b) => Number(a) - Number(b));
    if (first !== undefined && second !== undefined)
      setCompared(await Promise.all([api.exchange(first), api.exchange(second)]));
  }

  if (compared) return <Compare pair={compared} onClose={() => setCompared(null)} />;
  return (
    <Dialog title={t("history")} shape="side" onClose={closePanel}>
      <Problem problem={problem} />
      {history && exchanges.length === 0 && <p class="nothing">{t("history.none")}</p>}
      {exchanges.length > 0 && (
        <>
          <div class="panel-tools">
            <button
              type="button"
              disabled={picked.length !== 2}
              onClick={() => void after(compare)}
            >
              {t("history.compare")}
            </button>
            <button type="button" class="quiet" onClick={() => void after(api.forgetAll)}>
              {t("history.forget.all")}
            </button>
          </div>
          <p class="doc">{t("history.doc")}</p>
        </>
      )}
      <ul class="history">
        {exchanges.map((each) => (
          <Entry
            key={each.id}
            entry={each}
            picked={picked.includes(each.id)}
            onPick={(on) =>
              setPicked(on ? [...picked, each.id].slice(-2) : picked.filter((id) => id !== each.id))
            }
            onRepeat={() => void after(() => repeat(each.id))}
            onForget={() => void after(() => api.forget(each.id))}
          />
        ))}
      </ul>
    </Dialog>
  );
}

function closePanel(): void {
  panel.value = null;
}

/** Show an exchange again, with its values in the form; secrets must be typed anew. */
async function repeat(id: Id): Promise<void> {
  const exchange = await api.exchange(id);
  const place = findPlace(services.value, exchange.service, exchange.action);
  if (!place) return;
  const given = withoutMasks(exchange.values);
  const fill = () => {
    values.value = given;
    shown.value = exchange;
    tab.value = "response";
    if (server.value?.targets.some((each) => each.name === exchange.target))
      target.value = exchange.target;
  };
  closePanel();
  // The address changes first, and with it the form; then the exchange is shown.
  addEventListener("hashchange", fill, { once: true });
  const before = location.hash;
  open(exchange.service, exchange.action, given);
  if (location.hash === before) {
    removeEventListener("hashchange", fill);
    fill();
  }
}

interface EntryProps {
  entry: Summary;
  picked: boolean;
  onPick: (on: boolean) => void;
  onRepeat: () => void;
  onForget: () => void;
}

function Entry({ entry, picked, onPick, onRepeat, onForget }: EntryProps) {
  const good = entry.error === null;
  return (
    <li>
      <label class="check">
        <input
          type="checkbox"
          checked={picked}
          onChange={(event) => onPick(event.currentTarget.checked)}
        />
        <span class="hidden">
          {t("history.pick", { action: entry.action, time: clockTime(entry.time) })}
        </span>
      </label>
      <button type="button" class="history-entry" onClick={onRepeat}>
        <span class="action-name">{entry.action}</span>
        <span class={`status ${good ? "good" : "bad"}`}>{entry.status ?? "—"}</span>
        <small class="muted">
          {clockTime(entry.time)} · {entry.target}
          {entry.milliseconds !== null && ` · ${Math.round(entry.milliseconds)} ms`}
        </small>
      </button>
      <button type="button" class="quiet icon-only" onClick={onForget}>
        <Icon name="close" />
        <span class="hidden">{t("history.forget", { action: entry.action })}</span>
      </button>
    </li>
  );
}
