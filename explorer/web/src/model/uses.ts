/** Where a value of a response can be used next: the Arn of a new Role as RoleArn of AssumeRole. */

import type { Field, Json, Place } from "./catalogue";

export interface Use {
  place: Place;
  parameter: string;
}

/** The parameters that take a text, by their names; those that are required first. */
export type Takers = Map<string, Use[]>;

export function takersOf(all: Place[]): Takers {
  const takers: Takers = new Map();
  for (const required of [true, false])
    for (const place of all)
      for (const field of place.action.request ?? []) {
        if ((field.required === true) !== required || !takes(place, field)) continue;
        const same = takers.get(field.wire);
        const use = { place, parameter: field.wire };
        if (same) same.push(use);
        else takers.set(field.wire, [use]);
      }
  return takers;
}

/** The parameters that take the value at this path of a response: of this service first. */
export function uses(takers: Takers, path: string[], value: Json, here: Place): Use[] {
  if (typeof value !== "string" || value === "") return [];
  const found = parameterNames(path)
    .flatMap((name) => takers.get(name) ?? [])
    .filter(({ place }) => place.action !== here.action);
  const own = (use: Use) => use.place.service === here.service;
  return [...found.filter(own), ...found.filter((use) => !own(use))];
}

function takes(place: Place, field: Field): boolean {
  const { pagination } = place.action;
  return field.type === "string" && !field.sensitive && field.wire !== pagination?.token;
}

/** `Role.Arn` may be called Arn or RoleArn. */
function parameterNames(path: string[]): string[] {
  const names = path.filter((part) => !/^\d+$/.test(part));
  const name = names.at(-1) ?? "";
  const owner = names.at(-2) ?? "";
  return [name, ...(owner && !name.startsWith(owner) ? [owner + name] : [])];
}
