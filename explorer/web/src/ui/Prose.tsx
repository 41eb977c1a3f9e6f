/** Sentences of the catalogue, and of the server: ``code`` in them is set as code. */

import type { Service } from "../model/catalogue";
import { language, said } from "../state/language";
import { translated, translatedExactly } from "../state/sentences";

export function Prose({ text }: { text: string }) {
  return (
    <>
      {text
        .split(/``([^`]+)``/)
        .map((part, at) => (at % 2 === 1 ? <code key={at}>{part}</code> : part))}
    </>
  );
}

/** A text of the catalogue in the language of the page; an English one is marked as English. */
export function Said({ service, text }: { service: Service; text: string }) {
  const found = said(service, text);
  const shown = found === text ? (translatedExactly(text) ?? text) : found;
  const foreign = language.value !== "en" && shown === text;
  return (
    <span {...(foreign ? { lang: "en" } : {})}>
      <Prose text={shown} />
    </span>
  );
}

/** A sentence of the server; one that has no translation is marked as English. */
export function Sentence({ text }: { text: string }) {
  const shown = translated(text);
  return (
    <span {...(shown === null ? { lang: "en" } : {})}>
      <Prose text={shown ?? text} />
    </span>
  );
}
