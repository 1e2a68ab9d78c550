/** The same measure in three ledgers: a line a policy from truth over records to claims. */
import { Chart } from "./chart";
import { section, type Component } from "./component";
import { axis } from "./curves";
import { h, scroller, table } from "./dom";
import { axisText, digitsText, labelled, numberText, scaled, withUnit } from "./format";
import { look } from "./palette";
import { named, policyName, printedLegend } from "./policies";
import type { Store } from "./store";
import type { Ledger } from "./types";
import { words } from "./words";

class LedgerFigure {
  readonly element = h("figure", { class: "panel ledger" });
  private readonly caption = h("figcaption");
  private readonly picture = h("div", { class: "chart ledger-chart", role: "img" });
  private readonly numbers = h("div");
  private chart?: Chart;

  /** @param ledger  kept up to date by whoever draws */
  constructor(private readonly store: Store, public ledger: Ledger) {
    this.picture.dataset.testid = `ledger-${ledger.name}`;
    this.element.append(this.caption, this.picture, this.numbers);
  }

  draw(): void {
    this.chart ??= new Chart(this.picture, 360);
    const { ledger, store } = this;
    const { language } = store.state;
    const title = labelled(ledger, language);
    this.caption.textContent = title;
    this.picture.setAttribute("aria-label", title);
    this.chart.draw({
      grid: { left: 46, right: 24, top: 12, bottom: 28 },
      tooltip: { trigger: "axis", confine: true, transitionDuration: 0, className: "reading",
        formatter: (items: unknown) => this.reading((items as { dataIndex: number }[])[0].dataIndex) },
      xAxis: { ...axis, type: "category", boundaryGap: true, data: ledger.labels.map((label) => label[language]),
        splitLine: { show: false }, axisLabel: { ...axis.axisLabel, formatter: (text: string) => text, fontSize: 12 } },
      yAxis: { ...axis, type: "value", scale: true, splitNumber: 4,
        axisLabel: { ...axis.axisLabel, formatter: (value: number) => axisText(value) } },
      series: store.shown().map((policy) => {
        const { colour, dash, symbol } = look(store.slot(policy));
        return { type: "line", name: policyName(store, policy), symbol, symbolSize: 9,
          data: ledger.means.map((means) => scaled(ledger, means[policy])), itemStyle: { color: colour },
          lineStyle: { color: colour, width: 1.8, type: dash.length > 0 ? dash : "solid" } };
      }),
    });
    this.numbers.replaceChildren(this.table(title));
  }

  private reading(at: number): HTMLElement {
    const { ledger, store } = this;
    const { language } = store.state;
    return h("div", {}, h("strong", {}, ledger.labels[at][language]), ...store.shown().map((policy) =>
      h("div", { class: "reading-line" }, named(store, policy, 28), h("span", { class: "figure" },
        withUnit(digitsText(scaled(ledger, ledger.means[at][policy])), ledger.unit, language)))));
  }

  private table(title: string): HTMLElement {
    const { ledger, store } = this;
    const { language } = store.state;
    const lines = store.shown().map((policy) => [named(store, policy, 36), ...ledger.means.map((means, at) =>
      `${numberText(scaled(ledger, means[policy]), -1)}${language === "zh" ? "（" : " ("}${ledger.places[at][policy]}${language === "zh" ? "）" : ")"}`)]);
    const head = [words.policy[language], ...ledger.labels.map((label) => label[language])];
    return scroller(title, table(title, head, lines, "plain"));
  }
}

export function ledgers(store: Store): Component {
  const lead = h("p", { class: "lead" });
  const legend = h("div");
  const grid = h("div", { class: "panels ledgers" });
  const part = section(store, "ledgers", 7, words.ledgers, [lead, legend, grid]);
  let figures: LedgerFigure[] = [];
  /** A figure for each measure that there is now. */
  function arrange(): void {
    const kept = new Map(figures.map((figure) => [figure.ledger.name, figure]));
    const next = store.data.ledgers.measures.map((ledger) => {
      const figure = kept.get(ledger.name) ?? new LedgerFigure(store, ledger);
      figure.ledger = ledger;
      return figure;
    });
    if (next.length !== figures.length || next.some((figure, at) => figure !== figures[at])) {
      grid.replaceChildren(...next.map((figure) => figure.element));
    }
    figures = next;
  }
  return {
    element: part.element,
    draw() {
      part.draw();
      arrange();
      const { data, state: { language } } = store;
      const stop = language === "zh" ? "。" : ".";
      const sentence = data.policies.length > 1 ? (language === "zh" ? "" : " ") + data.ledgers.sentence[language] + stop : "";
      lead.textContent = figures.length > 0 ? words.ledgersLead[language] + sentence : words.noLedgers[language];
      legend.replaceChildren(printedLegend(store));
      for (const figure of figures) figure.draw();
    },
  };
}
