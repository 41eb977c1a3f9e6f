// Builds the page. `node esbuild.mjs` writes it, `node esbuild.mjs --check` compares it with what is
// there. The same sources give the same bytes.
import { build } from "esbuild";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import path from "node:path";
import { licences } from "./licences.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const page = path.join(here, "../alicloud/explorer/page");

const common = {
  absWorkingDir: here,
  bundle: true,
  charset: "utf8",
  legalComments: "none", // They stand in LICENSES.
  metafile: true,
  minify: true,
  outdir: page,
  target: ["chrome123", "firefox121", "safari17.5"],
  write: false,
};

/** The files of the page, by name. */
async function made() {
  const results = await Promise.all([
    build({
      ...common,
      entryPoints: { app: "src/main.tsx" },
      format: "esm",
      external: ["./editor.js"], // Loaded with the first JSON field.
      jsx: "automatic",
      jsxImportSource: "preact",
    }),
    build({ ...common, entryPoints: { editor: "src/editor.ts" }, format: "esm" }),
    build({ ...common, entryPoints: { app: "src/styles/app.css" } }),
  ]);
  const files = new Map();
  for (const file of results.flatMap((result) => result.outputFiles))
    files.set(path.basename(file.path), Buffer.from(file.contents));
  for (const name of ["index.html", "icon.svg"])
    files.set(name, await readFile(path.join(here, "src", name)));
  // Read by the page where its language needs them.
  const sentences = JSON.parse(
    await readFile(path.join(here, "src/texts/sentences.zh.json"), "utf8"),
  );
  files.set("sentences.zh.json", Buffer.from(JSON.stringify(sentences)));
  const inputs = results.flatMap((result) => Object.keys(result.metafile.inputs));
  files.set("LICENSES", Buffer.from(await licences(here, inputs)));
  return files;
}

const files = await made();
if (process.argv.includes("--check")) {
  for (const [name, wanted] of files) {
    const found = await readFile(path.join(page, name)).catch(() => Buffer.alloc(0));
    if (found.equals(wanted)) continue;
    console.error(`explorer/alicloud/explorer/page/${name} is stale: run \`make page\``);
    process.exitCode = 1;
  }
} else {
  await mkdir(page, { recursive: true });
  for (const [name, content] of files) await writeFile(path.join(page, name), content);
}
