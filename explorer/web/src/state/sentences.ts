/** The sentences of the server, which speaks English, in the language of the page. */

import { effect, signal } from "@preact/signals";
import { language } from "./language";

interface Pattern {
  english: RegExp;
  translated: string;
  /** How much of the sentence it says: of two that fit, the one that says more is meant. */
  weight: number;
}

/** `{0}` in a text stands for a part that was put in. */
interface Table {
  sentences: { [english: string]: string };
  /** What is put in, and consists of words of ours too. */
  parts: { [english: string]: string };
}

const patterns = signal<{
  exact: Map<string, string>;
  sentences: Pattern[];
  all: Pattern[];
} | null>(null);

// Fetched when a language needs it: it is a part of no first picture.
effect(() => {
  if (language.value === "en" || patterns.peek() !== null) return;
  void fetch("sentences.zh.json")
    .then((response) => response.json() as Promise<Table>)
    .then(({ sentences, parts }) => {
      patterns.value = {
        exact: new Map(Object.entries(sentences)),
        sentences: compiled(sentences),
        all: compiled({ ...sentences, ...parts }),
      };
    });
});

function compiled(texts: { [english: string]: string }): Pattern[] {
  return Object.entries(texts)
    .map(([english, translated]) => {
      const said = english.split(/\{\d\}/);
      const source = said.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("(.*?)");
      const weight = said.join("").length;
      return { english: new RegExp(`^${source}$`, "s"), translated, weight };
    })
    .sort((a, b) => b.weight - a.weight);
}

/** A sentence in the language of the page; null where there is no translation. */
export function translated(text: string): string | null {
  if (language.value === "en" || patterns.value === null) return null;
  const { sentences, all } = patterns.value;
  return filled(text, sentences, all) ?? lines(text) ?? behindPlace(text);
}

/** The translation of a sentence that the generator wrote into a catalogue; null for all else. */
export function translatedExactly(text: string): string | null {
  if (language.value === "en" || patterns.value === null) return null;
  return patterns.value.exact.get(text) ?? null;
}

/** The translation of a text as a whole, with its parts translated where they are words of ours. */
function filled(text: string, known: Pattern[], parts: Pattern[]): string | null {
  for (const { english, translated: chinese } of known) {
    const found = english.exec(text);
    if (found)
      return chinese.replace(/\{(\d)\}/g, (_, number: string) => {
        const part = found[Number(number) + 1] ?? "";
        return filled(part, parts, parts) ?? part;
      });
  }
  return null;
}

/** Several lines, if the first can be translated: the others name sources and what they say. */
function lines(text: string): string | null {
  const [first = "", ...others] = text.split("\n");
  const start = others.length > 0 ? translated(first) : null;
  return start && [start, ...others.map((line) => translated(line) ?? line)].join("\n");
}

/** `UserName: expected str, got int.`: what follows the name of a parameter. */
function behindPlace(text: string): string | null {
  const found = /^([^\s:]+): (.+)$/s.exec(text);
  const rest = found && translated(found[2] ?? "");
  return rest && `${found[1]}：${rest}`;
}
