import { useRef, useState } from "preact/hooks";
import type { Json } from "../model/catalogue";
import { t } from "../state/language";
import { server } from "../state/store";
import { Icon } from "../ui/Icon";
import { sizeText } from "../ui/size";
import { isObject } from "./MapControl";
import { inputId, type ControlProps } from "./props";

/** A file that becomes the body. It is kept by the page, and stands in no address. */
export function FileControl({ path, field, describedBy, invalid, value, onChange }: ControlProps) {
  const id = inputId(path);
  const input = useRef<HTMLInputElement>(null);
  const [tooLarge, setTooLarge] = useState("");

  async function take(file: File | undefined) {
    if (!file) return;
    const most = server.value?.largest_file ?? 0;
    const fits = file.size <= most;
    setTooLarge(fits ? "" : t("file.large", { size: sizeText(file.size), most: sizeText(most) }));
    onChange(fits ? { file: file.name, base64: await base64(file) } : undefined);
    if (input.current) input.current.value = "";
  }

  return (
    <div class="file">
      <input
        ref={input}
        type="file"
        hidden
        onChange={(event) => void take(event.currentTarget.files?.[0])}
      />
      <div class="joined">
        <button
          type="button"
          id={id}
          aria-labelledby={`${id}-name ${id}-pick`}
          aria-describedby={`${id}-chosen ${describedBy}`}
          onClick={() => input.current?.click()}
        >
          <span id={`${id}-pick`}>{t("file.choose")}</span>
        </button>
        <span id={`${id}-chosen`} class={`file-name ${invalid ? "invalid" : ""}`}>
          {value === undefined ? <span class="muted">{t("file.none")}</span> : chosen(value)}
        </span>
        {value !== undefined && (
          <button type="button" class="quiet icon-only" onClick={() => onChange(undefined)}>
            <Icon name="close" />
            <span class="hidden">{t("file.remove", { name: field.wire })}</span>
          </button>
        )}
      </div>
      <p class="warning" role="status">
        {tooLarge}
      </p>
    </div>
  );
}

/** The name of the file and its size, or the text that stands for one in an example. */
function chosen(value: Json): string {
  if (typeof value === "string") return value;
  if (!isObject(value)) return JSON.stringify(value);
  const padding = String(value.base64).match(/=*$/)?.[0].length ?? 0;
  return `${String(value.file)} · ${sizeText((String(value.base64).length / 4) * 3 - padding)}`;
}

function base64(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ""));
    reader.onerror = () => reject(reader.error ?? new Error(file.name));
    reader.readAsDataURL(file);
  });
}
