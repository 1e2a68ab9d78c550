/** Finding settings: any parameter by a word, and a mechanism to be added. */
import { h } from "./dom";
import { switchKey, type Model, type Scope } from "./live_model";
import type { LiveParam, LiveSection } from "./live_types";
import { nameOf, policyLetter, titleOf, told } from "./live_values";
import { live } from "./live_words";
import { say } from "./words";

const mostFound = 30;

/** Do all words of the query stand somewhere in the texts? */
function matches(query: string, texts: string[]): boolean {
  const all = texts.join(" ").toLowerCase();
  return query.toLowerCase().split(/\s+/).every((word) => all.includes(word));
}

export interface Found {
  section: LiveSection;
  param: LiveParam;
}

/** Parameters whose name, meaning or section holds the words, in either language. */
export function find(model: Model, query: string): Found[] {
  if (query.trim() === "") return [];
  return model.start.sections.flatMap((section) => section.params.filter(({ type }) => type !== "text").filter((param) =>
    matches(query.trim(), [section.title.en, section.title.zh, param.meaning.en, param.meaning.zh, param.key, nameOf(param, "en")]))
    .map((param) => ({ section, param })));
}

/** A field to search all settings with, and what it finds. */
export class Search {
  readonly element: HTMLElement;
  private readonly input = h("input", { type: "search", id: "search", "data-testid": "search", autocomplete: "off" });
  private readonly status = h("p", { class: "note", role: "status" });
  private readonly list = h("ul", { class: "found-settings" });

  constructor(private readonly model: Model, private readonly scope: () => Scope, private readonly pick: (found: Found) => void) {
    this.element = h("search" as "div", { class: "search" }, this.input, this.status, this.list);
    this.input.addEventListener("input", () => this.draw());
    this.input.addEventListener("keydown", (event) => event.key === "Escape" && this.clear());
  }

  clear(): void {
    this.input.value = "";
    this.draw();
  }

  draw(): void {
    const { language } = this.model;
    this.input.placeholder = live.search[language];
    this.input.setAttribute("aria-label", live.search[language]);
    const found = find(this.model, this.input.value);
    const gaps = { n: found.length, k: mostFound };
    this.status.textContent = this.input.value.trim() === "" ? "" : say(found.length > mostFound ? live.searchMore : live.searchFound, language, gaps);
    this.list.replaceChildren(...found.slice(0, mostFound).map((one) => this.line(one)));
  }

  private line(found: Found): HTMLElement {
    const { language } = this.model;
    const { section, param } = found;
    const scope = section.policyMaySet ? this.scope() : "all";
    const off = this.model.isOn(scope, section) ? "" : ` · ${live.isOff[language]}`;
    return h("li", {}, h("button", { type: "button", "data-testid": `found-${param.key}`, onclick: () => this.pick(found) },
      h("span", { class: "found-where" }, `${policyLetter(scope, language)} · ${titleOf(section, language)}${off}`),
      h("span", { class: "control-name" }, nameOf(param, language)), " ",
      language === "en" && h("span", { class: "meaning" }, ...told(this.model, param.meaning))));
  }
}

/** The list of mechanisms, with what each does, one of which is switched on for a side. */
export class MechanismList {
  readonly element: HTMLDialogElement;
  private readonly heading = h("h3", { id: "mechanisms-title" });
  private readonly close = h("button", { type: "button", "data-testid": "mechanisms-close", onclick: () => this.element.close() });
  private readonly input = h("input", { type: "search", id: "mechanism-search", "data-testid": "mechanism-search", autocomplete: "off" });
  private readonly list = h("ul", { class: "mechanisms" });
  private scope: Scope = "A";

  constructor(private readonly model: Model, private readonly pick: (scope: Scope, section: LiveSection) => void) {
    this.element = h("dialog", { class: "mechanism-dialog", "aria-labelledby": "mechanisms-title" },
      h("header", {}, this.heading, this.close), this.input, this.list);
    this.input.addEventListener("input", () => this.draw());
    this.element.addEventListener("click", (event) => event.target === this.element && this.element.close());
  }

  open(scope: Scope): void {
    this.scope = scope;
    this.input.value = "";
    this.draw();
    this.element.showModal();
    this.input.focus();
  }

  draw(): void {
    const { language, start } = this.model;
    this.heading.textContent = say(live.addTo, language, { s: policyLetter(this.scope, language) });
    this.close.textContent = live.close[language];
    this.input.placeholder = live.addSearch[language];
    this.input.setAttribute("aria-label", live.addSearch[language]);
    const listed = start.sections.filter((section) => section.switchable && (section.policyMaySet || this.scope === "all"))
      .filter((section) => matches(this.input.value.trim(), [section.title.en, section.title.zh, section.rule.en, section.rule.zh, section.key]));
    this.list.replaceChildren(...listed.map((section) => this.line(section)));
  }

  private line(section: LiveSection): HTMLElement {
    const { language } = this.model;
    const on = this.model.isOn(this.scope, section);
    const choose = () => {
      this.element.close();
      if (!on) this.model.set(this.scope, switchKey(section), true);
      this.pick(this.scope, section);
    };
    return h("li", {}, h("button", { type: "button", "data-testid": `mechanism-${section.key}`, onclick: choose },
      h("span", { class: "control-name" }, titleOf(section, language)), on && h("span", { class: "quiet" }, ` · ${live.added[language]}`),
      h("span", { class: "rule" }, ...told(this.model, section.rule))));
  }
}
