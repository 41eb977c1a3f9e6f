import { useEffect, useRef } from "preact/hooks";
import type { Exchange } from "../api";
import type { Place } from "../model/catalogue";
import { TABS, type Tab } from "../model/link";
import { t } from "../state/language";
import { arrivals } from "../state/sending";
import { tab } from "../state/store";
import { CodeTab } from "./CodeTab";
import { ExchangeTab } from "./ExchangeTab";
import { ReferenceTab } from "./ReferenceTab";
import { ResponseTab } from "./ResponseTab";

interface ResultsProps {
  at: Place;
  exchange: Exchange | null;
}

/** What came back, what was sent, the code for it, and the reference. */
export function Results({ at, exchange }: ResultsProps) {
  const box = useRef<HTMLElement>(null);
  const seen = useRef(arrivals.value);
  useEffect(() => {
    if (arrivals.value === seen.current) return;
    seen.current = arrivals.value;
    box.current?.querySelector<HTMLElement>("[data-arrival]")?.focus();
  }, [arrivals.value]);
  return (
    <section class="results" ref={box} aria-label={t("results")}>
      <TabList />
      <div
        class="tab-panel"
        role="tabpanel"
        id="tab-panel"
        aria-labelledby={`tab-${tab.value}`}
        tabIndex={0}
      >
        {tab.value === "response" && <ResponseTab at={at} exchange={exchange} />}
        {tab.value === "exchange" && <ExchangeTab exchange={exchange} />}
        {tab.value === "code" && <CodeTab />}
        {tab.value === "reference" && <ReferenceTab at={at} />}
      </div>
    </section>
  );
}

function TabList() {
  const onKey = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = TABS.at((TABS.indexOf(tab.value) + step) % TABS.length) as Tab;
    tab.value = next;
    document.getElementById(`tab-${next}`)?.focus();
  };
  return (
    <div class="tabs" role="tablist" aria-label={t("results")} onKeyDown={onKey}>
      {TABS.map((each) => (
        <button
          key={each}
          type="button"
          role="tab"
          id={`tab-${each}`}
          aria-controls="tab-panel"
          aria-selected={tab.value === each}
          tabIndex={tab.value === each ? 0 : -1}
          onClick={() => {
            tab.value = each;
          }}
        >
          {t(`tab.${each}`)}
        </button>
      ))}
    </div>
  );
}
