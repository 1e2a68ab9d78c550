/** Three sliders of five levels; every answer is in the page already. */
import { curvesPicture } from "./classroom_curves";
import { differenceCell, frame, named, policyName, sentence, shortName, shortUnit, shownPolicies, text, type Step } from "./classroom_parts";
import { steps, type ClassStore } from "./classroom_store";
import type { Slider } from "./classroom_types";
import { say } from "./classroom_words";
import { h } from "./dom";
import { digitsText, level, withUnit } from "./format";

/** A level as it is read out: "45 %". */
export function levelText(store: ClassStore, slider: Slider, at: number): string {
  const value = slider.levels[at];
  if (typeof value === "string") return value;
  return withUnit(digitsText(value * slider.scale).replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, ""), slider.unit, store.state.language);
}

/** A range input that keeps its place in the page while it is moved. */
class LevelSlider {
  readonly element: HTMLElement;
  private readonly label = h("label", {});
  private readonly input: HTMLInputElement;
  private readonly marks = h("div", { class: "marks", "aria-hidden": "true" });

  constructor(private readonly store: ClassStore, private readonly at: number) {
    const { levels } = this.slider;
    const id = `slider-${at + 1}`;
    this.input = h("input", { type: "range", id, "data-testid": id, min: 0, max: levels.length - 1, step: 1,
      oninput: () => this.move(Number(this.input.value)) });
    this.label.htmlFor = id;
    this.element = h("div", { class: "level-slider" }, this.label, this.input, this.marks);
  }

  private get slider(): Slider {
    return this.store.data.sliders.list[this.at];
  }

  private move(to: number): void {
    const levels = [...this.store.state.levels];
    levels[this.at] = to;
    this.store.set({ levels });
  }

  draw(): void {
    const { store, slider } = this;
    const now = store.state.levels[this.at];
    this.label.textContent = slider.label[store.state.language];
    if (Number(this.input.value) !== now) this.input.value = String(now);
    const own = slider.own && now === store.data.sliders.start[this.at] ? `, ${text(store, say.ownLevel)}` : "";
    this.input.setAttribute("aria-valuetext",
      text(store, say.level, { n: levelText(store, slider, now), i: now + 1, all: slider.levels.length }) + own);
    this.marks.replaceChildren(...slider.levels.map((_, at) =>
      h("span", { class: at === now ? "on" : "" , title: slider.own && at === store.data.sliders.start[this.at] ? text(store, say.ownLevel) : undefined },
        levelText(store, slider, at) + (slider.own && at === store.data.sliders.start[this.at] ? "*" : ""))));
  }
}

function chooser(store: ClassStore, slot: 0 | 1): HTMLElement {
  const select = h("select", { id: `pair-${slot + 1}`, "data-testid": `pair-${slot + 1}`,
    "aria-label": text(store, slot === 0 ? say.compare : say.with),
    onchange: () => {
      const pair: [number, number] = [...store.state.pair];
      pair[slot] = Number(select.value);
      store.set({ pair });
    } },
    ...shownPolicies(store).slice(1).map((policy) =>
      h("option", { value: policy, selected: store.state.pair[slot] === policy }, policyName(store, policy))));
  return select;
}

function curveChooser(store: ClassStore): HTMLElement {
  const { language, curve } = store.state;
  const select = h("select", { id: "curve", "data-testid": "curve", "aria-label": text(store, say.curveOf),
    onchange: () => store.set({ curve: select.value }) },
    ...store.data.combinations.curves.measures.map((measure) =>
      h("option", { value: measure.name, selected: measure.name === curve }, measure.label[language])));
  return select;
}

function measuresTable(store: ClassStore): HTMLElement {
  const { language, pair } = store.state;
  const point = store.point();
  const policies = pair[0] === pair[1] ? [pair[0]] : pair;
  return h("table", { class: "what-if", "data-testid": "what-if" },
    h("caption", { class: "unseen" }, text(store, say.against, { b: policyName(store, 0) })),
    h("thead", {}, h("tr", {}, h("th", { scope: "col" }, text(store, say.measure)), h("th", { scope: "col" }, named(store, 0, 12)),
      ...policies.map((policy) => h("th", { scope: "col" }, named(store, policy, 24))))),
    h("tbody", {}, ...store.data.combinations.measures.map((measure, at) => {
      const row = store.row(point, at);
      return h("tr", { "data-testid": `row-${measure.name}` },
        h("th", { scope: "row", title: `${measure.label[language]}. ${measure.meaning[language]}` }, shortName(measure, language)),
        h("td", { class: "base" }, withUnit(level(row, 0), shortUnit(row), language)),
        ...policies.map((policy) => differenceCell(store, row, policy)));
    })));
}

export function slidersStep(store: ClassStore): Step {
  const sliders = store.data.sliders.list.map((_, at) => new LevelSlider(store, at));
  const controls = h("div", { class: "controls" });
  const picture = h("div", { class: "picture" });
  const answer = h("div", { class: "answer", role: "status", "aria-live": "polite" });
  const results = h("div", { class: "results-side" });
  const part = frame(store, steps.sliders, () => text(store, say.whatIf),
    h("div", { class: "what-if-parts" },
      h("div", { class: "slider-side" }, ...sliders.map((one) => one.element), controls, picture), results));
  return {
    element: part.element,
    draw() {
      part.draw();
      if (!store.state.revealed) return;
      part.element.dataset.point = String(store.point());
      for (const slider of sliders) slider.draw();
      const { pair, levels } = store.state;
      const moved = levels.some((at, slider) => at !== store.data.sliders.start[slider]);
      controls.replaceChildren(curveChooser(store), h("button", { type: "button", id: "reset", "data-testid": "reset", disabled: !moved,
        onclick: () => store.set({ levels: [...store.data.sliders.start] }) }, text(store, say.reset)));
      picture.replaceChildren(curvesPicture(store));
      const row = store.row(store.point(), store.primary());
      answer.replaceChildren(...[...new Set(pair)].map((policy) => h("p", {}, sentence(store, row, policy))));
      results.replaceChildren(h("div", { class: "controls" }, h("span", {}, text(store, say.compare)), chooser(store, 0),
        h("span", {}, text(store, say.with)), chooser(store, 1)), answer, measuresTable(store));
    },
  };
}
