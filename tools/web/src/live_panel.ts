/** All settings of one side, or of everybody: first what differs, then what else is at work, then the rest. */
import { h } from "./dom";
import { short } from "./format";
import { Card } from "./live_card";
import type { Desk } from "./live_control";
import type { Scope } from "./live_model";
import type { LiveSection, Problem } from "./live_types";
import { policyLetter, titleOf } from "./live_values";
import { live } from "./live_words";
import { say } from "./words";

export class Panel {
  readonly element: HTMLElement;
  private readonly heading = h("h3");
  private readonly note = h("p", { class: "note" });
  private readonly reset: HTMLButtonElement;
  private readonly cards = h("div", { class: "cards" });
  private readonly add: HTMLButtonElement;
  private readonly chips = h("div", { class: "also" });
  private readonly places = h("div", { class: "places" });
  private readonly made = new Map<string, Card>();
  /** Opened by hand, though nothing differs there. */
  private readonly opened = new Set<string>();

  constructor(private readonly desk: Desk, readonly scope: Scope, private readonly addMechanism: () => void) {
    this.reset = h("button", { type: "button", id: `reset-all-${scope}`, "data-testid": `reset-${scope}`, onclick: () => this.resetAll() });
    this.add = h("button", { type: "button", class: "add", id: `add-${scope}`, "data-testid": `add-mechanism-${scope}`,
      onclick: () => this.addMechanism() });
    this.element = h("section", { class: `panel-of panel-${scope}`, id: `panel-${scope}`, "data-testid": `panel-${scope}`, "aria-labelledby": `heading-${scope}` },
      h("header", { class: "panel-head" }, this.heading, this.reset), this.note, this.cards, this.add, this.chips, this.places);
    this.heading.id = `heading-${scope}`;
  }

  /** The settings have become others altogether: nothing is kept of how they were laid out. */
  renew(): void {
    this.made.clear();
    this.opened.clear();
    this.draw();
  }

  draw(): void {
    const { model } = this.desk;
    const { language } = model;
    const name = policyLetter(this.scope, language);
    const changes = Object.keys(model.own(this.scope)).length;
    this.heading.textContent = this.scope === "all" ? name : `${this.scope}: ${short(model.start.presets[model.side(this.scope).preset].name, 60)}`;
    this.note.textContent = live.everybodyNote[language];
    this.note.hidden = this.scope !== "all";
    this.reset.textContent = live.resetAll[language];
    this.reset.setAttribute("aria-label", say(live.resetAllOf, language, { s: name }));
    this.reset.disabled = changes === 0;
    this.add.textContent = "+ " + live.add[language];
    this.add.setAttribute("aria-label", say(live.addTo, language, { s: name }));
    this.drawCards();
    this.drawChips();
    if (this.scope === "all") this.drawPlaces();
    for (const card of this.made.values()) card.draw();
  }

  /** Shows a section, and one parameter of it. */
  reveal(section: LiveSection, key?: string): void {
    this.opened.add(section.key);
    this.draw();
    this.places.querySelectorAll("details").forEach((one) => {
      const own = one.dataset.key === section.key;
      if (own || (one.dataset.key === "kinds" && section.key.startsWith("request_kinds."))) one.open = true;
      if (own) this.fill(section, one);
    });
    this.card(section).reveal(key);
  }

  /** @returns the problems that are shown at their parameters */
  take(problems: Problem[]): Problem[] {
    return [...this.made.values()].flatMap((card) => card.take(problems));
  }

  private card(section: LiveSection): Card {
    let card = this.made.get(section.key);
    if (!card) {
      card = new Card(this.desk, this.scope, section, !section.policyMaySet, () => this.opened.delete(section.key));
      this.made.set(section.key, card);
      card.draw();
    }
    return card;
  }

  private resetAll(): void {
    const { model } = this.desk;
    model.reset(this.scope, Object.keys(model.own(this.scope)));
    this.opened.clear();
    this.desk.changed();
  }

  /** Does the side differ from the baseline here, or has somebody looked? */
  private stands(section: LiveSection): boolean {
    const { model } = this.desk;
    const set = [...Object.keys(model.preset(this.scope)), ...Object.keys(model.own(this.scope))];
    return this.opened.has(section.key) || set.some((key) => model.section(key) === section);
  }

  /** What differs stands first; then what is at work and has a size. */
  private drawCards(): void {
    const { model } = this.desk;
    const settable = model.start.sections.filter((section) => section.policyMaySet);
    const preset = Object.keys(model.preset(this.scope)).map((key) => model.section(key));
    const standing = settable.filter((section) => this.stands(section));
    const first = [...standing.filter((section) => preset.includes(section)), ...standing.filter((section) => !preset.includes(section))];
    const sized = this.scope === "all" ? [] : settable.filter((section) => !first.includes(section) &&
      model.isOn(this.scope, section) && section.params.some((param) => param.size));
    const listed = [...first, ...sized];
    for (const key of this.made.keys()) {
      const gone = !listed.some((section) => section.key === key);
      if (gone && model.start.sections.find((section) => section.key === key)?.policyMaySet) this.made.delete(key);
    }
    place(this.cards, listed.map((section) => this.card(section).element));
  }

  /** What else is at work, to be opened. */
  private drawChips(): void {
    const { model } = this.desk;
    const { language } = model;
    const others = model.start.sections.filter((section) => section.policyMaySet && !this.made.has(section.key) && model.isOn(this.scope, section));
    this.chips.hidden = others.length === 0;
    this.chips.replaceChildren(h("p", { class: "also-title" }, live.alsoOn[language]), h("div", { class: "chips" }, ...others.map((section) =>
      h("button", { type: "button", class: "chip", id: `open-${this.scope}-${section.key}`, "data-testid": `open-${this.scope}-${section.key}`,
        "aria-label": say(live.alsoOnHint, language, { s: titleOf(section, language) }), onclick: () => this.reveal(section) },
      titleOf(section, language)))));
  }

  /** What is of the place: a heading each, opened when wanted. */
  private drawPlaces(): void {
    const { model } = this.desk;
    const { language } = model;
    const sections = model.start.sections.filter((section) => !section.policyMaySet && section.params.some(({ type }) => type !== "text"));
    if (this.places.childElementCount === 0) {
      const kinds = h("details", { class: "place", "data-key": "kinds" }, h("summary"), h("div", { class: "kinds" }));
      this.places.append(h("h4"));
      for (const section of sections) {
        const details = h("details", { class: "place", "data-key": section.key, "data-testid": `place-${section.key}` }, h("summary"), h("div"));
        details.addEventListener("toggle", () => this.fill(section, details));
        (section.key.startsWith("request_kinds.") ? kinds.lastElementChild! : this.places).append(details);
      }
      if (kinds.lastElementChild!.childElementCount > 0) this.places.append(kinds);
    }
    this.places.firstElementChild!.textContent = live.placeAndPeople[language];
    for (const details of this.places.querySelectorAll<HTMLDetailsElement>("details[data-key]")) {
      const section = sections.find(({ key }) => key === details.dataset.key);
      const changed = section ? model.changedIn("all", section).length : 0;
      const title = section ? titleOf(section, language) : live.kinds[language];
      details.querySelector(":scope > summary")!.textContent = changed > 0
        ? `${title} (${say(live.changes, language, { n: changed })})` : title;
      if (section && changed > 0 && !this.made.has(section.key)) details.open = true;
      if (section && details.open) this.fill(section, details);
    }
  }

  private fill(section: LiveSection, details: HTMLDetailsElement): void {
    if (details.open) place(details.lastElementChild!, [this.card(section).element]);
  }
}

/** Puts elements into a parent; what stands in its place is not touched, so that nothing loses the focus. */
export function place(parent: Element, elements: Element[]): void {
  elements.forEach((element, at) => {
    if (parent.children[at] !== element) parent.insertBefore(element, parent.children[at] ?? null);
  });
  while (parent.children.length > elements.length) parent.lastElementChild!.remove();
}
