import { useState } from "preact/hooks";
import { api, type Emulator } from "../api";
import { places } from "../model/catalogue";
import { t, type TextKey } from "../state/language";
import { panel, services } from "../state/store";
import { Dialog } from "../ui/Dialog";
import { Problem } from "../ui/Problem";
import { clockTime } from "../ui/time";
import { useLoaded } from "../ui/useLoaded";

const QUARTER = 900; // seconds

type Change = (work: () => Promise<unknown>) => void;

/** The emulator behind the page: its clock, its policies, faults, and the calls that it saw. */
export function EmulatorPanel() {
  const { value: emulator, problem, after } = useLoaded(api.emulator);
  const change: Change = (work) => void after(work);
  return (
    <Dialog
      title={t("emulator")}
      shape="side"
      onClose={() => {
        panel.value = null;
      }}
    >
      <Problem problem={problem} />
      {emulator && (
        <>
          <ClockPart emulator={emulator} change={change} />
          <PoliciesPart emulator={emulator} change={change} />
          <FaultPart emulator={emulator} change={change} />
          <ResetPart change={change} />
          <Calls emulator={emulator} />
        </>
      )}
    </Dialog>
  );
}

interface PartProps {
  emulator: Emulator;
  change: Change;
}

function ClockPart({ emulator, change }: PartProps) {
  return (
    <section>
      <h3>{t("emulator.clock")}</h3>
      <div class="panel-row">
        <output class="mono">{emulator.now}</output>
        <button type="button" onClick={() => change(() => api.clock(QUARTER))}>
          {t("emulator.quarter")}
        </button>
      </div>
    </section>
  );
}

function PoliciesPart({ emulator, change }: PartProps) {
  return (
    <section>
      <h3>{t("emulator.policies")}</h3>
      <label class="check">
        <input
          type="checkbox"
          role="switch"
          checked={emulator.policies}
          onChange={(event) => {
            const on = event.currentTarget.checked;
            change(() => api.policies(on));
          }}
        />
        <span>{t("emulator.enforce")}</span>
      </label>
    </section>
  );
}

const FAULTS: { [kind: string]: TextKey } = {
  delay: "fault.delay",
  drop_after: "fault.drop_after",
  drop_before: "fault.drop_before",
  expired_token: "fault.expired_token",
  html_page: "fault.html_page",
  server_error: "fault.server_error",
  throttle: "fault.throttle",
};

function FaultPart({ emulator, change }: PartProps) {
  const [kind, setKind] = useState(emulator.faults[0] ?? "");
  const [action, setAction] = useState("");
  const [set, setSet] = useState(false);
  return (
    <section>
      <h3>{t("emulator.fault")}</h3>
      <div class="panel-row">
        <select
          aria-label={t("emulator.fault.kind")}
          value={kind}
          onChange={(event) => setKind(event.currentTarget.value)}
        >
          {emulator.faults.map((each) => (
            <option key={each} value={each}>
              {FAULTS[each] ? t(FAULTS[each]) : each}
            </option>
          ))}
        </select>
        <select
          aria-label={t("action")}
          value={action}
          onChange={(event) => setAction(event.currentTarget.value)}
        >
          <option value="">{t("emulator.fault.any")}</option>
          {places(services.value).map(({ service, action: each }) => (
            <option key={`${service.name}/${each.name}`}>{each.name}</option>
          ))}
        </select>
        <button
          type="button"
          onClick={() => {
            setSet(true);
            change(() => api.fault(action, kind));
          }}
        >
          {t("emulator.fault.set")}
        </button>
      </div>
      <p class="doc" role="status">
        {set && t("emulator.fault.done")}
      </p>
    </section>
  );
}

function ResetPart({ change }: { change: Change }) {
  const [asked, setAsked] = useState(false);
  return (
    <section>
      <h3>{t("emulator.reset")}</h3>
      <p class="doc">{t("emulator.reset.doc")}</p>
      <button
        type="button"
        class={asked ? "danger" : ""}
        onBlur={() => setAsked(false)}
        onClick={() => {
          setAsked(!asked);
          if (asked) change(api.reset);
        }}
      >
        {asked ? t("emulator.reset.sure") : t("emulator.reset")}
      </button>
    </section>
  );
}

function Calls({ emulator }: { emulator: Emulator }) {
  return (
    <section>
      <h3>
        {t("emulator.calls")} <span class="count">{emulator.calls.length}</span>
      </h3>
      {emulator.calls.length === 0 && <p class="nothing">{t("emulator.calls.none")}</p>}
      <ul class="calls">
        {emulator.calls.map((each) => (
          <li key={each.request_id}>
            <span class="action-name">{each.action}</span>
            <span class={`status ${each.status < 400 ? "good" : "bad"}`}>{each.status}</span>
            <small class="muted">
              {clockTime(each.time)} · {each.caller ?? t("emulator.anonymous")}
            </small>
            <small class="muted mono">{each.code ?? each.request_id}</small>
          </li>
        ))}
      </ul>
    </section>
  );
}
