/** The result beside the vote. */
import { countedLosers, effectOn, frame, isLittle, named, policyName, sentence, shortName, shownPolicies, text, type Step } from "./classroom_parts";
import { steps, type ClassStore } from "./classroom_store";
import { say } from "./classroom_words";
import { h, s } from "./dom";
import { axisText, cell, level, scaled, withUnit } from "./format";
import { ink, look } from "./palette";
import type { Row } from "./types";

const width = 400, height = 50, edge = 26;

/** Where a difference stands; better is always to the right. */
function positions(row: Row, most: number): (value: number) => number {
  const direction = row.better < 0 ? -1 : 1;
  return (value) => width / 2 + (direction * value / most) * (width / 2 - edge);
}

/** The largest end of all intervals, in the units shown. */
function reach(row: Row, smallest: number): number {
  const ends = row.cells.flatMap((c) => [scaled(row, c[1]), scaled(row, c[2]), scaled(row, c[3])]);
  return Math.max(1e-9, smallest * 1.2, ...ends.map((value) => Math.abs(value ?? 0)));
}

function bar(row: Row, policy: number, most: number, smallest: number): SVGElement {
  const x = positions(row, most);
  const c = row.cells[policy - 1];
  const { colour } = look(policy);
  const [middle, low, high] = [scaled(row, c?.[1]), scaled(row, c?.[2]), scaled(row, c?.[3])];
  const y = height / 2;
  return s("svg", { viewBox: `0 0 ${width} ${height}`, class: "result-bar", "aria-hidden": "true" },
    smallest > 0 && s("rect", { x: Math.min(x(smallest), x(-smallest)), y: 0, width: Math.abs(x(smallest) - x(-smallest)), height, fill: "#eceeef" }),
    s("line", { x1: x(0), x2: x(0), y1: 0, y2: height, stroke: ink.text, "stroke-width": 2 }),
    low !== null && high !== null && s("line", { x1: x(low), x2: x(high), y1: y, y2: y, stroke: colour, "stroke-width": 14, opacity: 0.45 }),
    middle !== null && s("circle", { cx: x(middle), cy: y, r: 9, fill: colour }));
}

/** Zero and the ends of the scale. */
function scale(row: Row, most: number): SVGElement {
  const x = positions(row, most);
  const step = [0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500].find((size) => most / size < 2) ?? most;
  const marks = [-step, 0, step].filter((value) => Math.abs(value) <= most);
  return s("svg", { viewBox: `0 0 ${width} 28`, class: "result-bar", "aria-hidden": "true" },
    ...marks.map((value) => s("text", { x: x(value), y: 21, "text-anchor": "middle", "font-size": 20, fill: "#525c63" },
      (value > 0 ? "+" : "") + axisText(value))));
}

function resultTable(store: ClassStore, row: Row): HTMLElement {
  const { language, best } = store.state;
  const hands = store.hands();
  const most = reach(row, store.data.smallest * row.scale);
  const lines = shownPolicies(store).slice(1).map((policy) => {
    const c = row.cells[policy - 1];
    const effect = cell.is(c) ? cell.effect(c) : 5;
    const share = hands > 0 ? best[policy] / hands : 0;
    return h("tr", { "data-testid": `result-${policy}` },
      h("th", { scope: "row" }, named(store, policy)),
      h("td", { class: "vote-cell" }, h("span", { class: "vote-bar", style: `width:${Math.round(share * 80)}px` }),
        store.state.skipped && hands === 0 ? "—" : String(best[policy])),
      h("td", { class: "plot" }, bar(row, policy, most, store.data.smallest * row.scale)),
      h("td", { class: `effect-${effect}` }, h("span", { class: "figure" }, cell.is(c) && effect !== 5 ? withUnit(cell.difference(row, c), row.diffUnit, language) : ""),
        h("span", { class: "mark" }, cell.is(c) && isLittle(store, row, c) ? text(store, effect === 0 ? say.little : say.littleWorse) : say.effects[effect][language])));
  });
  return h("table", { class: "results", "data-testid": "results" },
    h("caption", { class: "unseen" }, shortName(row, language)),
    h("thead", {}, h("tr", {}, h("th", {}), h("th", { scope: "col", class: "left" }, text(store, say.vote)),
      h("th", { class: "sides", scope: "col" }, h("span", {}, text(store, say.worseSide)), h("span", {}, text(store, say.betterSide))),
      h("th", { scope: "col", class: "told" }, text(store, say.told)))),
    h("tbody", {}, ...lines, h("tr", { class: "scale" }, h("td", {}), h("td", {}), h("td", { class: "plot" }, scale(row, most)), h("td", {}))));
}

/** Who loses under which policy, with the hands that said so. */
function loserTable(store: ClassStore): HTMLElement {
  const { language, loses } = store.state;
  const marks = ["▲", "▼", "●", "·", "·", "="];
  const policies = shownPolicies(store).slice(1);
  return h("table", { class: "losers", "data-testid": "losers" },
    h("caption", { class: "unseen" }, text(store, say.whoLoses)),
    h("thead", {}, h("tr", {}, h("th", { scope: "col" }, text(store, say.whoLoses)), h("th", { scope: "col" }, text(store, say.vote)),
      ...policies.map((policy) => h("th", { scope: "col" }, named(store, policy, 24))))),
    h("tbody", {}, ...countedLosers.map((loser) => h("tr", {}, h("th", { scope: "row" }, text(store, say.losers[loser])),
      h("td", {}, String(loses[loser])),
      ...policies.map((policy) => {
        const effect = effectOn(store, loser, policy);
        return h("td", { class: `effect-${effect}` }, h("span", { "aria-hidden": "true" }, marks[effect] + " "),
          h("span", { class: effect > 1 ? "unseen" : "" }, say.effects[effect][language]));
      })))));
}

function gate(store: ClassStore): HTMLElement[] {
  const may = store.mayReveal();
  return [h("p", { class: "big" }, text(store, say.voteFirst)),
    h("p", {}, may ? text(store, say.voted, { n: store.hands() }) : text(store, say.noVote)),
    h("p", { class: "controls" },
      h("button", { type: "button", id: "reveal", "data-testid": "reveal", class: "primary", disabled: !may,
        onclick: () => store.set({ revealed: true }) }, text(store, say.reveal)),
      !may && h("button", { type: "button", id: "skip-vote", "data-testid": "skip-vote",
        onclick: () => store.set({ skipped: true, revealed: true }) }, text(store, say.skip)))];
}

export function revealStep(store: ClassStore): Step {
  const body = h("div", { class: "reveal" });
  const part = frame(store, steps.reveal, () => text(store, say.steps[steps.reveal - 1]), body);
  return {
    element: part.element,
    draw() {
      part.draw();
      if (!store.state.revealed) {
        body.replaceChildren(...gate(store));
        return;
      }
      const { language } = store.state;
      const row = store.row(store.data.startPoint, store.primary());
      body.replaceChildren(
        h("p", { class: "lead" }, text(store, say.changeIn, { m: shortName(row, language), b: policyName(store, 0),
          v: withUnit(level(row, 0), row.unit, language) })),
        resultTable(store, row),
        h("p", { class: "note" }, text(store, say.bandKey, { r: store.data.replicates }) + (store.data.smallest > 0 ? (language === "zh" ? "" : " ") + text(store, say.shaded) : "")),
        h("p", { class: "unseen" }, ...shownPolicies(store).slice(1).map((policy) => sentence(store, row, policy) + " ")),
        loserTable(store));
    },
  };
}
