import { Fragment } from "preact";
import type { Group, Service } from "../model/catalogue";
import { actionLink } from "../model/link";
import { t } from "../state/language";
import { services, unusable } from "../state/store";
import { groupName } from "../ui/groupName";
import { KindMark } from "../ui/KindMark";
import { Said, Sentence } from "../ui/Prose";
import { serviceName } from "../ui/serviceName";

/** What is seen before an action is chosen: all of them at a glance. */
export function Home() {
  return (
    <div class="home-inside">
      <h1>{t("home.title")}</h1>
      <p class="lead">{t("home.lead")}</p>
      <ul class="keys">
        <li>
          <kbd>/</kbd> {t("keys.search")}
        </li>
        <li>
          <kbd>Ctrl</kbd> <kbd>Enter</kbd> {t("keys.send")}
        </li>
        <li>
          <kbd>[</kbd> <kbd>]</kbd> {t("keys.tabs")}
        </li>
      </ul>
      {services.value.map((service) => (
        <section key={service.name} class="overview">
          <h2>
            {serviceName(service)}
            <small>
              <Said service={service} text={service.doc} />
            </small>
          </h2>
          <div class="cards">
            {service.groups.map((group) => (
              <Card key={group.name} service={service} group={group} />
            ))}
          </div>
        </section>
      ))}
      {unusable.value.length > 0 && <NotUsable />}
    </div>
  );
}

/** Packages that are installed and cannot be used, with the reason: all others are here. */
function NotUsable() {
  return (
    <section class="overview" aria-labelledby="unusable-title">
      <h2 id="unusable-title">{t("unusable.title")}</h2>
      <dl class="facts">
        {unusable.value.map(({ name, reason }) => (
          <Fragment key={name}>
            <dt class="mono">alicloud.{name}</dt>
            <dd class="warning">
              <Sentence text={reason} />
            </dd>
          </Fragment>
        ))}
      </dl>
    </section>
  );
}

function Card({ service, group }: { service: Service; group: Group }) {
  return (
    <article class="card">
      <h3>{groupName(service, group)}</h3>
      <p>
        <Said service={service} text={group.doc} />
      </p>
      <ul>
        {(group.actions ?? []).map((action) => (
          <li key={action.name}>
            <a href={actionLink({ service, group, action })}>
              <KindMark kind={action.kind} />
              {action.name}
            </a>
          </li>
        ))}
      </ul>
    </article>
  );
}
