import type { Group, Service } from "../model/catalogue";
import { language, said } from "../state/language";

/** `access_keys` -> Access keys; in Chinese the beginning of what the group is about. */
export function groupName(service: Service, group: Group): string {
  const english = group.name.replaceAll("_", " ");
  if (language.value !== "en") {
    const text = said(service, group.doc);
    const head = text.split(/[，。：；（,.:]/u)[0] ?? "";
    if (text !== group.doc && head !== "" && head.length <= 16) return head;
  }
  return english.charAt(0).toUpperCase() + english.slice(1);
}
