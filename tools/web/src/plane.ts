/** Cost against effect, and who bears the cost. */
import type { CustomSeriesRenderItemAPI, CustomSeriesRenderItemParams } from "echarts";
import { Chart } from "./chart";
import { folded, section, type Component } from "./component";
import { axis } from "./curves";
import { h, s, scroller, table } from "./dom";
import { axisText, cell, digitsText, labelled, numberText, scaled, short, withUnit } from "./format";
import { look } from "./palette";
import { named, policyName } from "./policies";
import type { Store } from "./store";
import type { Breakdown, Row } from "./types";
import { say, words } from "./words";

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

interface Span {
  min: number;
  max: number;
}

const letterWidth = 6.6;
const lineHeight = 15;

/** Where a name stands beside its point: on the side with more room, moved down until it lies on no other. */
function labels(names: string[], points: Point[], xs: Span, ys: Span, width: number, height: number) {
  const placed: { left: number; right: number; y: number }[] = [];
  const order = points.map((_, at) => at).sort((a, b) => points[b].y - points[a].y);
  const result: { position: string; offset: number[] }[] = [];
  for (const at of order) {
    const x = ((points[at].x - xs.min) / (xs.max - xs.min)) * width;
    let y = ((ys.max - points[at].y) / (ys.max - ys.min)) * height;
    const own = y;
    const long = [...names[at]].reduce((sum, letter) => sum + (letter > "\u2e80" ? 2 : 1), 0) * letterWidth + 16;
    const left = x > width / 2;
    const span = left ? { left: x - long, right: x } : { left: x, right: x + long };
    const lies = () => placed.find((other) => other.left < span.right && span.left < other.right && Math.abs(other.y - y) < lineHeight);
    for (let other = lies(); other; other = lies()) y = other.y + lineHeight;
    placed.push({ ...span, y });
    result[at] = { position: left ? "left" : "right", offset: [0, y - own] };
  }
  return result;
}

function option(store: Store, cost: Row, effect: Row, width: number, height: number): object {
  const { state: { language }, data } = store;
  const points = pointsOf(store, cost, effect);
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
  const names = points.map(({ policy }) => short(policyName(store, policy), width < 600 ? 20 : 40));
  const beside = labels(names, points, xs, ys, width - 86, height - 60);
  return {
    grid: { left: 62, right: 24, top: 12, bottom: 48 },
    tooltip: { trigger: "item", confine: true, transitionDuration: 0, className: "reading",
      formatter: (item: unknown) => reading(store, cost, effect, points[(item as { dataIndex: number }).dataIndex]) },
    xAxis: { ...axis, type: "value", ...xs, name: words.planeX[language], nameLocation: "middle", nameGap: 28,
      axisLabel: { ...axis.axisLabel, showMinLabel: false, showMaxLabel: false }, axisLine: { onZero: true, lineStyle: { color: "#4b555b" } } },
    yAxis: { ...axis, type: "value", ...ys, axisLabel: { ...axis.axisLabel, showMinLabel: false, showMaxLabel: false,
        formatter: (value: number) => axisText(flipped ? -value || 0 : value) }, axisLine: { onZero: true, lineStyle: { color: "#4b555b" } } },
    series: [...(smallest > 0 ? [strip(smallest)] : []), ...controls(store, points), crosses(store, points), {
      type: "scatter", z: 3, data: points.map((one, at) => {
        const { colour, symbol } = look(store.slot(one.policy));
        return { value: [one.x, one.y], symbol, symbolSize: 12, itemStyle: { color: colour, borderColor: "#fff", borderWidth: 1 },
          label: { show: true, ...beside[at], distance: 9, fontSize: 12,
            color: "#1d2429", formatter: () => names[at],
            backgroundColor: "#ffffffe6", padding: [1, 3] } };
      }),
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
export function breakdownTable(store: Store, one: Breakdown, where: string): HTMLElement {
  const { language } = store.state;
  const shown = store.shown();
  const lines = one.labels.flatMap((label, at) => {
    const values = shown.map((policy) => one.means[policy]?.[at] ?? 0);
    if (values.every((value) => value === 0)) return [];
    return [[label[language], ...values.map((value) => digitsText(scaled(one, value)))]];
  });
  const title = labelled(one, language);
  return folded(store, `${where}-${one.name}`, title, scroller(title, table(title, ["", ...shown.map((policy) => named(store, policy, 30))], lines, "plain")));
}

export function plane(store: Store): Component {
  const lead = h("p", { class: "lead" });
  const picture = h("div", { class: "chart plane", role: "img", "data-testid": "plane-chart" });
  const title = h("figcaption", { class: "plane-title" });
  const figure = h("figure", {}, title, picture);
  const more = h("div");
  const part = section(store, "plane", 4, words.plane, [lead, figure, more]);
  let chart: Chart | undefined;
  return {
    element: part.element,
    draw() {
      part.draw();
      const { data, state: { language } } = store;
      const cost = data.rows[data.lists.cost[0]];
      const comparable = cost !== undefined && data.policies.length > 1;
      figure.hidden = lead.hidden = !comparable;
      if (comparable) {
        chart ??= new Chart(picture, 720);
        const hasControl = data.policies.some(({ control }) => control !== undefined);
        const says = [words.planeLead, ...(hasControl ? [words.planeControl] : []), ...(data.smallest > 0 ? [words.planeSmallest] : [])];
        lead.textContent = says.map((text) => text[language]).join(language === "zh" ? "" : " ");
        const effect = data.rows[0];
        title.textContent = say(words.planeY, language, { m: labelled({ ...effect, unit: effect.diffUnit }, language) });
        chart.draw(option(store, cost, data.rows[0], picture.clientWidth, picture.clientHeight));
        picture.setAttribute("aria-label", pointsOf(store, cost, data.rows[0]).map((one) =>
          `${policyName(store, one.policy)}: ${numberText(one.x, cost.cells[one.policy - 1][8] ?? 0, true)} ${cost.diffUnit[language]}, ` +
          `${cell.difference(data.rows[0], data.rows[0].cells[one.policy - 1])} ${data.rows[0].diffUnit[language]}`).join("; "));
      }
      const items = data.breakdowns.filter((one) => one.dimension === "cost_item" && one.unit.en === "yuan");
      more.replaceChildren(...[payers(store), ...items.map((one) => breakdownTable(store, one, "plane"))].filter((one) => one !== null));
    },
  };
}

