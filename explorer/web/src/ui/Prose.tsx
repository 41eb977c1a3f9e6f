/** Sentences of the catalogue, and of the server: ``code`` in them is set as code. */

import type { Service } from "../model/catalogue";
import { language, said } from "../state/language";

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
  const shown = said(service, text);
  const foreign = language.value !== "en" && shown === text;
  return (
    <span {...(foreign ? { lang: "en" } : {})}>
      <Prose text={shown} />
    </span>
  );
}

/** A text that the server has in English only. */
export function English({ text }: { text: string }) {
  return (
    <span lang="en">
      <Prose text={text} />
    </span>
  );
}
