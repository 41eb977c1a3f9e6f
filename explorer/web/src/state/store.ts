/** What the page shows: the catalogue, the chosen action, the filled form, the responses. */

import { batch, computed, effect, signal } from "@preact/signals";
import { api, Refused, type Call, type Exchange, type State } from "../api";
import {
  findPlace,
  places,
  type Json,
  type Service,
  type Unusable,
  type Values,
} from "../model/catalogue";
import { actionLink, readLink, writeLink, type Tab } from "../model/link";
import { index } from "../model/search";
import { takersOf } from "../model/uses";
import { findToken, token } from "./session";

export type Panel = "history" | "emulator" | "identity" | "actions" | null;

export const server = signal<State | null>(null);
export const services = signal<Service[]>([]);
/** Whether the lists show services folded: more of them than fit on a screen. */
export const folded = computed(() => services.value.length > 2);
/** Packages that are installed and cannot be used. */
export const unusable = signal<Unusable[]>([]);
/** What the page cannot work without, and does not have. */
export const failure = signal<Refused | null>(null);

export const chosen = signal<{ service: string; action: string } | null>(null);
export const values = signal<Values>({});
export const tab = signal<Tab>("response");
export const variant = signal("python");
export const generic = signal(false);
export const target = signal("");
export const panel = signal<Panel>(null);
/** The exchange in the tabs: sent, signed only, or from the history. */
export const shown = signal<Exchange | null>(null);

export const place = computed(() =>
  chosen.value ? findPlace(services.value, chosen.value.service, chosen.value.action) : null,
);
export const entries = computed(() => index(places(services.value)));
export const takers = computed(() => takersOf(places(services.value)));
export const currentTarget = computed(() =>
  server.value?.targets.find((each) => each.name === target.value),
);

/** What the forms held when they were left: by action, for as long as the page is open. */
const drafts = new Map<string, Values>();

/** The call that the form describes; null while no action is chosen. */
export const call = computed<Call | null>(() =>
  chosen.value ? { ...chosen.value, target: target.value, values: values.value } : null,
);

export async function load(): Promise<void> {
  await findToken();
  if (token.value === null) failure.value = new Refused(401, "wrong-token", "");
  else await connect();
}

/** Ask the server for all that the page needs before its first picture. */
export async function connect(): Promise<void> {
  try {
    const [state, catalogue] = await Promise.all([api.state(), api.catalogue()]);
    failure.value = null;
    services.value = catalogue.services;
    unusable.value = catalogue.unusable;
    target.value = state.target;
    variant.value = state.variants[0]?.id ?? "";
    server.value = state;
    follow();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    failure.value = error;
  }
}

/** Show what the address says. */
export function follow(): void {
  if (server.value !== null) batch(() => go(location.hash));
}

function go(address: string): void {
  remember();
  const link = readLink(services.value, address);
  shown.value = null;
  generic.value = false;
  panel.value = null;
  chosen.value = link && { service: link.service, action: link.action };
  if (link === null) return;
  const draft = drafts.get(`${link.service}/${link.action}`);
  values.value = address.includes("?") ? link.values : (draft ?? {});
  tab.value = link.tab ?? tab.value;
  if (server.value?.variants.some((each) => each.id === link.variant))
    variant.value = link.variant as string;
}

function remember(): void {
  if (chosen.value) drafts.set(`${chosen.value.service}/${chosen.value.action}`, values.value);
}

/** The address of what the page shows, without secrets. */
export const fragment = computed(() =>
  place.value
    ? writeLink(place.value, {
        tab: tab.value,
        variant: tab.value === "code" ? variant.value : null,
        values: values.value,
      })
    : "#/",
);

// The address follows the form, so that a reload shows the same.
effect(() => {
  const address = fragment.value;
  if (server.value !== null && address !== location.hash && place.value !== null)
    history.replaceState(null, "", address);
});

/** Give a parameter a value, or none. */
export function setValue(wire: string, value: Json | undefined): void {
  const { [wire]: _, ...others } = values.value;
  values.value = value === undefined ? others : { ...values.value, [wire]: value };
}

/** Go to an action, with some parameters filled in. */
export function open(service: string, action: string, given: Values = {}): void {
  const to = findPlace(services.value, service, action);
  if (to) location.hash = actionLink(to, given);
}
