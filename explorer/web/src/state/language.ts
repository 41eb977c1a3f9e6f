/** The language of the page, its texts, and the catalogue's texts in that language. */

import { effect, signal } from "@preact/signals";
import type { Service } from "../model/catalogue";
import en from "../texts/en.json";
import zh from "../texts/zh.json";

export const LANGUAGES = { en: "English", zh: "中文" } as const;
export type Language = keyof typeof LANGUAGES;
export type TextKey = keyof typeof en;

const TEXTS: { [language in Language]: { [key in TextKey]: string } } = { en, zh };
const KEY = "explorer.language";

function firstLanguage(): Language {
  const asked = new URLSearchParams(location.search).get("lang") ?? localStorage.getItem(KEY);
  const wanted = asked ?? navigator.languages[0] ?? "en";
  return wanted.toLowerCase().startsWith("zh") ? "zh" : "en";
}

export const language = signal<Language>(firstLanguage());

effect(() => {
  document.documentElement.lang = language.value === "zh" ? "zh-CN" : "en";
});

/** Choose the language, also for the next time. */
export function speak(chosen: Language): void {
  language.value = chosen;
  localStorage.setItem(KEY, chosen);
}

/** A text of the page; `{name}` in it stands for `values.name`. */
export function t(key: TextKey, values: { [name: string]: string | number } = {}): string {
  return TEXTS[language.value][key].replace(/\{(\w+)\}/g, (whole, name: string) =>
    String(values[name] ?? whole),
  );
}

/** A text of the catalogue: translated where there is a translation, else English. */
export function said(service: Service, english: string): string {
  return service.translations?.[language.value]?.[english] ?? english;
}
