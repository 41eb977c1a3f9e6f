// The licences of the packages that end up in the page.
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

/** The text of LICENSES: each package with a file among `inputs`, with its version and licence. */
export async function licences(root, inputs) {
  const packages = new Set(
    inputs.flatMap((input) => input.match(/^node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1] ?? []),
  );
  const parts = await Promise.all(
    [...packages].sort().map(async (name) => {
      const folder = path.join(root, "node_modules", name);
      const { version, license } = JSON.parse(
        await readFile(path.join(folder, "package.json"), "utf8"),
      );
      const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
      if (!file) throw new Error(`${name} has no licence file`);
      const text = await readFile(path.join(folder, file), "utf8");
      return `${name} ${version} (${license})\n\n${text.trim()}\n`;
    }),
  );
  return `app.js and editor.js contain these packages.\n\n${parts.join(`\n${"-".repeat(80)}\n\n`)}`;
}
