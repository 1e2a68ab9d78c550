/** The live page in a real browser, served by the program itself. */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";

import { closeBrowser, cogov, folder, hostile, open, overlaps, readableText, serve, widerThanPage } from "./page.mjs";

const scenario = `title = "A <b>place</b> & 标题"
[run]
days = 21
warmup_days = 7
replicates = 8
worlds = 12
seed = 7
[community]
households = 150
[patrol]
rounds_per_day = 1
[compare]
primary_measure = "burden_days_mean"
smallest_difference = 0.25
[[policy]]
name = "today"
[[policy]]
name = '${hostile}'
[policy.grid_workers]
extra_full_time = 1
acts_on_finds = 0.6
lead_days = 0
[[policy]]
name = "couriers"
[policy.roaming_couriers]
enrolled_share = 0.5
lead_days = 0
`;

const id = (name) => `[data-testid="${name}"]`;
const enrolled = id("slider-B-roaming_couriers.enrolled_share");
const extra = id("slider-A-grid_workers.extra_full_time");
const acting = id("slider-A-grid_workers.acts_on_finds");
let server;
before(async () => { server = await serve("live", scenario); });
after(async () => {
  await closeBrowser();
  await server.end();
});

/** The page, once it shows what was asked for at first. */
async function opened(part = "", options = {}) {
  const page = await open(server.address + part, { own: server.address, ...options });
  await settled(page);
  return page;
}

/** Once the newest request is answered and drawn. */
const settled = (page) => page.waitForFunction(() => {
  const { asked, done } = document.body.dataset;
  return asked !== undefined && asked === done;
});

/** Does something that leads to a request, and waits until that one is answered and drawn. */
async function afterAsking(page, does) {
  const before = Number(await page.getAttribute("body", "data-asked"));
  await does();
  await page.waitForFunction((number) => {
    const { asked, done } = document.body.dataset;
    return Number(asked) > number && asked === done;
  }, before);
}

const press = (page, slider, ...keys) => afterAsking(page, async () => {
  await page.focus(slider);
  for (const key of keys) await page.keyboard.press(key);
});
const digest = (page) => page.textContent(`${id("digest")} code`);
/** The line of policy A. */
const lineOf = (page) => page.$eval(`${id("curve-open_requests")} path[stroke="#0069a8"]`, (line) => line.getAttribute("d"));

async function saved(page, button) {
  const [file] = await Promise.all([page.waitForEvent("download"), page.click(id(button))]);
  return readFileSync(await file.path(), "utf8");
}

test("a slider that is moved leads to other curves, and says how sure they are", async () => {
  const page = await opened();
  assert.equal(await page.textContent("h1"), "A <b>place</b> & 标题");
  for (const part of ["verdicts", "first-screen", "curves", "forest", "plane", "groups", "ledgers", "compared", "watch"]) {
    assert.ok(await page.isVisible(id(part)), part);
  }
  assert.match(await page.textContent(id("status")), /checked in 12 plausible worlds/);
  const [before, number] = [await lineOf(page), await digest(page)];
  await press(page, acting, "Home", "ArrowRight", "ArrowRight");
  assert.match(await page.getAttribute(acting, "aria-valuetext"), /^[1-9]\d?\s%$/);
  assert.notEqual(await lineOf(page), before);
  assert.notEqual(await digest(page), number);
  assert.equal(await page.getAttribute("body", "data-stage"), "3");
  assert.deepEqual(page.complaints, []);
  await page.close();
});

test("the last of many requests wins", async () => {
  const page = await opened();
  await press(page, extra, "End");
  const wanted = await digest(page);
  await press(page, extra, "Home");
  assert.notEqual(await digest(page), wanted);
  await afterAsking(page, async () => {
    await page.focus(extra);
    const asked = () => page.getAttribute("body", "data-asked");
    for (let i = 0; i < 3; ++i) {
      const last = await asked();
      await page.keyboard.press("ArrowRight");
      await page.waitForFunction((number) => document.body.dataset.asked !== number, last);
    }
    await page.keyboard.press("End");
  });
  assert.equal(await digest(page), wanted);
  assert.deepEqual(page.complaints, []);
  await page.close();
});

test("what is changed is marked, and reset by a click or all at once", async () => {
  const page = await opened();
  const first = await digest(page);
  await page.click(id("side-B"));
  assert.equal(await page.isVisible(id("reset-B-roaming_couriers.enrolled_share")), false);
  await press(page, enrolled, "End");
  assert.match(await page.textContent(id("card-B-roaming_couriers")), /instead of 50\s%, as “couriers” has it/);
  await afterAsking(page, () => page.click(id("reset-B-roaming_couriers.enrolled_share")));
  assert.equal(await page.inputValue(enrolled), "0.5");
  assert.equal(await digest(page), first);
  await press(page, enrolled, "Home");
  await afterAsking(page, () => page.click(`${id("slider-B-roaming_couriers.enabled")}`));
  await afterAsking(page, () => page.click(id("reset-B")));
  assert.equal(await page.isChecked(id("slider-B-roaming_couriers.enabled")), true);
  assert.equal(await digest(page), first);
  assert.deepEqual(page.complaints, []);
  await page.close();
});

test("an address brings back what was compared, and so does the way back", async () => {
  const page = await opened();
  await press(page, extra, "End");
  await afterAsking(page, () => page.click(id("swap")));
  const [address, number] = [page.url(), await digest(page)];
  assert.match(address, /#A=2&B=1&B\.grid_workers\.extra_full_time=\d+&lang=en$/);
  await page.click(id("language"));
  const other = await opened("#" + page.url().split("#")[1]);
  assert.equal(await other.getAttribute("html", "lang"), "zh-CN");
  assert.equal(await digest(other), number);
  await other.close();
  await afterAsking(page, () => page.goBack());
  assert.match(page.url(), /#A=1&A\.grid_workers/);
  await afterAsking(page, () => page.goForward());
  assert.equal(await digest(page), number);
  await page.evaluate(() => { location.hash = "#A=1&A.grid_workers.extra_full_time=<b>&B=99&A.nonsense=1&all.x"; });
  await settled(page);
  assert.deepEqual(page.complaints, []);
  await page.close();
});

test("a mechanism is found and added by keyboard alone", async () => {
  const page = await opened();
  await page.focus(id("add-mechanism-A"));
  await page.keyboard.press("Enter");
  await page.keyboard.type("canteen");
  assert.equal((await page.$$(".mechanisms li")).length, 1);
  await afterAsking(page, async () => {
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
  });
  assert.match(await page.evaluate(() => document.activeElement.dataset.testid), /^slider-A-canteen_and_health\./);
  assert.match(page.url(), /A\.canteen_and_health\.enabled=true/);
  await page.focus(id("search"));
  await page.keyboard.type("households of a community");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.dataset.testid), "slider-all-community.households");
  const nameless = await page.$$eval("button, select, input, [role=img]", (all) => all.filter((one) =>
    !(one.textContent.trim() || one.getAttribute("aria-label") || one.labels?.length)).map((one) => one.outerHTML.slice(0, 80)));
  assert.deepEqual(nameless, []);
  assert.deepEqual(page.complaints, []);
  await page.close();
});

test("what can't be computed is told at the setting, and what stood there before stays", async () => {
  const page = await opened();
  const number = await digest(page);
  await page.click(id("about-A-grid_workers.extra_full_time"));
  await afterAsking(page, async () => {
    await page.fill(id("exact-A-grid_workers.extra_full_time"), "-3");
    await page.keyboard.press("Tab");
  });
  assert.match(await page.textContent(`${id("card-A-grid_workers")} .problem:not([hidden])`), /extra_full_time/);
  assert.match(await page.textContent(id("status")), /can't be computed/);
  assert.equal(await digest(page), number);
  await page.click(id("language"));
  assert.match(await page.textContent(`${id("card-A-grid_workers")} .problem:not([hidden])`), /^程序说明（英文）：.*extra_full_time/);
  assert.ok(await page.isVisible(`${id("card-A-grid_workers")} .problem [lang=en]`));
  await page.click(id("language"));
  assert.match(await page.textContent(`${id("card-A-grid_workers")} .problem:not([hidden])`), /^[^程]*extra_full_time/);
  await afterAsking(page, () => page.click(id("reset-A-grid_workers.extra_full_time")));
  assert.equal(await page.$(".problem:not([hidden])"), null);
  await page.close();
});

test("says everything in both languages, and no raw names", async () => {
  const page = await opened();
  const start = JSON.parse(/id="data">([^<]*)</.exec(await (await fetch(server.address)).text())[1]);
  const names = start.sections.flatMap((section) => [section.key, ...section.params.map((param) => param.key)])
    .filter((name) => name.includes("_"));
  assert.ok(names.length > 500);
  const everything = async () => {
    await page.$$eval("details:not([open]) > summary", (all) => all.forEach((one) => one.click()));
    return readableText(page);
  };
  await page.click(id("side-all"));
  const english = await everything();
  assert.ok(english.includes("Place and people"));
  assert.deepEqual(english.replaceAll(hostile, "").match(/[\u4e00-\u9fff]{2,}/g), null);
  await page.click(id("language"));
  await settled(page);
  const chinese = await everything();
  assert.ok(chinese.includes("地方与居民"));
  const own = chinese.replaceAll(hostile, "").replace(/\([a-z_]+\.[a-z_.]+\)|（[a-z_]+\.[a-z_.]+）/g, "");
  const latin = own.match(/[A-Za-z]{4,}/g)?.filter((word) => !["Holm", "Bass", "cogov", "today", "couriers"].includes(word)) ?? [];
  // Names of models of influence stay as they are.
  assert.deepEqual([...new Set(latin)], []);
  for (const text of [english, own]) {
    assert.deepEqual(text.match(/undefined|NaN|\[object/g), null);
    assert.deepEqual(names.filter((name) => text.includes(name)), []);
  }
  assert.deepEqual(page.complaints, []);
  await page.close();
});

test("the scenario that is saved gives the numbers that are shown, bit for bit", async () => {
  const page = await opened();
  await press(page, extra, "ArrowRight");
  const number = await digest(page);
  writeFileSync(path.join(folder, "saved.toml"), await saved(page, "save-scenario"));
  cogov("run", "saved.toml", "-o", "saved.h5");
  assert.equal(JSON.parse(/id="data">([^<]*)</.exec(reportOf("saved"))[1]).provenance.digest, number);
  const report = await saved(page, "save-report");
  assert.equal(JSON.parse(/id="data">([^<]*)</.exec(report)[1]).provenance.digest, number);
  assert.ok((await saved(page, "save-differences")).startsWith("\ufeffpolicy,measure,"));
  assert.deepEqual(page.complaints, []);
  await page.close();
});

function reportOf(name) {
  cogov("report", `${name}.h5`, "-o", `${name}.html`);
  return readFileSync(path.join(folder, `${name}.html`), "utf8");
}

test("who leaves frees the program", { timeout: 300_000 }, async () => {
  // Far more than is computed while a test waits.
  const long = await serve("long", scenario.replace("households = 150", "households = 20000").replace("days = 21", "days = 365"));
  const status = async () => (await fetch(long.address + "status")).json();
  const page = await open(long.address, { own: long.address });
  const pause = () => new Promise((resolve) => setTimeout(resolve, 50));
  while ((await status()).streams !== 1) await pause();
  await page.close();
  for (let now = await status(); now.streams > 0 || now.jobs > 0; now = await status()) await pause();
  await long.end();
});

test("without the program it says so, and goes on when asked again", async () => {
  const page = await opened();
  await page.route("**/run", (route) => route.abort());
  await page.focus(extra);
  await page.keyboard.press("End");
  await page.waitForSelector(id("retry"));
  assert.match(await page.textContent(id("status")), /connection to the program is lost/);
  await page.unroute("**/run");
  await afterAsking(page, () => page.click(id("retry")));
  assert.match(await page.textContent(id("status")), /checked in/);
  await page.close();
});

test("a program that is busy is asked again, one that fails isn't blamed on the settings", async () => {
  const page = await opened();
  let busy = 2;
  await page.route("**/run", (route) => (--busy >= 0 ? route.fulfill({ status: 503, body: "{}" }) : route.continue()));
  await press(page, extra, "End");
  assert.ok(busy < 0);
  assert.match(await page.textContent(id("status")), /checked in/);
  await page.unroute("**/run");
  await page.route("**/run", (route) => route.fulfill({ status: 500, body: "{}" }));
  await page.focus(extra);
  await page.keyboard.press("Home");
  await page.waitForSelector(id("retry"));
  assert.match(await page.textContent(id("status")), /connection to the program is lost/);
  await page.close();
});

test("what was said is said in the other language, too", async () => {
  const page = await opened();
  await page.click(id("share"));
  await page.waitForFunction((status) => /while this program runs on this computer/.test(document.querySelector(status).textContent), id("tools-status"));
  await page.click(id("language"));
  assert.match(await page.textContent(id("tools-status")), /本程序在本机运行期间/);
  await page.close();
});

test("a day can be watched under each policy", async () => {
  const page = await opened();
  await page.selectOption(id("day-policy"), "2");
  await page.fill(id("day-number"), "9");
  await page.click(id("play-day"));
  await page.waitForSelector(`${id("day")} ${id("day-play")}`);
  assert.ok((await page.$$(`${id("day")} circle, ${id("day")} path`)).length > 10);
  assert.match(await page.textContent(id("day-figures")), /\d/);
  assert.deepEqual(page.complaints, []);
  await page.close();
});

for (const width of [1440, 390]) {
  test(`nothing overlaps at a width of ${width}`, async () => {
    const page = await opened("", { width });
    for (const language of ["en", "zh"]) {
      await page.waitForFunction((wanted) => document.documentElement.lang.startsWith(wanted), language);
      assert.deepEqual(await overlaps(page), [], language);
      assert.ok(await widerThanPage(page) <= 0, `${language}: wider than the page`);
      await page.click(id("language"));
      await settled(page);
    }
    await page.close();
  });
}

test("prints what is compared, without what it is changed with", async () => {
  const page = await opened();
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.isVisible(id("settings")), false);
  assert.match(await page.textContent(id("compared")), /Extra full time/);
  assert.ok(await page.isVisible(id("compared")));
  await page.close();
});
