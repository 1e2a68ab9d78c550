/** The settings of one section for one side: a mechanism's switch, what matters of it, and the rest to be opened. */
import { Control, type Desk } from "./live_control";
import { h } from "./dom";
import { switchKey, type Scope } from "./live_model";
import type { LiveParam, LiveSection, Problem } from "./live_types";
import { policyLetter, titleOf, told } from "./live_values";
import { live } from "./live_words";
import type { Language } from "./types";
import { say } from "./words";

export class Card {
  readonly element: HTMLElement;
  private readonly title = h("h4");
  private readonly toggle = h("input", { type: "checkbox", role: "switch", class: "switch" });
  private readonly reset = h("button", { type: "button", class: "reset" }, "↺");
  private readonly rule = h("p", { class: "rule" });
  private readonly off = h("p", { class: "rule" });
  private readonly main = h("div");
  private readonly rest = h("div");
  private readonly summary = h("summary");
  private readonly more: HTMLDetailsElement;
  private readonly controls: Control[] = [];
  private readonly later: LiveParam[];

  /** @param all  nothing is kept for later, and no heading is made */
  constructor(private readonly desk: Desk, readonly scope: Scope, readonly section: LiveSection, private readonly all: boolean,
              private readonly closed: () => void) {
    const params = section.params.filter(({ type }) => type !== "text");
    const set = { ...desk.model.preset(scope), ...desk.model.own(scope) };
    const chief = params.filter((param) => param.size || param.key in set);
    // A mechanism without a size shows what its table begins with.
    const first = all ? params : chief.length > 0 || !section.switchable ? chief : params.slice(0, 3);
    this.later = params.filter((param) => !first.includes(param));
    this.more = h("details", { class: "more", "data-testid": `more-${scope}-${section.key}` }, this.summary, this.rest);
    this.more.hidden = this.later.length === 0;
    this.more.addEventListener("toggle", () => this.more.open && this.unfold());
    this.add(this.main, first);
    this.toggle.dataset.testid = `slider-${scope}-${switchKey(section)}`;
    this.toggle.id = `switch-${scope}-${section.key}`;
    this.toggle.addEventListener("change", () => {
      desk.model.set(scope, switchKey(section), this.toggle.checked);
      desk.changed();
    });
    this.reset.dataset.testid = `reset-${scope}-${section.switchable ? switchKey(section) : section.key}`;
    this.reset.addEventListener("click", () => this.putBack());
    const head = h("header", {}, this.title, this.reset, section.switchable && this.toggle);
    this.element = h("article", { class: "card", "data-testid": `card-${scope}-${section.key}` }, !all && head, !all && this.rule, this.off,
      this.main, this.more);
  }

  draw(): void {
    const { model } = this.desk;
    const { language } = model;
    const { section, scope } = this;
    const on = model.isOn(scope, section);
    const changed = model.changedIn(scope, section).length > 0;
    const title = titleOf(section, language);
    const differs = changed || Object.keys(model.preset(scope)).some((key) => model.section(key) === section);
    this.title.textContent = title;
    this.toggle.checked = on;
    this.toggle.setAttribute("aria-label", `${policyLetter(scope, language)}: ${title}`);
    this.element.setAttribute("aria-label", title);
    this.element.classList.toggle("differs", differs);
    this.element.classList.toggle("off", !on);
    this.reset.hidden = !changed;
    this.reset.setAttribute("aria-label", say(live.resetAllOf, language, { s: title }));
    this.reset.title = say(live.resetAllOf, language, { s: title });
    this.rule.replaceChildren(...told(model, section.rule));
    this.rule.hidden = !differs && this.all === false && !this.more.open;
    this.off.textContent = live.outside[language];
    this.off.hidden = on;
    this.summary.textContent = say(live.more, language, { n: this.later.length });
    for (const control of this.controls) control.draw();
  }

  /** Shows the parameter and gives it the focus; without one, the first. */
  reveal(key?: string): void {
    if (key && this.later.some((param) => param.key === key)) this.unfold();
    const control = key ? this.controls.find(({ param }) => param.key === key) : this.controls[0];
    if (control) control.focus();
    else this.toggle.focus();
  }

  /** @returns the problems that belong here; they are shown at their parameters */
  take(problems: Problem[]): Problem[] {
    const taken = new Set<Problem>();
    for (const control of this.controls) {
      const own = problems.filter((problem) => names(problem, control.param.key));
      own.forEach((problem) => taken.add(problem));
      control.drawProblem(problemParts(own, this.desk.model.language));
    }
    return [...taken];
  }

  get unfolded(): boolean {
    return this.more.open;
  }

  unfold(): void {
    this.more.open = true;
    if (this.rest.childElementCount > 0 || this.later.length === 0) return;
    this.add(this.rest, this.later);
    this.draw();
  }

  private add(where: HTMLElement, params: LiveParam[]): void {
    const added = params.map((param) => new Control(this.desk, this.scope, param));
    this.controls.push(...added);
    where.append(...added.map(({ element }) => element));
  }

  private putBack(): void {
    const { model } = this.desk;
    model.reset(this.scope, model.changedIn(this.scope, this.section));
    this.closed();
    this.desk.changed();
  }
}

/** Does a problem speak of a parameter? */
export function names(problem: Problem, key: string): boolean {
  const at = problem.what.indexOf(key);
  return at >= 0 && !/[a-z0-9_]/.test(problem.what.charAt(at + key.length));
}

/** A problem as one sentence. */
function sentence({ what, why, hint }: Problem): string {
  return what + (why ? ` (${why})` : "") + (hint ? `: ${hint}` : "");
}

/** Problems as a page shows them. The program tells them in English only; a Chinese page says so. */
export function problemParts(problems: Problem[], language: Language): (Node | string)[] {
  const text = problems.map(sentence).join(" ");
  return language === "en" || text === "" ? [text] : [live.inEnglish[language], h("span", { lang: "en" }, text)];
}
