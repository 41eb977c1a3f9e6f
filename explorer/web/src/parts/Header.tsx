import type { Target } from "../api";
import { OPENER, openSearch } from "../keys";
import { language, LANGUAGES, speak, t, type Language } from "../state/language";
import { currentTarget, panel, server, target, type Panel } from "../state/store";
import { Icon, type IconName } from "../ui/Icon";

export function Header({ covered }: { covered: boolean }) {
  const emulator = currentTarget.value?.kind === "emulator";
  return (
    <header class="head" inert={covered}>
      <button type="button" id={OPENER} class="quiet only-narrow" onClick={openSearch}>
        <Icon name="menu" />
        <span class="label">{t("actions")}</span>
      </button>
      <a class="brand" href="#/">
        <img src="icon.svg" alt="" width="24" height="24" />
        <span>Explorer</span>
      </a>
      <TargetChoice />
      <div class="head-tools">
        {emulator && <Opener to="emulator" icon="emulator" text={t("emulator")} />}
        <Opener to="history" icon="history" text={t("history")} />
        <Opener to="identity" icon="identity" text={t("identity")} />
        <LanguageChoice />
      </div>
    </header>
  );
}

function Opener({ to, icon, text }: { to: Panel; icon: IconName; text: string }) {
  return (
    <button
      type="button"
      class="quiet"
      aria-haspopup="dialog"
      onClick={() => {
        panel.value = to;
      }}
    >
      <Icon name={icon} />
      <span class="label">{text}</span>
    </button>
  );
}

function targetText(each: Target): string {
  const where = each.endpoint?.replace(/^https?:\/\//, "") ?? each.region;
  return where ? `${t(`target.${each.kind}`)} · ${where}` : t(`target.${each.kind}`);
}

/** Where calls go: a choice only where the command line gave several targets. */
function TargetChoice() {
  const targets = server.value?.targets ?? [];
  const kind = currentTarget.value?.kind ?? "emulator";
  return (
    <div class={`target target-${kind}`}>
      {targets.length > 1 ? (
        <label>
          <span class="hidden">{t("target")}</span>
          <select
            value={target.value}
            onChange={(event) => {
              target.value = event.currentTarget.value;
            }}
          >
            {targets.map((each) => (
              <option key={each.name} value={each.name}>
                {targetText(each)}
              </option>
            ))}
          </select>
        </label>
      ) : (
        <span>{targets[0] && targetText(targets[0])}</span>
      )}
    </div>
  );
}

function LanguageChoice() {
  const other: Language = language.value === "en" ? "zh" : "en";
  return (
    <button
      type="button"
      class="quiet"
      lang={other === "zh" ? "zh-CN" : "en"}
      onClick={() => speak(other)}
    >
      {LANGUAGES[other]}
    </button>
  );
}
