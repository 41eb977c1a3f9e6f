import type { Service } from "../model/catalogue";
import { services } from "../state/store";

const ABBREVIATION = 4; // letters

/** `Ram` -> RAM, `Alidns` -> Alidns; with as much more as tells it from other services here. */
export function serviceName(service: Service): string {
  const { product, version, name } = service;
  const shown = product.length <= ABBREVIATION ? product.toUpperCase() : product;
  const namesakes = services.value.filter((each) => each.product === product && each !== service);
  if (namesakes.length === 0) return shown;
  const same = namesakes.some((each) => each.version === version);
  return same ? `${shown} ${version} (${name})` : `${shown} ${version}`;
}
