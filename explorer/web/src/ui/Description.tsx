import { useState } from "preact/hooks";
import type { Service } from "../model/catalogue";
import { t } from "../state/language";
import { Said } from "./Prose";

/** How many characters stand above a form before the rest is folded. */
const LONGEST = 400;

/** What the catalogue says of something; a long text begins folded, so that the form is seen. */
export function Description({ service, text }: { service: Service; text: string }) {
  const [whole, setWhole] = useState(text.length <= LONGEST);
  if (whole) return <Said service={service} text={text} />;
  return (
    <>
      <span class="beginning">
        <Said service={service} text={text} />
      </span>
      <button type="button" class="quiet" onClick={() => setWhole(true)}>
        {t("description.all")}
      </button>
    </>
  );
}
