import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Editor, Mistake } from "../editor/mount";
import { loadEditor } from "../loadEditor";
import { templates } from "../model/policies";
import { language, t } from "../state/language";
import { send } from "../state/sending";
import { services } from "../state/store";
import { places } from "../model/catalogue";
import { asText, inputId, type ControlProps } from "./props";

interface JsonControlProps extends ControlProps {
  /** As small as its text, for a value of any kind. What is no JSON is sent as text then. */
  compact?: boolean;
}

/** A JSON document: an editor that marks mistakes; a plain text area until it is there. */
export function JsonControl({ compact = false, ...props }: JsonControlProps) {
  const { path, field, describedBy, invalid, value, onChange } = props;
  const id = inputId(path);
  const host = useRef<HTMLDivElement>(null);
  const [editor, setEditor] = useState<Editor | null>(null);
  const [mistake, setMistake] = useState<Mistake | null>(null);
  const change = useRef(onChange);
  change.current = onChange;
  const text = asText(value);

  useEffect(() => {
    let mine: Editor | null = null;
    let gone = false;
    void loadEditor().then((mount) => {
      if (gone || !mount || !host.current) return;
      mine = mount(host.current, {
        text: asText(value),
        label: field.wire,
        actions: policyActions(),
        texts: { syntax: t("json.syntax"), end: t("json.end"), effect: t("json.effect") },
        onChange: (changed) => change.current(changed === "" ? undefined : changed),
        onMistake: setMistake,
        onSubmit: () => void send(),
      });
      setEditor(mine);
    });
    return () => {
      gone = true;
      mine?.destroy();
      setEditor(null);
    };
    // Made anew in another language: its texts are given at the start.
  }, [language.value]);

  // Before anybody can type on: a later effect would take back what was typed since.
  useLayoutEffect(() => editor?.setText(text), [editor, text]);

  const format = () => {
    try {
      onChange(JSON.stringify(JSON.parse(text), null, 2));
    } catch {
      editor?.focusMistake();
    }
  };

  return (
    <div
      class={`json ${compact ? "compact" : ""}`}
      role="group"
      aria-labelledby={`${id}-name`}
      aria-describedby={describedBy}
    >
      {!compact && (
        <div class="json-tools">
          <Templates field={field.wire} onPick={onChange} />
          <button type="button" class="quiet" disabled={text === ""} onClick={format}>
            {t("json.format")}
          </button>
        </div>
      )}
      <div
        ref={host}
        class={`editor ${invalid || (mistake && !compact) ? "invalid" : ""}`}
        hidden={editor === null}
      />
      <p class="warning" role="status">
        {mistake && (compact ? t("json.text") : t("json.mistake", { ...mistake }))}
      </p>
      {editor === null && (
        <textarea
          id={id}
          rows={compact ? 1 : 6}
          spellcheck={false}
          aria-labelledby={`${id}-name`}
          aria-describedby={describedBy}
          aria-invalid={invalid}
          value={text}
          onInput={(event) => onChange(event.currentTarget.value || undefined)}
        />
      )}
    </div>
  );
}

function Templates({ field, onPick }: { field: string; onPick: (text: string) => void }) {
  const known = templates(field);
  if (known.length === 0) return null;
  return (
    <select
      aria-label={t("json.templates")}
      value=""
      onChange={(event) => {
        const picked = known.find((each) => each.name === event.currentTarget.value);
        if (picked) onPick(JSON.stringify(picked.policy, null, 2));
        event.currentTarget.value = "";
      }}
    >
      <option value="">{t("json.templates")}</option>
      {known.map((each) => (
        <option key={each.name} value={each.name}>
          {t(`template.${each.name}`)}
        </option>
      ))}
    </select>
  );
}

/** The names that may stand in a policy: ram:CreateUser, ram:*. */
function policyActions(): string[] {
  const names = places(services.value).flatMap(({ action }) => action.permission ?? []);
  const wholes = names.map((name) => name.replace(/:.*/, ":*"));
  return [...new Set([...wholes, ...names])].sort();
}
