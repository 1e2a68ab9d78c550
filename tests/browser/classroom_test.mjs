/** The classroom page in a real browser, from disk, at a projector's size: vote first, then everything at once. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";

import { closeBrowser, cogov, folder, open, readableText, widerThanPage } from "./page.mjs";

const projector = { width: 1280, height: 720 };
const scenario = `title = "A <b>class</b> / 一堂<b>课</b>"
[run]
days = 42
warmup_days = 7
replicates = 3
worlds = 0
seed = 5
[community]
households = 150
[grid_workers]
full_time = 1
[merged_grids]
[patrol]
[compare]
primary_measure = "burden_days_mean"
smallest_difference = 0.5
[design]
method = "grid"
[design.vary]
"roaming_couriers.enrolled_share" = [0.1, 0.2, 0.3, 0.45, 0.6]
"paperwork.share" = [0.25, 0.35, 0.45, 0.55, 0.65]
"requests.reporting_odds" = [0.25, 0.5, 1.0, 2.0, 4.0]
[[policy]]
name = "today / 现状"
[[policy]]
name = '<i>one more</i> "grid" worker / 增加一名网格员'
[policy.grid_workers]
extra_full_time = 1
lead_days = 0
[[policy]]
name = "couriers / 骑手上报"
[policy.roaming_couriers]
lead_days = 0
[[policy]]
name = "volunteers / 志愿者"
[policy.volunteer_teams]
lead_days = 0
`;

let address;
before(() => {
  writeFileSync(path.join(folder, "class.toml"), scenario);
  cogov("report", "--classroom", "class.toml", "-o", "class.html", "--replicates", "3");
  address = "file://" + path.join(folder, "class.html");
});
after(closeBrowser);

const id = (name) => `[data-testid="${name}"]`;
const step = (page) => page.getAttribute("body", "data-step");
/** To a step by a presenter's clicker, the vote done. */
async function goTo(page, wanted) {
  for (let now = Number(await step(page)); now < wanted; now = Number(await step(page))) {
    if (now === 3) {
      await page.fill(id("vote-1"), "4");
      await page.locator(id("vote-1")).blur();
    }
    await page.keyboard.press("PageDown");
    if (now === 4) await page.keyboard.press("PageDown");
  }
}

test("nothing is shown before a vote, or a word that there will be none", async () => {
  const page = await open(address, projector);
  for (let press = 0; press < 6; ++press) await page.keyboard.press("ArrowRight");
  assert.equal(await step(page), "4");
  assert.equal(await page.$(id("results")), null);
  assert.ok(await page.isDisabled(id("reveal")));
  assert.ok(await page.isDisabled(id("step-5")));
  await page.keyboard.press("PageUp");
  await page.click(id("vote-2-more"));
  await page.click(id("vote-2-more"));
  await page.click(id("vote-2-less"));
  await page.fill(id("vote-1"), "12");
  await page.fill(id("lose-workers"), "9");
  await page.click(id("next"));
  await page.click(id("reveal"));
  assert.match(await page.textContent(id("result-1")), /12/);
  assert.match(await page.textContent(id("result-2")), /1/);
  assert.match(await page.textContent(id("losers")), /9/);
  assert.equal(await page.isDisabled(id("step-8")), false);
  await page.reload();
  await page.waitForSelector("body[data-ready]");
  await page.click(id("step-4"));
  await page.click(id("skip-vote"));
  assert.ok(await page.isVisible(id("results")));
  assert.deepEqual(page.complaints, []);
  await page.close();
});

test("sliders answer at once from what the page holds", async () => {
  const page = await open(address, projector);
  await goTo(page, 5);
  const numbers = () => page.$$eval(`${id("what-if")} td.base`, (cells) => cells.map((cell) => cell.textContent).join("|"));
  const curve = () => page.getAttribute(`${id("curves")} polyline[data-policy="0"]`, "points");
  const [first, line] = [await numbers(), await curve()];
  assert.equal(await page.getAttribute(".step-5", "data-point"), "62");
  await page.focus(id("slider-3"));
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  assert.equal(await step(page), "5");
  assert.equal(await page.getAttribute(".step-5", "data-point"), "64");
  assert.equal(await page.evaluate(() => document.activeElement.id), "slider-3");
  assert.notEqual(await numbers(), first);
  assert.notEqual(await curve(), line);
  await page.click(id("reset"));
  assert.equal(await numbers(), first);
  await page.selectOption(id("pair-1"), "3");
  assert.match(await page.textContent(`${id("what-if")} thead`), /volunteers/);
  await page.selectOption(id("curve"), "fixed");
  assert.notEqual(await curve(), line);
  await page.focus(id("slider-1"));
  const stood = await page.getAttribute(".step-5", "data-point");
  await page.keyboard.press("PageDown");  // a slider's own key
  assert.equal(await step(page), "5");
  assert.notEqual(await page.getAttribute(".step-5", "data-point"), stood);
  await page.locator(id("slider-1")).blur();
  await page.keyboard.press("PageDown");
  assert.equal(await step(page), "6");
  assert.equal(await page.evaluate(() => document.activeElement.id), "title-6");
  assert.deepEqual(page.complaints, []);
  await page.close();
});

test("the combination is the one that a plain run with these values has", async () => {
  const plain = scenario.replace(/\[design\][^]*?\n(?=\[\[)/, "") + "\n";
  writeFileSync(path.join(folder, "plain.toml"), plain);
  cogov("run", "plain.toml", "-o", "plain.h5", "--replicates", "3", "--set", "paperwork.share=0.65",
    "--set", "requests.reporting_odds=0.25", "--set", "policy.3.roaming_couriers.enrolled_share=0.6");
  cogov("report", "plain.h5", "-o", "plain.html");
  const report = await open("file://" + path.join(folder, "plain.html"));
  const page = await open(address, projector);
  await goTo(page, 5);
  for (const [slider, level] of [[1, "4"], [2, "4"], [3, "0"]]) await page.fill(id(`slider-${slider}`), level);
  assert.equal(await page.getAttribute(".step-5", "data-point"), String(4 * 25 + 4 * 5));
  const rows = await report.evaluate(() => [...document.querySelectorAll('[data-testid="eight-measures"] td.base')].map((cell) => cell.textContent));
  const here = await page.$$eval(`${id("what-if")} td.base`, (cells) => cells.map((cell) => cell.textContent));
  const digits = (texts) => texts.map((text) => text.replace(/[^\d.,−]/g, ""));
  assert.ok(rows.length >= 11);
  assert.deepEqual(digits(here), digits(rows));
  await page.close();
  await report.close();
});

test("a day is watched, and one resident's year is told under every policy", async () => {
  const page = await open(address, projector);
  await goTo(page, 6);
  const clock = () => page.getAttribute(id("day"), "data-time");
  const before = await clock();
  await page.click(id("day-play"));
  await page.waitForFunction(([selector, was]) => Number(document.querySelector(selector).dataset.time) > Number(was) + 60, [id("day"), before]);
  const watched = await page.$$eval('[data-testid^="day-of-"]', (all) => all.map((one) => one.dataset.testid));
  assert.ok(watched.length >= 2);
  await page.click(id(watched[1]));
  assert.equal(await page.getAttribute(id(watched[1]), "aria-pressed"), "true");
  await page.keyboard.press("PageDown");
  assert.equal(await step(page), "7");
  const story = await page.textContent(id("story"));
  assert.match(story, /of \d+ fixed/);
  assert.equal((await page.$$(`${id("story")} thead th`)).length, 5);
  assert.deepEqual(page.complaints, []);
  await page.close();
});

/** What stands on the screen and is cut off, too small for the back row, or lies on something else. */
function troubles(page) {
  return page.evaluate(() => {
    const found = [];
    const stage = document.querySelector(".stage");
    if (stage.scrollHeight > stage.clientHeight + 1) found.push(`the step scrolls by ${stage.scrollHeight - stage.clientHeight}`);
    if (document.documentElement.scrollHeight > innerHeight + 1) found.push("the page scrolls");
    const texts = [...document.querySelectorAll("body *")].filter((one) => one.checkVisibility() && !one.closest(".unseen, .day, script, option")
      && [...one.childNodes].some((child) => child.nodeType === Node.TEXT_NODE && child.textContent.trim() !== ""));
    for (const one of texts) {
      const svg = one.closest("svg");
      const scale = svg ? svg.getBoundingClientRect().width / svg.viewBox.baseVal.width : 1;
      if (parseFloat(getComputedStyle(one).fontSize) * scale < 19.9) found.push(`small: ${one.textContent.trim().slice(0, 30)}`);
      const box = one.getBoundingClientRect();
      if (box.right > innerWidth + 1 || box.left < -1) found.push(`cut off: ${one.textContent.trim().slice(0, 30)}`);
    }
    const boxes = texts.filter((one) => !texts.some((other) => other !== one && one.contains(other)))
      .map((one) => ({ one, box: one.getBoundingClientRect() }));
    boxes.forEach((a, at) => boxes.slice(at + 1).forEach((b) => {
      const wide = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
      const high = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
      if (wide > 2 && high > 6 && !a.one.contains(b.one) && !b.one.contains(a.one)) {
        found.push(`${a.one.textContent.trim().slice(0, 20)} lies on ${b.one.textContent.trim().slice(0, 20)}`);
      }
    }));
    return found;
  });
}

for (const language of ["en", "zh"]) {
  test(`every step fits a projector and says everything: ${language}`, async () => {
    const page = await open(address, projector);
    if (language === "zh") await page.click(id("language"));
    for (let wanted = 1; wanted <= 8; ++wanted) {
      await goTo(page, wanted);
      assert.deepEqual(await troubles(page), [], `step ${wanted}`);
      assert.ok(await page.isVisible(`.step-${wanted} h2`));
      const text = await page.evaluate((n) => document.querySelector(`.step-${n}`).innerText, wanted);
      assert.deepEqual(text.match(/undefined|NaN|\[object|null|\{\w+\}|[a-z]+_[a-z]+/g), null, `step ${wanted}`);
      if (language === "en") assert.deepEqual(text.match(/[\u4e00-\u9fff]+/g), null, `step ${wanted}`);
      else assert.deepEqual(text.match(/[A-Za-z]{3,}/g), null, `step ${wanted}`);
    }
    await page.click(id("plan"));
    assert.equal((await page.$$(`${id("plan-panel")} li`)).length, 8);
    const minutes = await page.$$eval(`${id("plan-panel")} li strong`, (all) => all.reduce((sum, one) => sum + parseInt(one.textContent, 10), 0));
    assert.equal(minutes, 40);
    await page.keyboard.press("Escape");
    assert.equal(await page.isVisible(id("plan-panel")), false);
    assert.deepEqual(page.complaints, []);
    await page.close();
  });
}

test("works on a telephone, too", async () => {
  const page = await open(address, { width: 390, height: 844 });
  for (let wanted = 1; wanted <= 8; ++wanted) {
    await goTo(page, wanted);
    assert.ok(await widerThanPage(page) <= 0, `step ${wanted} is wider than the page`);
  }
  await page.close();
});

test("the handout is two pages of A4", async () => {
  const page = await open(address, projector);
  for (const language of ["en", "zh"]) {
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
    assert.equal(pdf.match(/\/Type\s*\/Page\b/g).length, 2, language);
    await page.click(id("language"));
  }
  await page.emulateMedia({ media: "print" });
  assert.ok(await page.isVisible(id("handout-sheets")));
  assert.equal(await page.isVisible(id("next")), false);
  assert.match(await readableText(page), /my vote|My vote/);
  await page.close();
});

test("names, numbers and keys can be reached without a mouse", async () => {
  const page = await open(address, projector);
  assert.equal(await page.textContent(".step-1 h2"), "A <b>class</b>");
  await goTo(page, 8);
  const nameless = await page.$$eval("button, select, input, svg[role=img]", (all) => all.filter((one) =>
    !(one.textContent.trim() || one.getAttribute("aria-label") || one.labels?.length)).map((one) => one.outerHTML.slice(0, 80)));
  assert.deepEqual(nameless, []);
  await page.focus(id("back"));
  await page.keyboard.press("Enter");
  assert.equal(await step(page), "7");
  assert.equal(await page.evaluate(() => document.activeElement.id), "title-7");
  assert.deepEqual(page.complaints, []);
  await page.close();
});
