import type { Json, Values } from "./catalogue";

/** What the server shows in place of a secret. */
export const MASK = "****";

/** The values of an exchange without those that are masked, and without files: they must be given again. */
export function withoutMasks(values: Values): Values {
  return (clean(values) ?? {}) as Values;
}

function clean(value: Json): Json | undefined {
  if (value === MASK) return undefined;
  if (Array.isArray(value))
    return value.map(clean).filter((each): each is Json => each !== undefined);
  if (value === null || typeof value !== "object") return value;
  if (isDescribedFile(value)) return undefined;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) => {
      const kept = clean(inner);
      return kept === undefined ? [] : [[name, kept]];
    }),
  );
}

/** What is shown of a file that was sent: its name and size. */
function isDescribedFile(value: { [key: string]: Json }): boolean {
  return Object.keys(value).join() === "file,size";
}
