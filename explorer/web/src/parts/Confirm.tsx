import type { Confirmation } from "../api";
import { t } from "../state/language";
import { confirm, confirmation } from "../state/sending";
import { Dialog } from "../ui/Dialog";
import { KindMark } from "../ui/KindMark";

/** Asks before a call changes something in a real account. */
export function Confirm({ asks }: { asks: Confirmation }) {
  const cancel = () => {
    confirmation.value = null;
  };
  return (
    <Dialog title={t("confirm.title")} shape="centre" onClose={cancel}>
      <p>{t("confirm.text")}</p>
      <dl class="facts">
        <dt>{t("action")}</dt>
        <dd>
          {asks.action} <KindMark kind={asks.kind} text />
        </dd>
        <dt>{t("identity.account")}</dt>
        <dd class="mono">{asks.account ?? t("unknown")}</dd>
        <dt>{t("identity.arn")}</dt>
        <dd class="mono">{asks.arn ?? t("unknown")}</dd>
      </dl>
      <div class="dialog-buttons">
        <button type="button" autofocus onClick={cancel}>
          {t("cancel")}
        </button>
        <button type="button" class="primary danger" onClick={() => void confirm()}>
          {t("confirm.send")}
        </button>
      </div>
    </Dialog>
  );
}
