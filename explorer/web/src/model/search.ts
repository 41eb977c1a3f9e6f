/** Search for actions: Latin words split at capitals and dots, Chinese by substrings and bigrams. */

import { errorsOf, type Place } from "./catalogue";

export interface Entry {
  place: Place;
  /** Name of the action, of its group and service. */
  title: Words;
  /** Names of parameters, error codes. */
  names: Words;
  /** What the descriptions say, in all languages. */
  text: Words;
}

interface Words {
  latin: string[];
  /** The whole text in small letters: for substrings. */
  whole: string;
  /** The Chinese characters of each sentence: 创建 RAM 用户 is found by 创建用户. */
  chinese: string[];
}

const CJK = /[\u3400-\u9fff\uf900-\ufaff]+/gu;
const WEIGHTS = { title: 8, names: 3, text: 1 } as const;
/** The part of a Chinese word's bigrams that must occur. */
const ENOUGH = 0.6;

/** `EntityNotExist.User` -> entity, not, exist, user. */
export function latinWords(text: string): string[] {
  return text
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
}

function words(...texts: string[]): Words {
  const text = texts.join("\n");
  const chinese = text
    .split(/[。；\n]/u)
    .map(chineseOf)
    .filter((sentence) => sentence !== "");
  return { latin: latinWords(text), whole: text.toLowerCase(), chinese };
}

function chineseOf(text: string): string {
  return (text.match(CJK) ?? []).join("");
}

export function index(places: Place[]): Entry[] {
  return places.map((place) => {
    const { service, group, action } = place;
    const fields = action.request ?? [];
    const codes = errorsOf(place).map((error) => error.code);
    const english = [
      action.doc,
      group.doc,
      ...fields.map((field) => field.doc),
      ...codes.map((code) => service.errors?.[code]?.doc ?? ""),
    ];
    const others = Object.values(service.translations ?? {});
    const translated = english.map((text) => others.map((table) => table[text] ?? "").join("\n"));
    return {
      place,
      // The first sentence of the description is the title in other languages.
      title: words(action.name, group.name, service.name, translated[0]?.split("。")[0] ?? ""),
      names: words(...fields.map((field) => field.wire), ...codes),
      text: words(...english, ...translated),
    };
  });
}

/** The entries that hold every word of the query, the best first. */
export function search(entries: Entry[], query: string): Place[] {
  const wanted = query.trim();
  if (wanted === "") return entries.map((entry) => entry.place);
  return entries
    .map((entry) => ({ place: entry.place, score: score(entry, wanted) }))
    .filter((found) => found.score > 0)
    .sort((a, b) => b.score - a.score)
    .map((found) => found.place);
}

function score(entry: Entry, query: string): number {
  const compact = query.toLowerCase().replace(/\s+/g, "");
  const name = entry.place.action.name.toLowerCase();
  // The beginning of the name, and best of all the whole name.
  let total = name.startsWith(compact) ? (20 * compact.length) / name.length : 0;
  for (const part of parts(query)) {
    const best = bestMatch(entry, part);
    if (best === 0) return 0;
    total += best;
  }
  return total;
}

interface Part {
  text: string;
  chinese: boolean;
}

function parts(query: string): Part[] {
  const chinese = (query.match(CJK) ?? []).map((text) => ({ text, chinese: true }));
  const latin = latinWords(query.replace(CJK, " ")).map((text) => ({ text, chinese: false }));
  return [...latin, ...chinese];
}

function bestMatch(entry: Entry, part: Part): number {
  const match = part.chinese ? matchChinese : matchLatin;
  return Math.max(
    ...(["title", "names", "text"] as const).map(
      (where) => WEIGHTS[where] * match(entry[where], part.text),
    ),
  );
}

/** 1 for a whole word, less for its beginning, less again for a part of the text; else 0. */
function matchLatin(words: Words, wanted: string): number {
  if (words.latin.includes(wanted)) return 1;
  if (words.latin.some((word) => word.startsWith(wanted))) return 0.7;
  return wanted.length > 2 && words.whole.includes(wanted) ? 0.3 : 0;
}

/** The best of all sentences. */
function matchChinese(words: Words, wanted: string): number {
  return Math.max(0, ...words.chinese.map((sentence) => matchSentence(sentence, wanted)));
}

/** Up to 1 for a substring, the more of the sentence it is; less if many of its bigrams occur. */
function matchSentence(sentence: string, wanted: string): number {
  if (sentence.includes(wanted)) return 0.8 + 0.2 * (wanted.length / sentence.length);
  const bigrams = [...wanted].slice(1).map((character, at) => wanted[at] + character);
  if (bigrams.length === 0) return 0;
  const found = bigrams.filter((pair) => sentence.includes(pair)).length / bigrams.length;
  return found >= ENOUGH ? 0.7 * found : 0;
}
