// Builds css, js and font into dist, each with its gzip and brotli form and a content hash in assets.txt (name, hash).
// Run by the project file when a source is newer than the result.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import * as esbuild from "esbuild";
import * as sass from "sass";
import subsetFont from "subset-font";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "..");
const out = join(root, "dist");
const modules = join(root, "node_modules");

const tokens = JSON.parse(readFileSync(join(here, "tokens.json"), "utf8"));
const declarations = (theme) => Object.entries(theme).map(([name, value]) => `--${name}:${value};`).join("");

// The latin letters, digits and signs that Indonesian and English need. Weights 400 to 700; all layout features, tabular figures among
// them.
async function font() {
  const source = join(modules, "@fontsource-variable/plus-jakarta-sans/files/plus-jakarta-sans-latin-wght-normal.woff2");
  const ascii = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)).join("");
  const signs = "\u00a0©§«»°±²³·½×÷éèàâçñóöüÉ–—‘’“”•…′″−→←≤≥";
  return subsetFont(readFileSync(source), ascii + signs, { targetFormat: "woff2", variationAxes: { wght: { min: 400, max: 700 } } });
}

function css(fontHash) {
  const theme = `
    @font-face{font-family:"Plus Jakarta Sans";font-weight:400 700;font-display:swap;src:url("kota-${fontHash}.woff2") format("woff2")}
    :root{color-scheme:light;${declarations(tokens.light)}}
    @media (prefers-color-scheme:dark){:root:not([data-theme=terang]){color-scheme:dark;${declarations(tokens.dark)}}}
    :root[data-theme=gelap]{color-scheme:dark;${declarations(tokens.dark)}}
    @media print{:root:root:root{color-scheme:light;${declarations(tokens.light)}}}`;
  const rules = sass.compile(join(here, "css", "kota.scss"), { loadPaths: [modules], quietDeps: true }).css;
  return esbuild.transformSync(theme + rules.replace(/^\uFEFF|@charset[^;]*;/g, ""),
      { loader: "css", minify: true, target: "es2022", legalComments: "none" }).code;
}

function script(entry) {
  const built = esbuild.buildSync({ entryPoints: [join(here, "js", entry)], bundle: true, minify: true, format: "esm", target: "es2022",
      write: false });
  return built.outputFiles[0].text;
}

const index = [];
function emit(name, extension, content) {
  const bytes = Buffer.from(content);
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 12);
  const file = join(out, `${name}.${extension}`);
  writeFileSync(file, bytes);
  if (extension !== "woff2") {
    writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
    writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
  }
  index.push(`${name}.${extension} ${hash}`);
  return hash;
}

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const fontHash = emit("kota", "woff2", await font());
emit("kota", "css", css(fontHash));
emit("kota", "js", script("kota.js"));
emit("kunci", "js", script("kunci.js"));
emit("ruang", "js", script("ruang.js"));
emit("lapangan", "js", script("lapangan.js"));
emit("kerja", "js", script("kerja.js"));
emit("kota", "svg", readFileSync(join(here, "kota.svg")));
writeFileSync(join(out, "assets.txt"), `${index.join("\n")}\n`);
