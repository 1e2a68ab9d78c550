/** Cost against effect, and who bears the cost. */
import type { CustomSeriesRenderItemAPI, CustomSeriesRenderItemParams } from "echarts";
import { Chart } from "./chart";
import { section, type Component } from "./component";
import { axis } from "./curves";
import { h, s, scroller, table } from "./dom";
import { axisText, cell, digitsText, labelled, numberText, scaled, short, withUnit } from "./format";
import { look } from "./palette";
import { named, policyName } from "./policies";
import type { Store } from "./store";
import type { Breakdown, Row } from "./types";
import { words } from "./words";

interface Point {
  policy: number;
  x: number; xLow: number; xHigh: number;
  y: number; yLow: number; yHigh: number;
}

function pointsOf(store: Store, cost: Row, effect: Row): Point[] {
  return store.shown().filter((policy) => policy > 0).flatMap((policy) => {
    const [c, e] = [cost.cells[policy - 1], effect.cells[policy - 1]];
    if (!cell.is(c) || !cell.is(e) || c[1] === null || e[1] === null) return [];
    const up = (effect.better === -1 ? -1 : 1) * effect.scale;
    const ys = [(e[2] ?? e[1]) * up, (e[3] ?? e[1]) * up];
    return [{ policy, x: c[1], xLow: c[2] ?? c[1], xHigh: c[3] ?? c[1], y: e[1] * up,
      yLow: Math.min(...ys), yHigh: Math.max(...ys) }];
  });
}

/** Bars of both intervals through each point. */
function crosses(store: Store, points: Point[]): object {
  const renderItem = (params: CustomSeriesRenderItemParams, api: CustomSeriesRenderItemAPI) => {
    const one = points[params.dataIndex];
    const [left, right] = [api.coord([one.xLow, one.y]), api.coord([one.xHigh, one.y])];
    const [low, high] = [api.coord([one.x, one.yLow]), api.coord([one.x, one.yHigh])];
    const style = { stroke: look(store.slot(one.policy)).colour, lineWidth: 1.4, opacity: 0.75 };
    const line = (a: number[], b: number[]) => ({ type: "line" as const, style,
      shape: { x1: a[0], y1: a[1], x2: b[0], y2: b[1] } });
    return { type: "group" as const, children: [line(left, right), line(low, high)] };
  };
  return { type: "custom", renderItem, silent: true, clip: true, z: 2, data: points.map(({ x, y }) => [x, y]) };
}

/** Dotted lines from policies to the same money on plain staff. */
function controls(store: Store, points: Point[]): object[] {
  return points.flatMap((one) => {
    const control = points.find(({ policy }) => policy === store.data.policies[one.policy].control);
    return control ? [{ type: "line", data: [[one.x, one.y], [control.x, control.y]], symbol: "none", silent: true, z: 1,
      lineStyle: { type: [2, 4], color: "#7d878d", width: 1.2 }, tooltip: { show: false } }] : [];
  });
}

/** A shaded strip of what is too small to notice. */
function strip(smallest: number): object {
  const renderItem = (params: CustomSeriesRenderItemParams, api: CustomSeriesRenderItemAPI) => {
    const box = params.coordSys as unknown as { x: number; width: number };
    const [, top] = api.coord([0, smallest]);
    const [, bottom] = api.coord([0, -smallest]);
    return { type: "rect" as const, shape: { x: box.x, y: top, width: box.width, height: bottom - top },
      style: { fill: "#7d878d", opacity: 0.1 } };
  };
  return { type: "custom", renderItem, silent: true, clip: true, z: 0, data: [[0, 0]], encode: { x: -1, y: -1 } };
}

function option(store: Store, cost: Row, effect: Row, narrow: boolean): object {
  const { state: { language }, data } = store;
  const points = pointsOf(store, cost, effect);
  const name = labelled({ ...effect, unit: effect.diffUnit }, language);
  const smallest = data.smallest * effect.scale;
  const reach = (values: number[]) => {
    const low = Math.min(0, ...values);
    const high = Math.max(0, ...values);
    const spare = (high - low || 1) * 0.12;
    return { min: low - spare, max: high + spare };
  };
  const ys = reach([...points.flatMap((one) => [one.yLow, one.yHigh]), smallest, -smallest]);
  const xs = reach(points.flatMap((one) => [one.xLow, one.xHigh]));
  const flipped = effect.better === -1;
  return {
    grid: { left: 62, right: 24, top: 34, bottom: 48 },
    tooltip: { trigger: "item", confine: true, transitionDuration: 0, className: "reading",
      formatter: (item: unknown) => reading(store, cost, effect, points[(item as { dataIndex: number }).dataIndex]) },
    xAxis: { ...axis, type: "value", ...xs, name: words.planeX[language], nameLocation: "middle", nameGap: 28,
      axisLabel: { ...axis.axisLabel, showMinLabel: false, showMaxLabel: false }, axisLine: { onZero: true, lineStyle: { color: "#4b555b" } } },
    yAxis: { ...axis, type: "value", ...ys, name: short(name, narrow ? 44 : 90), nameLocation: "end", nameGap: 14,
      nameTextStyle: { ...axis.nameTextStyle, align: "left", padding: [0, 0, 0, -54] },
      axisLabel: { ...axis.axisLabel, showMinLabel: false, showMaxLabel: false,
        formatter: (value: number) => axisText(flipped ? -value || 0 : value) }, axisLine: { onZero: true, lineStyle: { color: "#4b555b" } } },
    series: [...(smallest > 0 ? [strip(smallest)] : []), ...controls(store, points), crosses(store, points), {
      type: "scatter", z: 3, data: points.map((one) => {
        const { colour, symbol } = look(store.slot(one.policy));
        return { value: [one.x, one.y], symbol, symbolSize: 12, itemStyle: { color: colour, borderColor: "#fff", borderWidth: 1 },
          label: { show: true, position: one.x > (xs.min + xs.max) / 2 ? "left" : "right", distance: 9, fontSize: 12,
            color: colour, formatter: short(policyName(store, one.policy), narrow ? 20 : 40).replace(/[{}|]/g, " "),
            textBorderColor: "#fff", textBorderWidth: 3 } };
      }), labelLayout: { moveOverlap: "shiftY" },
    }],
  };
}

function reading(store: Store, cost: Row, effect: Row, one: Point | undefined): HTMLElement {
  const { language } = store.state;
  if (!one) return h("div");
  const line = (row: Row) => {
    const c = row.cells[one.policy - 1];
    return h("div", { class: "reading-line" }, h("span", {}, row.label[language]),
      h("span", { class: "figure" }, withUnit(cell.difference(row, c), row.diffUnit, language)));
  };
  return h("div", {}, named(store, one.policy, 40), line(effect), line(cost));
}

/** Bars of what each payer bears, a line a policy. */
function payers(store: Store): HTMLElement | null {
  const { data, state: { language } } = store;
  const rows = data.lists.payers.map((at) => data.rows[at]);
  if (rows.length === 0) return null;
  const names: Record<string, string> = { budget_yuan_per_year: words.payerBudget[language],
    off_budget_yuan_per_year: words.payerPartners[language], unpaid_yuan_per_year: words.payerUnpaid[language] };
  const value = (row: Row, policy: number) => (policy === 0 ? row.base : row.cells[policy - 1]?.[0]) ?? 0;
  const most = Math.max(1, ...store.shown().map((policy) => rows.reduce((sum, row) => sum + value(row, policy), 0)));
  const bar = (policy: number) => {
    const picture = s("svg", { viewBox: "0 0 300 16", width: 300, height: 16, preserveAspectRatio: "none", class: "payer-bar", "aria-hidden": "true" });
    let x = 0;
    rows.forEach((row, at) => {
      const width = (value(row, policy) / most) * 300;
      picture.append(s("rect", { x, y: 1, width: Math.max(0, width - 0.6), height: 14, class: `payer-${at}` }));
      x += width;
    });
    return picture;
  };
  const key = (at: number, text: string) => h("span", {}, s("svg", { width: 12, height: 12, viewBox: "0 0 12 12", "aria-hidden": "true" },
    s("rect", { width: 12, height: 12, class: `payer-${at}` })), " " + text);
  const head = [words.policy[language], h("span", { class: "unseen" }, words.payers[language]),
    ...rows.map((row, at) => key(at, names[row.name] ?? row.label[language])), words.total[language]];
  const lines = store.shown().map((policy) => [named(store, policy, 40), bar(policy),
    ...rows.map((row) => digitsText(value(row, policy))),
    digitsText(rows.reduce((sum, row) => sum + value(row, policy), 0))]);
  const title = words.payers[language];
  return h("div", {}, h("h3", {}, title), scroller(title, table(title, head, lines, "plain payers")));
}

/** Means by label, a column a policy. */
export function breakdownTable(store: Store, one: Breakdown): HTMLElement {
  const { language } = store.state;
  const shown = store.shown();
  const lines = one.labels.flatMap((label, at) => {
    const values = shown.map((policy) => one.means[policy]?.[at] ?? 0);
    if (values.every((value) => value === 0)) return [];
    return [[label[language], ...values.map((value) => digitsText(scaled(one, value)))]];
  });
  const title = labelled(one, language);
  return h("details", {}, h("summary", {}, title),
    scroller(title, table(title, ["", ...shown.map((policy) => named(store, policy, 30))], lines, "plain")));
}

export function plane(store: Store): Component {
  const lead = h("p", { class: "lead" });
  const picture = h("div", { class: "chart plane", role: "img", "data-testid": "plane" });
  const more = h("div");
  const part = section(store, "plane", 4, words.plane, [lead, picture, more]);
  let chart: Chart | undefined;
  return {
    element: part.element,
    draw() {
      part.draw();
      const { data, state: { language } } = store;
      const cost = data.rows[data.lists.cost[0]];
      const comparable = cost !== undefined && data.policies.length > 1;
      picture.hidden = lead.hidden = !comparable;
      if (comparable) {
        chart ??= new Chart(picture);
        const hasControl = data.policies.some(({ control }) => control !== undefined);
        lead.textContent = [words.planeLead, ...(hasControl ? [words.planeControl] : [])].map((text) => text[language])
          .join(language === "zh" ? "" : " ") + (data.smallest > 0 ? (language === "zh" ? "" : " ") + words.planeSmallest[language] + (language === "zh" ? "。" : ".") : "");
        chart.draw(option(store, cost, data.rows[0], picture.clientWidth < 600));
        picture.setAttribute("aria-label", pointsOf(store, cost, data.rows[0]).map((one) =>
          `${policyName(store, one.policy)}: ${numberText(one.x, cost.cells[one.policy - 1][8] ?? 0, true)} ${cost.diffUnit[language]}, ` +
          `${cell.difference(data.rows[0], data.rows[0].cells[one.policy - 1])} ${data.rows[0].diffUnit[language]}`).join("; "));
      }
      const items = data.breakdowns.filter((one) => one.dimension === "cost_item" && one.unit.en === "yuan");
      more.replaceChildren(...[payers(store), ...items.map((one) => breakdownTable(store, one))].filter((one) => one !== null));
    },
  };
}

