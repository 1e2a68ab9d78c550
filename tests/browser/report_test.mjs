/** The report in a real browser, from disk: nothing is asked of a network, everything can be reached and read. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";

import { closeBrowser, hostile, manyPolicies, open, overlaps, readableText, report, three, widerThanPage } from "./page.mjs";

let usual, single, many;
before(() => {
  usual = report("usual", 60, 6, 24, three);
  single = report("single", 30, 3, 0, [], "--lang", "zh");
  many = report("many", 7, 2, 0, manyPolicies);
});
after(closeBrowser);

const id = (name) => `[data-testid="${name}"]`;
/** What the file calls measures, which no reader is to see. */
function rawNames(address) {
  const data = JSON.parse(/id="data">([^<]*)</.exec(readFileSync(new URL(address), "utf8"))[1]);
  return [...data.rows, ...data.breakdowns].map((row) => row.name).filter((name) => name.includes("_"));
}
const shownPolicies = (page) => page.$$eval(".verdict", (cards) => cards.length);

test("opens from disk without a network, an error or a foreign script", async () => {
  const page = await open(usual);
  assert.equal(await page.textContent("h1"), "A <b>title</b> & 标题");
  assert.equal(await page.textContent(`${id("verdict-1")} h3`), hostile);
  assert.ok((await page.$$("svg")).length > 20);
  for (const part of ["verdicts", "first-screen", "curves", "forest", "plane", "groups", "map", "ledgers", "ran"]) {
    assert.ok(await page.isVisible(id(part)), part);
  }
  assert.ok((await page.$$(`${id("map-1")} .building`)).length > 2);
  assert.deepEqual(page.complaints, []);
  await page.close();
});

test("says everything in both languages, and no raw names", async () => {
  const page = await open(usual);
  const english = await readableText(page);
  assert.ok(english.includes("Problems never dealt with"));
  assert.deepEqual(english.match(/[\u4e00-\u9fff]{2,}/g), null);
  await page.click(id("language"));
  assert.equal(await page.getAttribute("html", "lang"), "zh-CN");
  const chinese = await readableText(page);
  assert.ok(chinese.includes("始终没人管的问题占比"));
  const ours = chinese.replaceAll(hostile, "");
  const latin = ours.match(/[A-Za-z]{4,}/g)?.filter((word) => !["Holm", "cogov", "today", "couriers"].includes(word)) ?? [];
  assert.deepEqual(latin, []);
  const names = rawNames(usual);
  assert.ok(names.length > 50);
  for (const text of [english, ours]) {
    assert.deepEqual(text.match(/undefined|NaN|\[object|null/g), null);
    assert.deepEqual(names.filter((name) => text.includes(name)), []);
    assert.deepEqual(text.match(/\b[a-z]+_[a-z_.]+\b/g), null);
  }
  assert.deepEqual(page.complaints, []);
  await page.close();
});

test("a policy can be hidden everywhere, and by keyboard", async () => {
  const page = await open(usual);
  const lines = () => page.$$eval(`${id("curve-open_requests")} path[stroke="#0069a8"]`, (all) => all.length);
  assert.equal(await shownPolicies(page), 2);
  assert.ok(await lines() > 0);
  await page.focus(id("policy-1"));
  await page.keyboard.press("Enter");
  assert.equal(await page.getAttribute(id("policy-1"), "aria-pressed"), "false");
  assert.equal(await page.evaluate(() => document.activeElement.id), "policy-1");
  assert.equal(await shownPolicies(page), 1);
  assert.equal(await lines(), 0);
  assert.equal(await page.$(id("map-1")), null);
  await page.keyboard.press("Space");
  assert.equal(await shownPolicies(page), 2);
  await page.close();
});

test("can be read with the keyboard alone", async () => {
  const page = await open(usual);
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
  await page.focus(id("curve-open_requests"));
  await page.keyboard.press("End");
  const reading = await page.textContent(`${id("curve-open_requests")} .reading`);
  assert.match(reading, /Day 59/);
  assert.match(reading, /couriers/);
  assert.ok(await page.$eval(`${id("curve-reported")} + .pointer`, (pointer) => !pointer.hidden));
  await page.selectOption(id("forest-policy"), "2");
  assert.match(await page.textContent(`${id("forest")} .lead`), /couriers/);
  await page.click(id("curves-differences"));
  assert.match(await page.textContent(`${id("curves")} .note`), /95 % intervals/);
  const nameless = await page.$$eval("button, select, input, svg[role=img], div[role=img]", (all) => all.filter((one) =>
    !(one.textContent.trim() || one.getAttribute("aria-label") || one.labels?.length)).map((one) => one.outerHTML.slice(0, 80)));
  assert.deepEqual(nameless, []);
  assert.deepEqual(page.complaints, []);
  await page.close();
});

for (const width of [1440, 390]) {
  test(`nothing overlaps at a width of ${width}`, async () => {
    const page = await open(usual, { width });
    for (const language of ["en", "zh"]) {
      assert.deepEqual(await overlaps(page), [], language);
      assert.ok(await widerThanPage(page) <= 0, `${language}: wider than the page`);
      await page.click(id("language"));
    }
    await page.close();
  });
}

test("prints on a few pages of A4", async () => {
  const page = await open(usual);
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
  const pages = pdf.match(/\/Type\s*\/Page\b/g).length;
  assert.ok(pages >= 4 && pages <= 14, `${pages} pages`);
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.isVisible(id("language")), false);
  await page.close();
});

test("saves tables for a spreadsheet and the scenario", async () => {
  const page = await open(usual);
  const saved = async (button) => {
    const [file] = await Promise.all([page.waitForEvent("download"), page.click(id(button))]);
    return readFileSync(await file.path(), "utf8");
  };
  const differences = await saved("differences");
  assert.ok(differences.startsWith("\ufeffpolicy,measure,"));
  assert.ok(differences.includes('"<script>alert(1)</script> ""x"" 名"'));
  assert.ok((await saved("curves-data")).includes("\r\n"));
  assert.match(await saved("save-scenario"), /\[\[policy\]\]/);
  await page.click(`${id("table-1")} summary`);
  await page.waitForSelector(`${id("table-1")} tbody tr`);  // filled once it is unfolded
  assert.ok((await page.$$(`${id("table-1")} tbody tr`)).length > 50);
  assert.deepEqual(page.complaints, []);
  await page.close();
});

test("one policy: levels instead of differences", async () => {
  const page = await open(single);
  assert.equal(await page.getAttribute("html", "lang"), "zh-CN");
  assert.match(await page.textContent(id("verdicts")), /只有一个方案/);
  assert.ok((await page.$$(`${id("eight-measures")} tbody tr`)).length >= 11);
  assert.equal(await page.$(id("forest-table")), null);
  assert.deepEqual(page.complaints, []);
  await page.close();
});

test("two hundred policies: a few are shown, the others are found", async () => {
  const page = await open(many);
  assert.equal(await shownPolicies(page), 6);
  await page.click(id("policy-finder"));
  await page.fill(id("policy-search"), "variant 137");
  assert.match(await page.textContent(".finder [role=status]"), /^1 of 200/);
  await page.check(id("find-137"));
  assert.equal(await shownPolicies(page), 7);
  assert.match(await page.textContent(id("verdict-137")), /variant 137/);
  assert.ok(await widerThanPage(page) <= 0);
  assert.deepEqual(page.complaints, []);
  await page.close();
});
