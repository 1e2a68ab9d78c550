/** Outcome curves: small multiples over days, a line a policy with its band. */
import type { CustomSeriesRenderItemAPI, CustomSeriesRenderItemParams } from "echarts";
import { Chart } from "./chart";
import { choice, section, type Component } from "./component";
import { h } from "./dom";
import { axisText, digitsText, labelled, withUnit } from "./format";
import { ink, look } from "./palette";
import { named, policyName, printedLegend } from "./policies";
import type { Store } from "./store";
import type { Bands, Series } from "./types";
import { say, words } from "./words";

interface Line {
  policy: number;
  middle: (number | null)[];
  low: (number | null)[];
  high: (number | null)[];
}

/** The lines of the policies shown, in the units in which they are shown. */
export function linesOf(store: Store, series: Series, which: "levels" | "differences"): Line[] {
  const bands: Bands = series[which];
  const value = (step: number | null) => (step === null ? null : (bands.least + step * bands.unitOf) * series.scale);
  return store.shown().flatMap((policy) => {
    const at = which === "levels" ? policy : policy - 1;
    const line = bands.lines[at];
    if (!line) return [];
    const [middle, low, high] = line.map((steps) => steps.map(value));
    return [{ policy, middle, low, high }];
  });
}

/** The day in the middle of a point. */
export function dayOf(store: Store, point: number): number {
  const { step } = store.data.series;
  return Math.min(store.data.days, point * step + (step - 1) / 2);
}

export function daysText(store: Store, point: number): string {
  const { step } = store.data.series;
  const { language } = store.state;
  if (step === 1) return say(words.dayN, language, { n: point });
  return say(words.daysN, language, { a: point * step, b: Math.min(point * step + step, store.data.days) - 1 });
}

/** A band as one polygon: stacking two areas would break where values are below zero. */
function band(store: Store, line: Line, opacity: number): object {
  const points = line.middle.map((_, at) => [dayOf(store, at), line.low[at], line.high[at]]);
  const renderItem = (params: CustomSeriesRenderItemParams, api: CustomSeriesRenderItemAPI) => {
    if (params.dataIndex !== 0) return null;
    const known = points.filter(([, low, high]) => low !== null && high !== null) as number[][];
    const outline = [...known.map(([x, low]) => api.coord([x, low])),
      ...known.reverse().map(([x, , high]) => api.coord([x, high]))];
    return { type: "polygon" as const, shape: { points: outline },
      style: { fill: look(store.slot(line.policy)).colour, opacity }, silent: true };
  };
  return { type: "custom", renderItem, data: points, encode: { x: 0, y: [1, 2] }, silent: true, clip: true, z: 1,
    tooltip: { show: false } };
}

function curve(store: Store, line: Line): object {
  const { colour, dash } = look(store.slot(line.policy));
  return { type: "line", name: policyName(store, line.policy), data: line.middle.map((y, at) => [dayOf(store, at), y]),
    symbol: "none", z: line.policy === 0 ? 4 : 3, lineStyle: { color: colour, width: line.policy === 0 ? 2.2 : 1.7,
      type: dash.length > 0 ? dash : "solid" }, itemStyle: { color: colour }, emphasis: { disabled: true } };
}

const tick = { show: true, length: 4, lineStyle: { color: ink.rule } };
export const axis = {
  axisLabel: { color: "#525c63", fontSize: 11, formatter: axisText, hideOverlap: true },
  axisLine: { show: true, lineStyle: { color: "#aab2b7" } }, axisTick: tick,
  splitLine: { show: true, lineStyle: { color: "#eceeef" } }, nameTextStyle: { color: "#525c63", fontSize: 11 },
};

/** Marks on the time axis: quarters of a year, months or weeks. */
function dayStep(days: number): number {
  return [7, 14, 30, 60, 90, 180, 360].find((step) => days / step <= 6) ?? 720;
}

/** One small multiple. */
class Panel {
  readonly element = h("figure", { class: "panel" });
  private readonly caption = h("figcaption");
  private readonly picture = h("div", { class: "chart panel-chart", tabindex: 0, role: "img" });
  private readonly pointer = h("div", { class: "pointer", hidden: true });
  private chart?: Chart;
  private at = -1;
  private lines: Line[] = [];

  /** @param series  kept up to date by whoever draws */
  constructor(private readonly store: Store, public series: Series,
              private readonly pointed: (point: number, by: Panel) => void) {
    this.picture.dataset.testid = `curve-${series.name}`;
    this.picture.id = `curve-${series.name}`;
    this.element.append(this.caption, h("div", { class: "pointed" }, this.picture, this.pointer));
    this.picture.addEventListener("keydown", (event) => this.key(event));
    this.picture.addEventListener("blur", () => pointed(-1, this));
  }

  draw(): void {
    this.chart ??= this.begin();
    const { state: { language, curves }, data } = this.store;
    this.lines = linesOf(this.store, this.series, curves);
    const label = labelled(curves === "levels" ? this.series : { ...this.series, unit: this.series.diffUnit }, language);
    this.caption.textContent = label;
    this.picture.setAttribute("aria-label", this.summary(label));
    // Many bands lie on each other, and are to be seen through.
    const opacity = Math.max(0.05, Math.min(0.16, 0.4 / this.lines.length));
    this.chart.draw({
      grid: { left: 50, right: 14, top: 10, bottom: 36 },
      tooltip: { trigger: "axis", confine: true, transitionDuration: 0, axisPointer: { lineStyle: { color: "#7d878d" } },
        formatter: (items: unknown) => this.reading(items as { dataIndex: number }[]), className: "reading" },
      xAxis: { ...axis, type: "value", min: 0, max: data.days, interval: dayStep(data.days), name: words.day[language],
        nameLocation: "middle", nameGap: 20, splitLine: { show: false },
        axisLabel: { ...axis.axisLabel, showMaxLabel: data.days % dayStep(data.days) === 0 } },
      yAxis: { ...axis, type: "value", scale: true, splitNumber: 4 },
      series: [...this.lines.map((line) => band(this.store, line, opacity)), ...this.lines.map((line) => curve(this.store, line))],
    });
  }

  /** Shows that another panel points at a day. */
  follow(point: number): void {
    const x = point < 0 ? NaN : this.chart?.instance.convertToPixel({ xAxisIndex: 0 }, dayOf(this.store, point)) as number;
    this.pointer.hidden = !Number.isFinite(x);
    if (Number.isFinite(x)) this.pointer.style.left = `${x}px`;
  }

  private begin(): Chart {
    const chart = new Chart(this.picture, 270);
    chart.instance.on("updateAxisPointer", (event) => {
      const found = (event as { dataIndex?: number }).dataIndex;
      if (found !== undefined) this.pointed(found, this);
    });
    chart.instance.on("globalout", () => this.pointed(-1, this));
    return chart;
  }

  private key(event: KeyboardEvent): void {
    const points = this.lines[0]?.middle.length ?? 0;
    const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, Home: -points, End: points };
    if (!(event.key in steps) || points === 0) return;
    event.preventDefault();
    this.at = Math.max(0, Math.min(points - 1, (this.at < 0 ? 0 : this.at) + steps[event.key]));
    this.chart?.instance.dispatchAction({ type: "showTip", seriesIndex: this.lines.length, dataIndex: this.at });
    this.pointed(this.at, this);
  }

  /** What the tooltip says: each policy's value, the highest first. */
  private reading(items: { dataIndex: number }[]): HTMLElement {
    const at = items[0]?.dataIndex ?? 0;
    const { language, curves } = this.store.state;
    const unit = curves === "levels" ? this.series.unit : this.series.diffUnit;
    const lines = [...this.lines].sort((a, b) => (b.middle[at] ?? 0) - (a.middle[at] ?? 0));
    return h("div", {}, h("strong", {}, daysText(this.store, at)), ...lines.map((line) =>
      h("div", { class: "reading-line" }, named(this.store, line.policy, 28),
        h("span", { class: "figure" }, withUnit(digitsText(line.middle[at], 3, curves === "differences"), unit, language)))));
  }

  private summary(label: string): string {
    const { language } = this.store.state;
    const ends = this.lines.slice(0, 8).map((line) =>
      `${policyName(this.store, line.policy)} ${digitsText(line.middle[line.middle.length - 1])}`);
    return `${label}, ${words.endsAt[language]}: ${ends.join("; ")}`;
  }
}

export function curves(store: Store): Component {
  const lead = h("p", { class: "lead" });
  const controls = h("div", { class: "controls" });
  const legend = h("div");
  const grid = h("div", { class: "panels" });
  const note = h("p", { class: "note" });
  const part = section(store, "curves", 2, words.curves, [lead, controls, legend, grid, note]);
  let panels: Panel[] = [];
  /** A panel for each measure that there is now; all cells stand in the grid before a chart measures its own. */
  function arrange(): void {
    const kept = new Map(panels.map((panel) => [panel.series.name, panel]));
    const next = store.data.series.measures.map((series) => {
      const panel = kept.get(series.name) ?? new Panel(store, series, point);
      panel.series = series;
      return panel;
    });
    const moved = next.length !== panels.length || next.some((panel, at) => panel !== panels[at]);
    if (moved) grid.replaceChildren(...next.map((panel) => panel.element));
    panels = next;
  }
  function point(at: number, by: Panel): void {
    for (const panel of panels) panel.follow(panel === by ? -1 : at);
  }
  return {
    element: part.element,
    draw() {
      part.draw();
      const { state: { language, curves: which }, data } = store;
      lead.textContent = words.curvesLead[language];
      const pick = (name: "levels" | "differences") => ({ name, text: words[name][language], on: which === name,
        pick: () => store.set({ curves: name }) });
      const one = data.policies.length === 1;
      controls.replaceChildren(...(one ? [] :
        [choice("curves", words.whichCurves[language], [pick("levels"), pick("differences")])]));
      legend.replaceChildren(printedLegend(store));
      const bands = which === "levels" ? words.bandLevels : words.bandDifferences;
      const points = data.series.step > 1 ? " " + say(words.pointIs, language, { n: data.series.step }) : "";
      note.textContent = bands[language] + points;
      arrange();
      for (const panel of panels) panel.draw();
    },
  };
}
