import { Fragment } from "preact";
import { groupsOf, places, type Group, type Service } from "../model/catalogue";
import { actionLink } from "../model/link";
import { t } from "../state/language";
import { folded, services, unusable } from "../state/store";
import { ActionName } from "../ui/ActionName";
import { Description } from "../ui/Description";
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
        <Overview key={service.name} service={service} />
      ))}
      {unusable.value.length > 0 && <NotUsable />}
    </div>
  );
}

function Overview({ service }: { service: Service }) {
  const title = (
    <h2>
      {serviceName(service)}
      {service.doc && (
        <small>
          <Said service={service} text={service.doc} />
        </small>
      )}
    </h2>
  );
  const cards = (
    <div class="cards">
      {groupsOf(service).map((group) => (
        <Card key={group.name} service={service} group={group} />
      ))}
    </div>
  );
  if (!folded.value)
    return (
      <section class="overview">
        {title}
        {cards}
      </section>
    );
  return (
    <details class="overview">
      <summary>
        {title}
        <span class="count">{places([service]).length}</span>
      </summary>
      {cards}
    </details>
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
      {group.doc && (
        <p>
          <Description service={service} text={group.doc} />
        </p>
      )}
      <ul>
        {(group.actions ?? []).map((action) => (
          <li key={action.name}>
            <a href={actionLink({ service, group, action })}>
              <KindMark kind={action.kind} />
              <span>
                <ActionName name={action.name} />
              </span>
            </a>
          </li>
        ))}
      </ul>
    </article>
  );
}
