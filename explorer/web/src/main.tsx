/** The page starts here. */

import { render } from "preact";
import { listenToKeys } from "./keys";
import { App } from "./parts/App";
import { follow, load } from "./state/store";

addEventListener("hashchange", follow);
listenToKeys();
render(<App />, document.getElementById("app") as HTMLElement);
void load();
