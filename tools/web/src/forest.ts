/** Paired differences of all measures, sorted, with their direction. A table, so that it prints and can be read out. */
import { folded, section, type Component } from "./component";
import { h, s, scroller, table } from "./dom";
import { cell, withUnit } from "./format";
import { ink } from "./palette";
import { policyName } from "./policies";
import type { Store } from "./store";
import type { Cell, Row } from "./types";
import { marks, say, words } from "./words";

const width = 260;
const height = 22;
const margin = 8;

/** A row's difference and bars in proportion to the baseline; positive is better. */
interface Bar {
  row: Row;
  cell: Cell;
  at: number;
  luck: [number, number] | null;
  worlds: [number, number] | null;
}

function bar(row: Row, c: Cell): Bar {
  const base = Math.abs(row.base ?? 0);
  const share = (value: number) => (base > 0 ? (value / base) * row.better : value === 0 ? 0 : Math.sign(value) * row.better * Infinity);
  const pair = (low: number | null, high: number | null): [number, number] | null => {
    if (low === null || high === null || low === undefined || high === undefined || base === 0) return null;
    const ends = [share(low), share(high)];
    return [Math.min(...ends), Math.max(...ends)];
  };
  return { row, cell: c, at: share(c[1] ?? 0), luck: pair(c[2], c[3]), worlds: pair(c[4], c[5]) };
}

/** The end of the scale: what most rows need, in a round number of percent. */
function scaleFor(bars: Bar[]): number {
  const sizes = bars.map(({ at, luck }) => Math.max(Math.abs(at), ...(luck ?? []).map(Math.abs)))
    .filter((size) => Number.isFinite(size)).sort((a, b) => a - b);
  const needed = sizes[Math.floor(sizes.length * 0.85)] ?? 0.05;
  return [0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 1].find((round) => round >= needed) ?? 1;
}

/** What is told to be better comes first, what is told to be worse last. */
const rank = (one: Bar) => [0, 2, 1, 1, 1][cell.effect(one.cell)] ?? 1;

const place = (share: number, scale: number) =>
  width / 2 + (Math.max(-1, Math.min(1, share / scale)) * (width - 2 * margin)) / 2;

function picture(one: Bar, scale: number): SVGElement {
  const effect = cell.effect(one.cell);
  const colour = effect === 0 ? ink.better : effect === 1 ? ink.worse : ink.neutral;
  const y = height / 2;
  const x = place(one.at, scale);
  const line = (ends: [number, number] | null, thick: number, opacity: number) => ends && s("line", {
    x1: place(ends[0], scale), x2: Math.max(place(ends[1], scale), place(ends[0], scale) + 1), y1: y, y2: y,
    stroke: colour, "stroke-width": thick, "stroke-opacity": opacity });
  const beyond = Math.abs(one.at) > scale;
  const side = Math.sign(one.at);
  const point = beyond
    ? s("path", { d: `M${x - 7 * side},${y - 5} L${x + 3 * side},${y} L${x - 7 * side},${y + 5} Z`, fill: colour })
    : s("circle", { cx: x, cy: y, r: 3.6, fill: effect <= 2 ? colour : "#fff", stroke: colour, "stroke-width": 1.6 });
  return s("svg", { viewBox: `0 0 ${width} ${height}`, width, height, "aria-hidden": "true", class: "forest-bar" },
    s("line", { x1: width / 2, x2: width / 2, y1: 0, y2: height, stroke: "#9aa3a8" }),
    line(one.worlds, 1.6, 1), line(one.luck, 6, 0.45), point);
}

function scaleLine(scale: number): SVGElement {
  const marksAt = [-1, -0.5, 0, 0.5, 1];
  const text = (share: number) => {
    const percent = Math.abs(share * scale * 100);
    return `${Number(percent.toFixed(1))}${share === 0 ? "" : " %"}`;
  };
  return s("svg", { viewBox: `0 0 ${width} 16`, width, height: 16, "aria-hidden": "true", class: "forest-bar" },
    ...marksAt.map((share) => s("text", { x: place(share * scale, scale), y: 12, "font-size": 10.5, fill: "#525c63",
      "text-anchor": share === -1 ? "start" : share === 1 ? "end" : "middle" }, text(share))));
}

function lineOf(store: Store, one: Bar, scale: number): HTMLElement {
  const { language } = store.state;
  const { row, cell: c } = one;
  const effect = cell.effect(c);
  const worlds = store.data.worlds > 0;
  return h("tr", { class: `effect-${effect}` },
    h("th", { scope: "row" }, row.label[language]),
    h("td", { class: "plot" }, picture(one, scale)),
    h("td", { class: "figure" }, withUnit(cell.difference(row, c), row.diffUnit, language).replace("\u00a0", " ")),
    h("td", { class: "figure quiet" }, cell.interval(row, c, language)),
    worlds && h("td", { class: "figure quiet" }, cell.worlds(row, c, language)),
    h("td", { class: "mark" }, marks[effect][language]));
}

/** Measures that have no better direction, as plain numbers. */
function undirected(store: Store, rows: Row[], policy: number): HTMLElement {
  const { language } = store.state;
  const told = rows.filter((row) => row.better === 0 && !row.group && cell.effect(row.cells[policy - 1] ?? []) === 2);
  const lines = told.map((row) => {
    const c = row.cells[policy - 1];
    return [row.label[language], withUnit(cell.difference(row, c), row.diffUnit, language), cell.interval(row, c, language)];
  });
  const title = words.undirected[language];
  return folded(store, "undirected", `${title} (${lines.length})`,
    scroller(title, table(title, [words.measure[language], words.difference[language], words.interval[language]], lines, "plain")));
}

function chooser(store: Store): HTMLElement {
  const { state: { language, chosen } } = store;
  const select = h("select", { id: "forest-policy", "data-testid": "forest-policy" });
  for (const policy of store.shown().filter((one) => one > 0)) {
    const option = h("option", { value: policy }, policyName(store, policy).slice(0, 80));
    option.selected = policy === chosen;
    select.append(option);
  }
  select.addEventListener("change", () => store.set({ chosen: Number(select.value) }));
  return h("p", { class: "controls" }, h("label", { for: "forest-policy" }, words.forestPolicy[language]), " ", select);
}

export function forest(store: Store): Component {
  const body = h("div");
  const part = section(store, "forest", 3, words.forest, [body]);
  return {
    element: part.element,
    draw() {
      part.draw();
      const { data, state: { language } } = store;
      const shown = store.shown().filter((policy) => policy > 0);
      if (shown.length === 0) {
        const text = data.policies.length === 1 ? words.noVerdict : words.nothingShown;
        body.replaceChildren(h("p", {}, text[language]));
        return;
      }
      if (!shown.includes(store.state.chosen)) store.state.chosen = shown[0];
      const policy = store.state.chosen;
      const directed = data.rows.filter((row) => row.better !== 0 && !row.group && cell.is(row.cells[policy - 1]));
      const bars = directed.filter((row) => cell.effect(row.cells[policy - 1]) !== 5)
        .map((row) => bar(row, row.cells[policy - 1]))
        .sort((a, b) => rank(a) - rank(b) || b.at - a.at || a.row.name.localeCompare(b.row.name));
      const same = directed.filter((row) => cell.effect(row.cells[policy - 1]) === 5);
      const scale = scaleFor(bars);
      const gaps = { p: policyName(store, policy), b: policyName(store, 0) };
      const head = [words.measure[language],
        h("span", { class: "sides" }, h("span", {}, words.worseSide[language]), h("span", {}, words.betterSide[language])),
        words.difference[language], words.interval[language], ...(data.worlds > 0 ? [words.worldsRange[language]] : []),
        words.mark[language]];
      const plot = table(words.forest[language], head, [], "forest");
      plot.tHead!.append(h("tr", { class: "scale" }, h("td", { class: "quiet" }, say(words.ofBaseline, language, gaps)),
        h("td", { class: "plot" }, scaleLine(scale)), h("td", { colspan: data.worlds > 0 ? 4 : 3 })));
      plot.tBodies[0].append(...bars.map((one) => lineOf(store, one, scale)));
      plot.dataset.testid = "forest-table";
      body.replaceChildren(h("p", { class: "lead" }, say(words.forestLead, language, gaps)), chooser(store),
        scroller(words.forest[language], plot),
        h("p", { class: "note" }, (data.worlds > 0 ? words.forestKey : words.forestKeyNoWorlds)[language]));
      if (same.length > 0) {
        const list = same.map((row) => row.label[language]).join(language === "zh" ? "、" : "; ");
        body.append(h("p", { class: "note" }, say(words.unchanged, language, { list })));
      }
      body.append(undirected(store, data.rows, policy));
    },
  };
}

