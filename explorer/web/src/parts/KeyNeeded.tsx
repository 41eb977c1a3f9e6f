import { useState } from "preact/hooks";
import { t } from "../state/language";
import { takeToken } from "../state/session";
import { connect } from "../state/store";

/** A tab that does not know the token: the terminal shows the address that has it. */
export function KeyNeeded() {
  const [wrong, setWrong] = useState(false);
  return (
    <main class="alone">
      <h1>{t("token.title")}</h1>
      <p>{t("token.why")}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const given = new FormData(event.currentTarget).get("address");
          if (takeToken(String(given))) void connect();
          else setWrong(true);
        }}
      >
        <label for="address">{t("token.address")}</label>
        <input
          id="address"
          name="address"
          type="password"
          autocomplete="off"
          aria-describedby="address-problem"
          aria-invalid={wrong}
        />
        <p id="address-problem" class="warning" role="alert">
          {wrong ? t("token.wrong") : ""}
        </p>
        <button class="primary">{t("token.use")}</button>
      </form>
    </main>
  );
}
