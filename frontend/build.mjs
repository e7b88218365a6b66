// Bundles what the browser loads into khuyencong/ui/static/ui/build, with gzip copies beside.
import { rm, readdir, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
const out = join(root, "khuyencong/ui/static/ui/build");

await rm(out, { recursive: true, force: true });
await build({
  absWorkingDir: root,
  entryPoints: ["frontend/main.ts", "frontend/main.css"],
  outdir: out,
  bundle: true,
  splitting: true,
  format: "esm",
  target: "es2022",
  minify: true,
  legalComments: "none",
  loader: { ".woff2": "file" },
  chunkNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
});

const compressible = (await readdir(out)).filter((name) => /\.(js|css)$/.test(name));
for (const name of compressible) {
  await writeFile(join(out, `${name}.gz`), gzipSync(await readFile(join(out, name)), { level: 9 }));
}
