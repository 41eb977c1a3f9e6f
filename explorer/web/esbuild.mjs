// Builds the page: node esbuild.mjs [folder]. The same sources give the same bytes.
import { build } from "esbuild";
import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import path from "node:path";
import { licences } from "./licences.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const page = path.resolve(process.argv[2] ?? path.join(here, "../alicloud/explorer/page"));

const common = {
  absWorkingDir: here,
  bundle: true,
  charset: "utf8",
  legalComments: "none", // They stand in LICENSES.
  metafile: true,
  minify: true,
  outdir: page,
  target: ["chrome111", "firefox115", "safari16.4"],
};

await mkdir(page, { recursive: true });
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
for (const name of ["index.html", "icon.svg"])
  await copyFile(path.join(here, "src", name), path.join(page, name));
const inputs = results.flatMap((result) => Object.keys(result.metafile.inputs));
await writeFile(path.join(page, "LICENSES"), await licences(here, inputs));
