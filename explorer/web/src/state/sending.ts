/** Sending, signing, and the preview that follows the form. */

import { effect, signal } from "@preact/signals";
import { api, Refused, type Call, type Confirmation, type Exchange, type Preview } from "../api";
import { call, chosen, generic, shown, tab, variant } from "./store";

/** How long the form must rest before its preview is fetched, in milliseconds. */
const REST = 150;

export const preview = signal<Preview | null>(null);
export const sending = signal(false);
/** Why the last call got no exchange. */
export const refused = signal<Refused | null>(null);
/** What must be confirmed before the call is sent. */
export const confirmation = signal<{ call: Call; asks: Confirmation } | null>(null);
/** Counts the exchanges that arrived: the response takes the focus with each. */
export const arrivals = signal(0);

let newest = 0;

/** Fetch the preview; one that is overtaken by a newer one is dropped. */
async function refresh(wanted: Call): Promise<void> {
  const mine = ++newest;
  const made = await api.preview(wanted, variant.value, generic.value).catch(note);
  if (mine === newest && made) preview.value = made;
}

function note(error: unknown): void {
  if (!(error instanceof Refused)) throw error;
  refused.value = error;
}

let previewed = "";
effect(() => {
  const wanted = call.value;
  // Read here, so that this runs again when they change.
  void [variant.value, generic.value];
  const action = `${wanted?.service}/${wanted?.action}`;
  const first = action !== previewed;
  if (first) preview.value = null;
  previewed = action;
  if (wanted === null) return undefined;
  const timer = setTimeout(() => void refresh(wanted), first ? 0 : REST);
  return () => clearTimeout(timer);
});

effect(() => {
  void chosen.value;
  refused.value = null;
});

/** Send what the form holds. */
export function send(): Promise<void> {
  return deliver(call.value, false);
}

/** Send the call that was waiting for a confirmation. */
export function confirm(): Promise<void> {
  const waiting = confirmation.value;
  confirmation.value = null;
  return deliver(waiting?.call ?? null, true);
}

async function deliver(wanted: Call | null, confirmed: boolean): Promise<void> {
  if (wanted === null || sending.value) return;
  sending.value = true;
  refused.value = null;
  try {
    const response = await api.send(wanted, confirmed);
    if ("confirm" in response) confirmation.value = { call: wanted, asks: response.confirm };
    else if (isChosen(wanted)) show(response);
  } catch (error) {
    note(error);
    tab.value = "response";
    arrivals.value += 1;
  } finally {
    sending.value = false;
  }
}

function isChosen(wanted: Call): boolean {
  return wanted.service === chosen.value?.service && wanted.action === chosen.value.action;
}

function show(exchange: Exchange): void {
  shown.value = exchange;
  if (tab.value !== "exchange") tab.value = "response";
  arrivals.value += 1;
}

/** Sign what the form holds, without sending it. */
export async function sign(): Promise<void> {
  if (call.value === null) return;
  await refresh(call.value);
  shown.value = preview.value?.exchange ?? null;
  tab.value = "exchange";
  arrivals.value += 1;
}
