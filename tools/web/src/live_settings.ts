/** The left column: which policies are compared, and everything that can be changed about them. */
import { choice } from "./component";
import { h } from "./dom";
import { short } from "./format";
import type { Desk } from "./live_control";
import { MechanismList, Search } from "./live_find";
import { scopes, type Scope, type SideName } from "./live_model";
import { Panel } from "./live_panel";
import type { Problem } from "./live_types";
import { policyLetter } from "./live_values";
import { live } from "./live_words";
import { swatch } from "./palette";
import { say } from "./words";

const slots: Record<SideName, number> = { A: 1, B: 2 };

export class Settings {
  readonly element: HTMLElement;
  private readonly heading = h("h2", { class: "unseen" });
  private readonly presets = h("div", { class: "presets" });
  private readonly pairs: HTMLElement;
  private readonly tabs = h("div", { class: "whose" });
  private readonly panels: Record<Scope, Panel>;
  private readonly search: Search;
  private readonly mechanisms: MechanismList;
  private readonly selects: Record<SideName, HTMLSelectElement>;
  private readonly swap: HTMLButtonElement;
  private readonly copy: HTMLButtonElement;
  private scope: Scope = "A";

  constructor(private readonly desk: Desk) {
    const { model } = desk;
    const panel = (scope: Scope) => new Panel(desk, scope, () => this.mechanisms.open(scope));
    this.panels = { A: panel("A"), B: panel("B"), all: panel("all") };
    this.search = new Search(model, () => this.scope, ({ section, param }) => {
      this.show(section.policyMaySet ? this.scope : "all");
      this.search.clear();
      this.panels[this.scope].reveal(section, param.key);
    });
    this.mechanisms = new MechanismList(model, (scope, section) => {
      desk.changed();
      this.panels[scope].reveal(section);
    });
    this.selects = { A: this.select("A"), B: this.select("B") };
    this.swap = this.pair("swap", () => model.swap());
    this.copy = this.pair("copy", () => model.copyToB());
    this.pairs = h("div", { class: "pairs" }, this.swap, this.copy);
    this.element = h("aside", { class: "settings-column", id: "settings", "data-testid": "settings" }, this.heading, this.presets, this.pairs,
      this.search.element, this.tabs, ...scopes.map((scope) => this.panels[scope].element), this.mechanisms.element);
    for (const side of ["A", "B"] as const) {
      this.presets.append(h("div", { class: `preset side-${side}` }, h("label", { for: `preset-${side}`, id: `preset-label-${side}` }), this.selects[side],
        h("span", { class: "preset-changes", id: `preset-changes-${side}` })));
    }
  }

  /** Shows whose settings these are. */
  show(scope: Scope): void {
    this.scope = scope;
    this.drawTabs();
  }

  /** Everything has become another: a policy was chosen, or an address was gone to. */
  renew(): void {
    for (const scope of scopes) this.panels[scope].renew();
    this.draw();
  }

  draw(): void {
    const { model } = this.desk;
    const { language } = model;
    this.heading.textContent = live.controls[language];
    this.element.setAttribute("aria-label", live.controls[language]);
    for (const side of ["A", "B"] as const) this.drawPreset(side);
    this.swap.textContent = "⇅ " + live.swap[language];
    this.copy.textContent = "A → B";
    this.copy.setAttribute("aria-label", live.copy[language]);
    this.copy.title = live.copy[language];
    this.search.draw();
    this.mechanisms.draw();
    for (const scope of scopes) this.panels[scope].draw();
    this.drawTabs();
  }

  /** @returns problems that belong to no setting in view */
  take(problems: Problem[]): Problem[] {
    const taken = new Set(scopes.flatMap((scope) => {
      const own = problems.filter((problem) => !/^[AB]: /.test(problem.what) || problem.what.startsWith(`${scope}: `));
      return this.panels[scope].take(own);
    }));
    return problems.filter((problem) => !taken.has(problem));
  }

  private select(side: SideName): HTMLSelectElement {
    const { model } = this.desk;
    const select = h("select", { id: `preset-${side}`, "data-testid": `preset-${side}` },
      ...model.start.presets.map(({ name }, at) => h("option", { value: at }, short(name, 80))));
    select.addEventListener("change", () => {
      model.choose(side, Number(select.value));
      this.panels[side].renew();
      this.show(side);
      this.desk.changed();
    });
    return select;
  }

  private pair(id: string, does: () => void): HTMLButtonElement {
    return h("button", { type: "button", id, "data-testid": id, onclick: () => {
      does();
      this.renew();
      this.desk.changed();
    } });
  }

  private drawPreset(side: SideName): void {
    const { model } = this.desk;
    const { language } = model;
    const changes = Object.keys(model.own(side)).length;
    const name = say(live.startsFrom, language, { s: side });
    this.selects[side].value = String(model.side(side).preset);
    this.selects[side].setAttribute("aria-label", name);
    this.presets.querySelector(`#preset-label-${side}`)!.replaceChildren(swatch(slots[side]), h("strong", {}, side));
    this.presets.querySelector(`#preset-changes-${side}`)!.textContent = changes > 0 ? "+ " + say(live.changes, language, { n: changes }) : "";
  }

  private drawTabs(): void {
    const { model } = this.desk;
    const { language } = model;
    const focused = document.activeElement?.id;
    const tab = (scope: Scope) => {
      const changes = Object.keys(model.own(scope)).length;
      return { name: scope, text: policyLetter(scope, language) + (changes > 0 ? ` (${changes})` : ""), on: scope === this.scope,
        pick: () => this.show(scope) };
    };
    this.tabs.replaceChildren(choice("side", live.whose[language], scopes.map(tab)));
    if (focused?.startsWith("side-")) document.getElementById(focused)?.focus();
    for (const scope of scopes) this.panels[scope].element.hidden = scope !== this.scope;
    this.element.dataset.scope = this.scope;
  }
}
