/** One parameter of one side: a slider, a switch, a choice or a list, its value in words, and what else is to be known. */
import { h } from "./dom";
import type { Model, Scope } from "./live_model";
import type { LiveParam, Value } from "./live_types";
import { choiceText, fullName, isNumber, nameOf, policyLetter, rangeText, titleOf, told, valueText } from "./live_values";
import { live } from "./live_words";
import { say, words } from "./words";

/** What controls work on. */
export interface Desk {
  model: Model;
  /** A value is being dragged: results are wanted soon, but the address can wait. */
  dragged(): void;
  /** Something was changed for good. */
  changed(): void;
}

/** What is set, and how it is brought up to date; numbers, switches, choices and lists differ only in this. */
interface Input {
  element: HTMLElement;
  /** What a label points to; lists have many. */
  focus: HTMLElement;
  draw(value: Value): void;
}

let made = 0;

export class Control {
  readonly element = h("div", { class: "control" });
  private readonly id = `control-${++made}`;
  private readonly label = h("label", { for: this.id, id: `${this.id}-label`, class: "control-label" });
  private readonly value = h("output", { class: "control-value", for: this.id });
  private readonly was = h("span", { class: "control-was" });
  private readonly foot = h("div", { class: "control-foot" });
  private readonly reset: HTMLButtonElement;
  private readonly about: HTMLButtonElement;
  private readonly facts = h("div", { class: "facts-box", id: `${this.id}-facts`, hidden: true });
  private readonly problem = h("p", { class: "problem", id: `${this.id}-problem`, hidden: true });
  private readonly input: Input;

  constructor(private readonly desk: Desk, readonly scope: Scope, readonly param: LiveParam) {
    this.input = this.inputFor(param);
    this.input.focus.id = this.id;
    this.input.focus.dataset.testid = `slider-${scope}-${param.key}`;
    this.reset = h("button", { type: "button", class: "reset", id: `${this.id}-reset`, "data-testid": `reset-${scope}-${param.key}`,
      onclick: () => this.putBack() }, "↺");
    this.about = h("button", { type: "button", class: "about", "aria-expanded": "false", "aria-controls": this.facts.id,
      "data-testid": `about-${scope}-${param.key}`, onclick: () => this.toggleFacts() }, "i");
    this.element.append(h("div", { class: "control-head" }, this.label, this.about),
      h("div", { class: "control-line" }, this.input.element, this.value), this.foot, this.facts, this.problem);
    this.foot.append(this.was, this.reset);
    this.element.dataset.key = param.key;
  }

  /** Brings everything up to date with the model; what is being dragged stays. */
  draw(): void {
    const { param, scope, desk: { model } } = this;
    const { language } = model;
    const value = model.value(scope, param.key);
    const changed = model.isChanged(scope, param.key);
    this.drawLabel();
    this.input.draw(value);
    const text = param.type === "list" ? this.countText(value as string[]) : valueText(model, param, value);
    this.value.textContent = text;
    this.value.hidden = param.type === "boolean" || param.type === "choice";
    this.element.classList.toggle("changed", changed);
    const before = valueText(model, param, model.inherited(scope, param.key));
    const preset = scope !== "all" && param.key in model.preset(scope);
    const name = scope === "all" ? "" : model.start.presets[model.side(scope).preset].name;
    this.was.textContent = changed ? say(preset ? live.ofPreset : live.instead, language, { v: before, p: name }) : "";
    this.foot.hidden = !changed;
    this.reset.setAttribute("aria-label", say(live.resetOne, language, { v: before, p: fullName(model, param.key) }));
    this.reset.title = say(live.resetOne, language, { v: before, p: nameOf(param, language) });
    this.about.setAttribute("aria-label", say(live.facts, language, { p: fullName(model, param.key) }));
    this.about.title = param.key;
    if (!this.facts.hidden) this.drawFacts();
  }

  /** Shows what the server finds wrong with the value. */
  drawProblem(parts: (Node | string)[]): void {
    this.problem.replaceChildren(...parts);
    const text = this.problem.textContent;
    this.problem.hidden = text === "";
    this.input.focus.toggleAttribute("aria-invalid", text !== "");
    if (text !== "") this.input.focus.setAttribute("aria-errormessage", this.problem.id);
  }

  focus(): void {
    this.element.scrollIntoView({ block: "nearest" });
    (this.input.element.querySelector<HTMLElement>("input, select, summary") ?? this.input.focus).focus();
  }

  private drawLabel(): void {
    const { param, desk: { model } } = this;
    const { language } = model;
    const range = rangeText(model, param);
    const section = model.section(param.key)!;
    const name = language === "zh" ? [h("span", { class: "control-name" }, ...told(model, param.meaning))]
      : [h("span", { class: "control-name" }, nameOf(param, language)), " ", h("span", { class: "meaning" }, ...told(model, param.meaning))];
    this.label.replaceChildren(
      h("span", { class: "unseen" }, `${policyLetter(this.scope, language)}, ${titleOf(section, language)}: `), ...name,
      ...(range === "" ? [] : [h("span", { class: "unseen" }, ` (${range})`)]));
  }

  private countText(value: string[]): string {
    return say(live.chosen, this.desk.model.language, { n: value.length, all: this.param.choices?.length ?? 0 });
  }

  private put(value: Value, dragging = false): void {
    this.desk.model.set(this.scope, this.param.key, value);
    this.draw();
    if (dragging) this.desk.dragged();
    else this.desk.changed();
  }

  private putBack(): void {
    this.desk.model.reset(this.scope, [this.param.key]);
    this.desk.changed();
    this.focus();
  }

  private inputFor(param: LiveParam): Input {
    if (isNumber(param)) return this.slider(param);
    if (param.type === "boolean") return this.toggle();
    return param.type === "list" ? this.list(param) : this.choice(param);
  }

  private slider(param: LiveParam): Input {
    const { low, high, step } = param.slider ?? { low: param.low ?? 0, high: param.high ?? 1, step: 0.01 };
    const input = h("input", { type: "range", min: low, max: high, step, class: "slider" });
    const usual = h("span", { class: "usual-mark", "aria-hidden": "true" });
    const read = () => Number(Number(input.value).toPrecision(12));
    input.addEventListener("input", () => this.put(read(), true));
    input.addEventListener("change", () => this.desk.changed());
    const share = (value: number) => Math.max(0, Math.min(1, (value - low) / (high - low || 1)));
    const { model } = this.desk;
    return { element: h("div", { class: "slider-box" }, input, usual), focus: input, draw: (value) => {
      if (Number(input.value) !== value) input.value = String(value);
      input.setAttribute("aria-valuetext", valueText(model, param, value));
      input.style.setProperty("--share", String(share(value as number)));
      usual.style.setProperty("--share", String(share(model.inherited(this.scope, param.key) as number)));
    } };
  }

  private toggle(): Input {
    const input = h("input", { type: "checkbox", role: "switch", class: "switch" });
    const says = h("span");
    input.addEventListener("change", () => this.put(input.checked));
    return { element: h("div", { class: "switch-box" }, input, says), focus: input, draw: (value) => {
      input.checked = value === true;
      says.textContent = valueText(this.desk.model, this.param, value);
    } };
  }

  private choice(param: LiveParam): Input {
    const select = h("select");
    select.addEventListener("change", () => this.put(select.value));
    return { element: select, focus: select, draw: (value) => {
      const options = (param.choices ?? []).map((word) => h("option", { value: word }, choiceText(this.desk.model, word)));
      select.replaceChildren(...options);
      select.value = String(value);
    } };
  }

  /** Check boxes: what is chosen stands first, in its order of preference. */
  private list(param: LiveParam): Input {
    const summary = h("summary");
    const boxes = h("ul", { class: "list-boxes" });
    const group = h("details", { class: "list", role: "group", "aria-labelledby": `${this.id}-label` }, summary, boxes);
    const line = (word: string, at: number, chosen: string[]) => {
      const text = choiceText(this.desk.model, word);
      const box = h("input", { type: "checkbox", id: `${this.id}-${word.replaceAll(" ", "-")}`,
        onchange: () => this.putList(at < 0 ? [...chosen, word] : chosen.filter((one) => one !== word)) });
      box.checked = at >= 0;
      const name = say(live.earlier, this.desk.model.language, { w: text });
      return h("li", {}, h("label", {}, box, at >= 0 ? `${at + 1}. ${text}` : text),
        at > 0 && h("button", { type: "button", class: "earlier", "aria-label": name, title: name,
          onclick: () => this.putList([...chosen.slice(0, at - 1), word, chosen[at - 1], ...chosen.slice(at + 1)]) }, "↑"));
    };
    return { element: group, focus: group, draw: (value) => {
      const chosen = value as string[];
      const rest = (param.choices ?? []).filter((word) => !chosen.includes(word));
      summary.textContent = valueText(this.desk.model, param, chosen);
      boxes.replaceChildren(...chosen.map((word, at) => line(word, at, chosen)), ...rest.map((word) => line(word, -1, chosen)));
    } };
  }

  /** Boxes are made anew: the one that was used keeps the focus. */
  private putList(value: string[]): void {
    const focused = document.activeElement?.id ?? "";
    this.put(value);
    document.getElementById(focused)?.focus();
  }

  private toggleFacts(): void {
    this.facts.hidden = !this.facts.hidden;
    this.about.setAttribute("aria-expanded", String(!this.facts.hidden));
    if (!this.facts.hidden) this.drawFacts();
  }

  /** For those who want to know: default, range, what it rests on, its name in files, and the exact value. */
  private drawFacts(): void {
    const { param, scope, desk: { model } } = this;
    const { language } = model;
    const facts: [string, string | Node][] = [[live.usual[language], valueText(model, param, param.fallback)]];
    const range = rangeText(model, param);
    if (range !== "") facts.push([live.accepted[language], range]);
    // Many sources begin with the tag.
    const source = param.source.startsWith(param.tag) ? param.source.slice(param.tag.length).replace(/^[:;, ]+/, "") : param.source;
    facts.push([live.restsOn[language], words.tags[param.tag][language] + (language === "en" && source ? `: ${source}` : "")]);
    facts.push([live.named[language], h("code", {}, param.key)]);
    if (isNumber(param) && !this.facts.contains(document.activeElement)) {
      const id = `${this.id}-exact`;
      const exact = h("input", { type: "number", id, min: param.low, max: param.high, step: "any",
        value: String(model.value(scope, param.key)), "data-testid": `exact-${scope}-${param.key}` });
      exact.addEventListener("change", () => {
        if (exact.value !== "" && Number.isFinite(exact.valueAsNumber)) this.put(exact.valueAsNumber);
      });
      facts.push([live.exact[language], exact]);
      exact.setAttribute("aria-label", `${live.exact[language]}: ${fullName(model, param.key)}`);
    } else if (isNumber(param)) {
      return;
    }
    this.facts.replaceChildren(h("dl", {}, ...facts.flatMap(([name, what]) => [h("dt", {}, name), h("dd", {}, what)])));
  }
}
