import { api, type Identity } from "../api";
import { t } from "../state/language";
import { currentTarget, panel, server, target } from "../state/store";
import { Dialog } from "../ui/Dialog";
import { Problem } from "../ui/Problem";
import { useLoaded } from "../ui/useLoaded";

/** Who the calls come from, as the service sees it, and how that is changed. */
export function IdentityPanel() {
  const { value: identity, problem } = useLoaded(() => api.identity(target.value));
  return (
    <Dialog
      title={t("identity")}
      shape="side"
      onClose={() => {
        panel.value = null;
      }}
    >
      <dl class="facts">
        <dt>{t("target")}</dt>
        <dd>{currentTarget.value && t(`target.${currentTarget.value.kind}`)}</dd>
        <Provider identity={identity} />
        {identity && <Facts identity={identity} />}
      </dl>
      <Problem problem={problem} />
      {identity?.type === "Account" && currentTarget.value?.kind === "real" && (
        <p class="warning">{t("identity.root")}</p>
      )}
      <h3>{t("identity.change")}</h3>
      <p class="doc">
        {currentTarget.value?.kind === "emulator"
          ? t("identity.change.emulator")
          : t("identity.change.doc")}
      </p>
    </Dialog>
  );
}

/** Where the credentials come from: what the server said of this target, or of its first one. */
function Provider({ identity }: { identity: Identity | null }) {
  const caller = server.value?.caller;
  const known =
    identity?.provider !== undefined
      ? { provider: identity.provider, access_key_id: identity.access_key_id ?? "" }
      : target.value === server.value?.target && caller && "provider" in caller
        ? caller
        : null;
  if (!known) return null;
  return (
    <>
      <dt>{t("identity.provider")}</dt>
      <dd>{known.provider}</dd>
      <dt>{t("identity.key")}</dt>
      <dd class="mono">{known.access_key_id}</dd>
    </>
  );
}

function Facts({ identity }: { identity: Identity }) {
  return (
    <>
      <dt>{t("identity.account")}</dt>
      <dd class="mono">{identity.account_id}</dd>
      <dt>{t("identity.arn")}</dt>
      <dd class="mono">{identity.arn}</dd>
      <dt>{t("identity.type")}</dt>
      <dd>{identity.type}</dd>
    </>
  );
}
