import { confirmation } from "../state/sending";
import { t } from "../state/language";
import { token } from "../state/session";
import { currentTarget, failure, panel, place, server, shown } from "../state/store";
import { Announcer } from "../ui/announce";
import { Actions } from "./Actions";
import { Confirm } from "./Confirm";
import { EmulatorPanel } from "./EmulatorPanel";
import { Form } from "./Form";
import { Header } from "./Header";
import { HistoryPanel } from "./HistoryPanel";
import { Home } from "./Home";
import { IdentityPanel } from "./IdentityPanel";
import { KeyNeeded } from "./KeyNeeded";
import { Results } from "./Results";
import { Unreachable } from "./Unreachable";

export function App() {
  const asked = failure.value !== null || server.value !== null;
  if (token.value === null && asked) return <KeyNeeded />;
  if (failure.value !== null) return <Unreachable failure={failure.value} />;
  if (server.value === null) return <p class="loading">{t("loading")}</p>;
  return <Page />;
}

function Page() {
  const real = currentTarget.value?.kind === "real";
  // The actions lie over the rest in a narrow window.
  const covered = panel.value === "actions";
  return (
    <div class={`page ${real ? "real" : ""}`}>
      <a class="skip" href="#main" onClick={skip}>
        {t("skip")}
      </a>
      <Header covered={covered} />
      <Actions />
      <main id="main" tabIndex={-1} class={place.value ? "work" : "home"} inert={covered}>
        {place.value ? (
          <>
            <Form key={`${place.value.service.name}/${place.value.action.name}`} at={place.value} />
            <Results at={place.value} exchange={shown.value} />
          </>
        ) : (
          <Home />
        )}
      </main>
      {panel.value === "history" && <HistoryPanel />}
      {panel.value === "emulator" && <EmulatorPanel />}
      {panel.value === "identity" && <IdentityPanel />}
      {confirmation.value && <Confirm asks={confirmation.value.asks} />}
      <Announcer />
    </div>
  );
}

/** The address holds the form, so the skip link moves the focus without changing it. */
function skip(event: Event): void {
  event.preventDefault();
  document.getElementById("main")?.focus();
}
