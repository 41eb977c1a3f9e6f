import { useState } from "preact/hooks";
import { api, Refused, type Sample, type Variant } from "../api";
import { t, type TextKey } from "../state/language";
import { preview } from "../state/sending";
import { call, generic, server, variant } from "../state/store";
import { Copy } from "../ui/Copy";
import { Icon } from "../ui/Icon";
import { save } from "../ui/save";
import { Sentence } from "../ui/Prose";

/** The call as code, in the language and for the SDK that is chosen. */
export function CodeTab() {
  const sample = preview.value?.sample;
  return (
    <>
      <div class="code-tools">
        <VariantChoice />
        <label class="check">
          <input
            type="checkbox"
            checked={generic.value}
            onChange={(event) => {
              generic.value = event.currentTarget.checked;
            }}
          />
          <span>{t("code.generic")}</span>
        </label>
      </div>
      {sample && "problem" in sample && (
        <p class="warning">
          <Sentence text={sample.problem} />
        </p>
      )}
      {sample && "tokens" in sample && <Code sample={sample} />}
    </>
  );
}

const GENERATIONS: { [generation: string]: TextKey } = {
  ours: "generation.ours",
  v2: "generation.v2",
  v1: "generation.v1",
};

function VariantChoice() {
  const variants = server.value?.variants ?? [];
  const generations = [...new Set(variants.map((each) => each.generation))];
  const name = (generation: string) => t(GENERATIONS[generation] ?? "generation.tools");
  return (
    <label class="variant">
      <span class="hidden">{t("code.variant")}</span>
      <select
        value={variant.value}
        onChange={(event) => {
          variant.value = event.currentTarget.value;
        }}
      >
        {generations.map((generation) => (
          <optgroup key={generation} label={name(generation)}>
            {variants
              .filter((each) => each.generation === generation)
              .map((each) => (
                <option key={each.id} value={each.id}>
                  {variantText(each)}
                </option>
              ))}
          </optgroup>
        ))}
      </select>
    </label>
  );
}

/** `Go, official SDK V2` -> Go · SDK V2: the group says the rest. */
function variantText({ label, generation }: Variant): string {
  const official = ["v1", "v2"].includes(generation);
  return official ? `${label.split(",")[0]} · SDK ${generation.toUpperCase()}` : label;
}

function Code({ sample }: { sample: Sample }) {
  const text = sample.tokens.map(([, part]) => part).join("");
  return (
    <>
      <figure class="code">
        <figcaption>
          <span class="mono">{sample.file}</span>
          <span class="code-buttons">
            <Copy text={text} label={t("code.copy")} />
            <Download />
          </span>
        </figcaption>
        <pre tabIndex={0}>
          <code>
            {sample.tokens.map(([kind, part], at) =>
              kind ? (
                <span key={at} class={kind}>
                  {part}
                </span>
              ) : (
                part
              ),
            )}
          </code>
        </pre>
      </figure>
      {sample.install && <Command title={t("code.install")} command={sample.install} />}
      {sample.run && <Command title={t("code.run")} command={sample.run} />}
      {sample.notes.length > 0 && (
        <ul class="notes">
          {sample.notes.map((each) => (
            <li key={each}>
              <Sentence text={each} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Command({ title, command }: { title: string; command: string }) {
  return (
    <div class="command">
      <h2>{title}</h2>
      <pre class="block" tabIndex={0}>
        {command}
      </pre>
      <Copy text={command} what={title} />
    </div>
  );
}

/** Saves a project with this code, ready to be run. */
function Download() {
  const [problem, setProblem] = useState("");
  async function download() {
    if (!call.value) return;
    setProblem("");
    try {
      const made = await api.project(call.value, variant.value, generic.value);
      save(made, `${call.value.action}-${variant.value}.zip`);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      setProblem(error.message);
    }
  }
  return (
    <>
      <button type="button" class="quiet" onClick={() => void download()}>
        <Icon name="download" />
        <span>{t("code.project")}</span>
      </button>
      <span class="warning" role="alert">
        {problem && <Sentence text={problem} />}
      </span>
    </>
  );
}
