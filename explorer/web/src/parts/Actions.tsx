import { signal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { closeSearch, SEARCH } from "../keys";
import { groupsOf, places, type Group, type Place, type Service } from "../model/catalogue";
import { actionLink } from "../model/link";
import { search } from "../model/search";
import { t } from "../state/language";
import { chosen, entries, folded, panel, place, services } from "../state/store";
import { ActionName } from "../ui/ActionName";
import { groupName } from "../ui/groupName";
import { Icon } from "../ui/Icon";
import { KindMark } from "../ui/KindMark";
import { serviceName } from "../ui/serviceName";

const query = signal("");

/** The list of actions with its search. In a narrow window it lies over the page while it is open. */
export function Actions() {
  const open = panel.value === "actions";
  // At once, for what is typed next belongs into the search.
  useLayoutEffect(() => {
    if (open) document.getElementById(SEARCH)?.focus();
  }, [open]);
  const found = search(entries.value, query.value);
  const searching = query.value.trim() !== "";
  return (
    <>
      {open && <div class="veil only-narrow" onClick={closeSearch} />}
      <nav class={`actions ${open ? "open" : ""}`} aria-label={t("actions")} onKeyDown={onKey}>
        <SearchBox first={found[0]} />
        <p class="hidden" role="status">
          {searching ? t("search.found", { count: found.length }) : ""}
        </p>
        <div class="actions-list">
          {searching ? (
            <Found found={found} />
          ) : (
            services.value.map((service) => <ServiceList key={service.name} service={service} />)
          )}
        </div>
      </nav>
    </>
  );
}

function SearchBox({ first }: { first: Place | undefined }) {
  return (
    <div class="search">
      <Icon name="search" />
      <label class="hidden" for={SEARCH}>
        {t("search")}
      </label>
      <input
        id={SEARCH}
        type="search"
        autocomplete="off"
        spellcheck={false}
        placeholder={t("search")}
        value={query}
        onInput={(event) => {
          query.value = event.currentTarget.value;
        }}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.isComposing || !first) return;
          location.hash = actionLink(first);
          closeSearch();
        }}
      />
      <kbd aria-hidden="true">/</kbd>
    </div>
  );
}

/** The arrows go through the list, Escape leaves it. */
function onKey(event: KeyboardEvent & { currentTarget: HTMLElement }): void {
  if (event.key === "Escape") {
    query.value = "";
    closeSearch();
    return;
  }
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const stops = [
    ...event.currentTarget.querySelectorAll<HTMLElement>(
      "input, summary, details[open] a, .found a",
    ),
  ].filter((each) => each.checkVisibility()); // Not in a service that is folded.
  const here = stops.indexOf(document.activeElement as HTMLElement);
  stops[here + (event.key === "ArrowDown" ? 1 : -1)]?.focus();
  event.preventDefault();
}

function Found({ found }: { found: Place[] }) {
  if (found.length === 0) return <p class="nothing">{t("search.none")}</p>;
  return (
    <ul class="found">
      {found.map((at) => (
        <ActionItem key={`${at.service.name}/${at.action.name}`} at={at} withGroup />
      ))}
    </ul>
  );
}

function ServiceList({ service }: { service: Service }) {
  const groups = groupsOf(service).map((group) => (
    <GroupList key={group.name} service={service} group={group} />
  ));
  const box = useOpened(place.value?.service.name === service.name);
  const name = <h2>{serviceName(service)}</h2>;
  if (!folded.value)
    return (
      <section class="service">
        {name}
        {groups}
      </section>
    );
  return (
    <details ref={box} class="service">
      <summary>
        {name}
        <span class="count">{places([service]).length}</span>
      </summary>
      {groups}
    </details>
  );
}

function GroupList({ service, group }: { service: Service; group: Group }) {
  const box = useOpened(
    place.value?.service.name === service.name && place.value.group.name === group.name,
  );
  const actions = group.actions ?? [];
  return (
    <details ref={box} class="group">
      <summary>
        <span>{groupName(service, group)}</span>
        <span class="count">{actions.length}</span>
      </summary>
      <ul>
        {actions.map((action) => (
          <ActionItem key={action.name} at={{ service, group, action }} />
        ))}
      </ul>
    </details>
  );
}

/** Opens a part of the list where the chosen action stands; what a person opened stays open. */
function useOpened(holdsChosen: boolean) {
  const box = useRef<HTMLDetailsElement>(null);
  // Before an effect can bring the action into view.
  useLayoutEffect(() => {
    if (holdsChosen && box.current) box.current.open = true;
  }, [holdsChosen]);
  return box;
}

function ActionItem({ at, withGroup = false }: { at: Place; withGroup?: boolean }) {
  const { service, group, action } = at;
  const current = chosen.value?.service === service.name && chosen.value.action === action.name;
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (current && !withGroup) link.current?.scrollIntoView({ block: "nearest" });
  }, [current]);
  return (
    <li>
      <a
        ref={link}
        href={actionLink(at)}
        onClick={closeSearch}
        class={action.deprecated ? "deprecated" : ""}
        aria-current={current ? "page" : undefined}
      >
        <KindMark kind={action.kind} />
        <span class="action-name">
          <ActionName name={action.name} />
          {withGroup && (
            <small>
              {serviceName(service)} · {groupName(service, group)}
            </small>
          )}
        </span>
        {action.auth === "none" && <span class="badge">{t("nokey")}</span>}
      </a>
    </li>
  );
}
