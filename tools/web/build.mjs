/**
 * Bundles src/ENTRY.ts and src/ENTRY.css into one HTML file: node build.mjs NODE_MODULES OUTPUT ENTRY.
 *
 * The placeholder for the data stays in; the program fills it. Only the script with this hash may run in the page.
 */
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";

const [modules, output, entry] = process.argv.slice(2);
const source = path.join(path.dirname(fileURLToPath(import.meta.url)), "src");
const esbuild = createRequire(path.join(path.resolve(modules), "any.js"))("esbuild");

const options = { bundle: true, minify: true, write: false, target: "es2020", nodePaths: [path.resolve(modules)],
  legalComments: "none", logLevel: "warning" };
const text = async (file, more) =>
  (await esbuild.build({ ...options, entryPoints: [path.join(source, file)], ...more })).outputFiles[0].text.trim();

const script = (await text(`${entry}.ts`, { format: "iife", define: { "process.env.NODE_ENV": '"production"' } }))
  .replaceAll("</script", "<\\/script").replaceAll("<!--", "<\\!--");
const style = await text(`${entry}.css`, { loader: { ".css": "css" } });
const hash = "sha256-" + createHash("sha256").update(script).digest("base64");
// Only the live page talks, and only to the program that serves it.
const connect = entry === "live" ? "connect-src 'self'; " : "";
const parts = { SCRIPT_HASH: hash, STYLE: style, SCRIPT: script, CONNECT: connect };
const page = readFileSync(path.join(source, "page.html"), "utf8")
  .replace(/SCRIPT_HASH|STYLE|SCRIPT|CONNECT/g, (name) => parts[name]);
writeFileSync(output, page);
