import type { Service } from "../model/catalogue";
import { services } from "../state/store";

const ABBREVIATION = 4; // letters

/** `Ram` -> RAM, `Alidns` -> Alidns; with the version where there are several of a product. */
export function serviceName({ product, version }: Service): string {
  const name = product.length <= ABBREVIATION ? product.toUpperCase() : product;
  const several = services.value.filter((each) => each.product === product).length > 1;
  return several ? `${name} ${version}` : name;
}
