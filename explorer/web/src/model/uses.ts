/** Where a value of a response can be used next: the Arn of a new Role as RoleArn of AssumeRole. */

import type { Field, Json, Place } from "./catalogue";

export interface Use {
  place: Place;
  parameter: string;
}

/** The parameters that take the value at this path of a response, those that are required first. */
export function uses(all: Place[], path: string[], value: Json, here: Place): Use[] {
  if (typeof value !== "string" || value === "") return [];
  const names = parameterNames(path);
  const found = all
    .filter((place) => place.action !== here.action)
    .flatMap((place) =>
      (place.action.request ?? [])
        .filter((field) => names.includes(field.wire) && takes(place, field))
        .map((field) => ({ place, parameter: field.wire, required: field.required === true })),
    );
  return [...found.filter((use) => use.required), ...found.filter((use) => !use.required)];
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
