/** What the tests of pages share: results made by the program, a browser, and questions to ask of a page. */
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";

const { chromium } = createRequire(path.join(process.env.COGOV_BROWSER_MODULES, "any.js"))("playwright-core");

export const folder = mkdtempSync(path.join(tmpdir(), "cogov-browser-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

/** Runs the program in the folder. */
export function cogov(...words) {
  return execFileSync(process.env.COGOV, words, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

export const hostile = '<script>alert(1)</script> "x" 名';

const head = (days, replicates, worlds) => `title = "A <b>title</b> & 标题"
[run]
days = ${days}
warmup_days = 0
replicates = ${replicates}
worlds = ${worlds}
seed = 7
[community]
households = 200
[compare]
primary_measure = "burden_days_mean"
smallest_difference = 0.25
[[policy]]
name = "today"
`;

const policy = (name, workers) => `[[policy]]
name = '${name}'
[policy.grid_workers]
extra_full_time = ${workers}
lead_days = 0
`;

/** Serves a scenario for as long as the test runs. @returns the page's address, and how to end it */
export async function serve(name, text) {
  writeFileSync(path.join(folder, `${name}.toml`), text);
  const program = spawn(process.env.COGOV, ["serve", `${name}.toml`, "--no-open", "--json"], { cwd: folder, stdio: ["ignore", "pipe", "inherit"] });
  process.on("exit", () => program.kill("SIGKILL"));
  let said = "";
  for await (const piece of program.stdout) {
    said += piece;
    if (said.includes("\n")) break;
  }
  const ended = new Promise((resolve) => program.on("exit", resolve));
  return { address: JSON.parse(said).address, end: () => (program.kill("SIGTERM"), ended) };
}

/** Writes a scenario, runs it and makes its report. @returns the page's address */
export function report(name, days, replicates, worlds, policies, ...words) {
  writeFileSync(path.join(folder, `${name}.toml`), head(days, replicates, worlds) + policies.join(""));
  cogov("run", `${name}.toml`, "-o", `${name}.h5`);
  cogov("report", `${name}.h5`, "-o", `${name}.html`, ...words);
  return "file://" + path.join(folder, `${name}.html`);
}

export const three = [policy(hostile, 2), `[[policy]]
name = "couriers"
[policy.roaming_couriers]
enrolled_share = 0.5
lead_days = 0
`];
export const manyPolicies = Array.from({ length: 199 }, (_, at) => policy(`variant ${at + 1}`, 1 + (at % 4)));

/** Milliseconds; a busy machine is slow, and that is no failure. */
const patience = 240_000;
let browser;
/** @param own  where requests may go besides the address itself */
export async function open(address, { width = 1280, height = 900, own = undefined } = {}) {
  browser ??= await chromium.launch({ timeout: patience, executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--headless", "--no-sandbox",
    "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"] });
  const page = await browser.newPage({ viewport: { width, height }, acceptDownloads: true });
  page.setDefaultTimeout(patience);
  page.complaints = [];
  page.on("console", (message) => message.type() !== "log" && page.complaints.push(message.text()));
  page.on("pageerror", (error) => page.complaints.push(String(error)));
  page.on("request", (request) => {
    const allowed = own !== undefined && request.url().startsWith(own);
    if (request.url() !== address && !allowed && !/^(data|blob):/.test(request.url())) page.complaints.push("asks for " + request.url());
  });
  page.on("dialog", (dialog) => { page.complaints.push("dialog " + dialog.message()); dialog.dismiss(); });
  await page.goto(address);
  await page.waitForSelector("body[data-ready]");
  return page;
}

export async function closeBrowser() {
  await browser?.close();
}

/** Pairs of texts in one picture that lie on each other. */
export function overlaps(page) {
  return page.evaluate(() => {
    const found = [];
    for (const svg of document.querySelectorAll(".chart svg")) {
      const box = svg.getBoundingClientRect();
      const texts = [...svg.querySelectorAll("text")].filter((text) => text.textContent.trim() !== "")
        .map((text) => ({ text: text.textContent, box: text.getBoundingClientRect() }));
      texts.forEach((a, i) => {
        if (a.box.left < box.left - 2 || a.box.right > box.right + 2) found.push(`${a.text} leaves its picture`);
        for (const b of texts.slice(i + 1)) {
          const wide = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
          const high = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
          if (wide > 2 && high > 3) found.push(`${a.text} lies on ${b.text}`);
        }
      });
    }
    return found;
  });
}

/** Elements that are wider than the page, other than what scrolls by itself. */
export function widerThanPage(page) {
  return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
}

/** What a reader sees, without names that somebody wrote and what is meant to be typed. */
export function readableText(page) {
  return page.evaluate(() => {
    const copy = document.body.cloneNode(true);
    for (const own of copy.querySelectorAll("code, pre, .named, h1, dd, script, option, #language, .house")) own.remove();
    const walker = document.createTreeWalker(copy, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) texts.push(walker.currentNode.textContent);
    return texts.join("\n");
  });
}
