/**
 * The address of a filled form: `#/ram/CreateUser/code/go-v2?UserName=alice`.
 *
 * It holds the action, the tab, the variant of the code, and the values without secrets. It does not
 * hold the target: where a call goes is decided by whoever sends it, never by who made the link.
 */

import {
  findPlace,
  holdsSecret,
  innermost,
  shapeFields,
  valueOf,
  type Field,
  type Json,
  type Place,
  type Service,
  type Values,
} from "./catalogue";

export const TABS = ["response", "exchange", "code", "reference"] as const;
export type Tab = (typeof TABS)[number];

export interface Link {
  service: string;
  action: string;
  /** Null where the address does not say: the tab that is open stays. */
  tab: Tab | null;
  variant: string | null;
  values: Values;
}

/** The link that a fragment describes; null where it names no action of the catalogue. */
export function readLink(services: Service[], fragment: string): Link | null {
  const [path = "", query = ""] = split(fragment.replace(/^#?\/?/, ""));
  const [service = "", action = "", tab = "", variant = null] = path.split("/").map(decode);
  const place = findPlace(services, service, action);
  if (!place) return null;
  const given = new URLSearchParams(query);
  const values: [string, Json][] = [];
  for (const field of place.action.request ?? []) {
    const text = given.get(field.wire);
    if (text === null || field.sensitive || field.type === "binary") continue;
    const value = withoutSecrets(place.service, field, parse(place.service, field, text));
    if (value !== undefined) values.push([field.wire, value]);
  }
  return {
    service,
    action,
    tab: TABS.find((known) => known === tab) ?? null,
    variant,
    values: Object.fromEntries(values),
  };
}

/** The fragment of a link, `#` included. */
export function writeLink(place: Place, link: Omit<Link, "service" | "action">): string {
  const query = new URLSearchParams();
  for (const field of place.action.request ?? []) {
    const value = withoutSecrets(place.service, field, valueOf(link.values, field.wire));
    if (value !== undefined) query.set(field.wire, written(place.service, field, value));
  }
  const shown = [link.tab, link.variant].filter((part) => part !== null && part !== "response");
  const path = [place.service.name, place.action.name, ...shown]
    .map((part) => encodeURIComponent(part ?? ""))
    .join("/");
  return `#/${path}${query.size > 0 ? `?${query}` : ""}`;
}

/** The address of an action with some of its parameters filled in. */
export function actionLink(place: Place, values: Values = {}): string {
  return writeLink(place, { tab: null, variant: null, values });
}

/** The value without the secrets inside; undefined where nothing is left. Files have no place in a link. */
export function withoutSecrets(
  service: Service,
  field: Field,
  value: Json | undefined,
): Json | undefined {
  if (value === undefined || field.sensitive || field.type === "binary") return undefined;
  if (!holdsSecret(service, field)) return value;
  const fields = shapeFields(service, innermost(field.type)) ?? [];
  return clean(value);

  function clean(part: Json): Json {
    if (Array.isArray(part)) return part.map(clean);
    if (part === null || typeof part !== "object") return part;
    return Object.fromEntries(
      Object.entries(part).flatMap(([name, inner]) => {
        const known = fields.find((each) => each.wire === name);
        if (!known) return [[name, clean(inner)]];
        const kept = withoutSecrets(service, known, inner);
        return kept === undefined ? [] : [[name, kept]];
      }),
    );
  }
}

function split(text: string): [string, string] {
  const at = text.indexOf("?");
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return ""; // Not an address of ours.
  }
}

/** The text that `parse` reads the value from again. */
function written(service: Service, field: Field, value: Json): string {
  return typeof value === "string" && parse(service, field, value) === value
    ? value
    : JSON.stringify(value);
}

/** Text is itself, also that of a JSON document; all else is JSON, or the text that was typed. */
function parse(service: Service, field: Field, text: string): Json {
  const plain = ["string", "timestamp", "json"].includes(field.type);
  if (plain && !shapeFields(service, field.type)) return text;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
