import { t } from "../state/language";
import { send, sending, sign } from "../state/sending";
import { fragment } from "../state/store";
import { Copy } from "../ui/Copy";

/** What can be done with the filled form. It stays in sight while the form scrolls. */
export function ActionBar() {
  return (
    <div class="action-bar">
      <button type="button" class="primary" disabled={sending.value} onClick={() => void send()}>
        {sending.value ? t("sending") : t("send")}
        <kbd aria-hidden="true">Ctrl ⏎</kbd>
      </button>
      <button type="button" onClick={() => void sign()}>
        {t("sign")}
      </button>
      <Copy
        icon="link"
        label={t("link")}
        text={() => `${location.origin}${location.pathname}${fragment.value}`}
      />
    </div>
  );
}
