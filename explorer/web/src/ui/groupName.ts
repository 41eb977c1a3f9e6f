import type { Group, Service } from "../model/catalogue";
import { language, said } from "../state/language";

/** `mfa_devices` -> MFA devices; in Chinese the beginning of what the group is about. */
export function groupName(service: Service, group: Group): string {
  if (language.value !== "en") {
    const text = said(service, group.doc);
    const head = text.split(/[，。：；（,.:]/u)[0] ?? "";
    if (text !== group.doc && head !== "" && head.length <= 16) return head;
  }
  const english = group.name
    .split("_")
    .map((word) => capitals(word, group.doc))
    .join(" ");
  return english.charAt(0).toUpperCase() + english.slice(1);
}

/** The word as an abbreviation, if the description has it as one. */
function capitals(word: string, doc: string): string {
  return doc.split(/\W+/).includes(word.toUpperCase()) ? word.toUpperCase() : word;
}
