/** What must be true of a day that can be watched, whichever page it stands in. */
import assert from "node:assert/strict";

const day = '[data-testid="day"]';
const times = Array.from({ length: 24 * 60 }, (_, minute) => minute * 60);

const number = (page, name) => page.$eval(day, (element, attribute) => Number(element.getAttribute(attribute)), `data-${name}`);

/** Sets the time of day, seconds. */
export async function goTo(page, time) {
  await page.$eval('[data-testid="day-time"]', (slider, value) => {
    slider.value = String(value);
    slider.dispatchEvent(new Event("input", { bubbles: true }));
  }, time);
}

/** By kind of mover, a minute of the day at which somebody moves; undefined where nobody of them ever does. */
export function whenTheyMove(page) {
  return page.evaluate(([root, minutes]) => {
    const slider = document.querySelector('[data-testid="day-time"]');
    const found = {};
    for (const time of minutes) {
      slider.value = String(time);
      slider.dispatchEvent(new Event("input", { bubbles: true }));
      for (const kind of ["residents", "grid-workers", "volunteers", "couriers", "partners"]) {
        if (Number(document.querySelector(root).getAttribute(`data-${kind}`)) > 0) found[kind] ??= time;
      }
    }
    return found;
  }, [day, times]);
}

/** Where everybody of a kind is drawn who is under way. */
const places = (page, kind) => page.$$eval(`[data-mover="${kind}"][data-moving="true"]:not([display="none"])`,
  (all) => Object.fromEntries(all.map((one) => [one.dataset.number, one.getAttribute("transform")])));

/** Each of these kinds goes along the streets as the day is played; the others' entries of the legend say that none go. */
export async function expectMovers(page, kinds) {
  await pause(page);
  const when = await whenTheyMove(page);
  assert.deepEqual(Object.keys(when).sort(), [...kinds].sort());
  for (const kind of kinds) {
    await goTo(page, when[kind]);
    const before = await places(page, kind);
    assert.ok(Object.keys(before).length > 0, `${kind} are drawn`);
    await page.click('[data-testid="day-play"]');
    await page.waitForFunction(([selector, was]) => [...document.querySelectorAll(selector)].some((one) =>
      was[one.dataset.number] !== undefined && was[one.dataset.number] !== one.getAttribute("transform")), [`[data-mover="${kind}"]`, before]);
    await pause(page);
    assert.ok((await number(page, "time")) > when[kind], "time passes");
  }
}

/** Stops the playing, if it plays. */
export async function pause(page) {
  if ((await page.getAttribute(day, "data-playing")) === "true") await page.click('[data-testid="day-play"]');
  await page.waitForSelector(`${day}[data-playing="false"]`);
}

/** A step goes to an event, which the log tells first and whose story is told; a step back returns. */
export async function expectSteps(page) {
  await goTo(page, 8 * 3600);
  await page.click('[data-testid="day-step"]');
  const first = await number(page, "time");
  assert.ok(first > 8 * 3600);
  assert.notEqual((await page.textContent('[data-testid="day-log"] li')).trim(), "");
  assert.notEqual((await page.textContent('[data-testid="day-story"] h4')).trim(), "");
  await page.click('[data-testid="day-step"]');
  assert.ok((await number(page, "time")) > first);
  await page.click('[data-testid="day-back"]');
  assert.equal(await number(page, "time"), first);
}

/** A click in the legend hides a kind on the map, another shows it again. */
export async function expectLegendHides(page, kind) {
  const shown = () => page.$$eval(`[data-mover="${kind}"]`, (all) => all.filter((one) => one.getAttribute("display") !== "none").length);
  assert.ok((await shown()) > 0);
  await page.click(`[data-testid="day-legend-${kind}"]`);
  assert.equal(await shown(), 0);
  await page.click(`[data-testid="day-legend-${kind}"]`);
  assert.ok((await shown()) > 0);
}
