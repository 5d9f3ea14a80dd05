// Builds styles, scripts and fonts into web/static/build; run by `npm run build`, needs nothing but the locked packages.
import { copyFile, mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import * as sass from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "../../../..");
const modules = join(root, "node_modules");
const out = join(here, "../static/build");

await rm(out, { recursive: true, force: true });
await mkdir(join(out, "fonts"), { recursive: true });

for (const sheet of ["portal", "staff", "print"]) {
  const { css } = sass.compile(join(here, "scss", `${sheet}.scss`), { loadPaths: [modules], quietDeps: true });
  const small = await esbuild.transform(css, { loader: "css", minify: true, target: ["chrome100", "firefox100", "safari15"] });
  await writeFile(join(out, `${sheet}.css`), small.code);
}

await esbuild.build({
  entryPoints: ["portal", "staff"].map((name) => join(here, "js", `${name}.js`)),
  bundle: true,
  minify: true,
  format: "iife",
  target: ["chrome100", "firefox100", "safari15"],
  legalComments: "inline",
  nodePaths: [modules],
  outdir: out,
});

for (const subset of ["latin", "vietnamese"]) {
  for (const weight of [400, 600, 700]) {
    const file = `be-vietnam-pro-${subset}-${weight}-normal.woff2`;
    await copyFile(join(modules, "@fontsource/be-vietnam-pro/files", file), join(out, "fonts", `${subset}-${weight}.woff2`));
  }
}
await copyFile(join(modules, "@fontsource/be-vietnam-pro/LICENSE"), join(out, "fonts/LICENSE.txt"));
