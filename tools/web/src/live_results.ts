/** What the settings come to: the report's parts, drawn from the newest result, and how far it has got. */
import type { Component } from "./component";
import { Drawn } from "./live_drawn";
import { curves } from "./curves";
import { h, scroller, table } from "./dom";
import { firstScreen, verdicts } from "./first_screen";
import { forest } from "./forest";
import { groups } from "./groups";
import { ledgers } from "./ledgers";
import { scopes, type Model, type Scope } from "./live_model";
import type { LiveResult, Problem } from "./live_types";
import { problemParts } from "./live_card";
import { fullName, policyLetter, valueText } from "./live_values";
import { live } from "./live_words";
import { swatch } from "./palette";
import { plane } from "./plane";
import { policyBar } from "./policies";
import { Store } from "./store";
import { findings, say, words } from "./words";

type Standing = "computing" | "done" | "refused" | "lost";

/** The line that says how sure the numbers are, and what went wrong. */
class Status {
  readonly element: HTMLElement;
  private readonly text = h("p", { class: "progress-text", role: "status", "aria-live": "polite", "data-testid": "status" });
  private readonly bar = h("progress", { max: 1, value: 0, "data-testid": "progress" });
  private readonly problems = h("ul", { class: "problems", role: "alert", "data-testid": "problems", hidden: true });
  private readonly retry: HTMLButtonElement;

  constructor(private readonly model: Model, again: () => void) {
    this.retry = h("button", { type: "button", id: "retry", "data-testid": "retry", hidden: true, onclick: again });
    this.element = h("div", { class: "status" }, this.bar, this.text, this.problems, this.retry);
  }

  draw(standing: Standing, result: LiveResult | undefined, fresh: boolean, problems: Problem[]): void {
    const { model: { start, language } } = this;
    this.text.textContent = this.says(standing, result, fresh);
    const steps = start.stages.length + (start.worlds > 0 ? 1 : 0);
    this.bar.value = standing === "done" ? 1 : fresh && result ? (result.stage + 1) / steps : 0;
    this.bar.setAttribute("aria-label", live.progress[language]);
    this.element.classList.toggle("wrong", standing === "lost" || standing === "refused");
    this.element.classList.toggle("done", standing === "done");
    this.problems.replaceChildren(...problems.map((problem) => h("li", {}, ...problemParts([problem], language))));
    this.problems.hidden = problems.length === 0;
    this.retry.textContent = live.retry[language];
    this.retry.hidden = standing !== "lost" && problems.length === 0;
  }

  private says(standing: Standing, result: LiveResult | undefined, fresh: boolean): string {
    const { start, language } = this.model;
    if (standing === "lost" || standing === "refused") return live[standing][language];
    if (!fresh || !result) return live.computing[language];
    const gaps = { r: result.replicates, all: start.stages[start.stages.length - 1], w: result.worlds || start.worlds };
    if (result.last || standing === "done") return say(result.worlds > 0 ? live.checked : live.finished, language, gaps);
    return say(result.stage + 1 < start.stages.length ? live.sharpening : live.checking, language, gaps);
  }
}

/** Everything that differs from the scenario's baseline, in a table: for paper, and for those who come in late. */
export function compared(model: Model): Component {
  const heading = h("h2", { id: "compared-title" });
  const body = h("div");
  const element = h("section", { id: "compared", "data-testid": "compared", "aria-labelledby": "compared-title" }, heading, body);
  // What the baseline has switched off has no values there.
  const inBaseline = (key: string) => {
    const { base } = model.start;
    const enabled = key.slice(0, key.lastIndexOf(".")) + ".enabled";
    return key !== enabled && base[enabled] === false ? "–" : valueText(model, model.param(key), base[key] ?? false);
  };
  const lines = (scope: Scope) => {
    const keys = new Set([...Object.keys(model.preset(scope)), ...Object.keys(model.own(scope))]);
    return [...keys].filter((key) => model.knows(key)).map((key) => [policyLetter(scope, model.language), fullName(model, key),
      valueText(model, model.param(key), model.value(scope, key)), inBaseline(key)]);
  };
  return {
    element,
    draw() {
      const { language } = model;
      const all = scopes.flatMap(lines);
      heading.textContent = live.compared[language];
      const head = [live.whom, live.setting, live.here, live.baselineHas].map((text) => text[language]);
      body.replaceChildren(h("p", { class: "lead" }, (all.length > 0 ? live.comparedLead : live.nothingDiffers)[language]));
      if (all.length > 0) body.append(scroller(live.compared[language], table(live.compared[language], head, all, "plain compared")));
    },
  };
}

export class Results {
  readonly element: HTMLElement;
  store?: Store;
  private readonly status: Status;
  private readonly legend = h("div", { class: "legend" });
  private readonly contents = h("nav", { class: "contents" });
  private readonly parts = h("div", { class: "parts" });
  private readonly waiting = h("p", { class: "waiting" });
  private readonly digest = h("p", { class: "note", "data-testid": "digest" });
  private readonly peek = h("a", { class: "peek", href: "#results", "data-testid": "peek", onclick: (event) => {
    event.preventDefault();
    this.goTo("results");
  } });
  private readonly compared: Component;
  private drawn?: Drawn;
  private result?: LiveResult;
  private standing: Standing = "computing";
  private fresh = false;
  private problems: Problem[] = [];

  constructor(private readonly model: Model, again: () => void, after: HTMLElement[]) {
    this.status = new Status(model, again);
    this.compared = compared(model);
    this.element = h("main", { id: "results", tabindex: -1, "data-testid": "results" },
      h("div", { class: "results-head" }, this.status.element, this.legend), this.contents, this.waiting, this.parts,
      this.compared.element, this.digest, ...after, this.peek);
    // On paper, what is compared comes before what comes of it.
    window.addEventListener("beforeprint", () => this.parts.before(this.compared.element));
    window.addEventListener("afterprint", () => this.digest.before(this.compared.element));
    new IntersectionObserver(([{ isIntersecting }]) => this.peek.classList.toggle("unneeded", isIntersecting)).observe(this.element);
  }

  begun(): void {
    [this.fresh, this.standing, this.problems] = [false, "computing", []];
    this.draw(false);
  }

  arrived(result: LiveResult): void {
    [this.fresh, this.standing, this.result] = [true, "computing", result];
    if (this.store) this.store.data = result;
    else this.begin(new Store(result));
    this.draw(true);
  }

  /** @returns once everything stands on the page */
  done(): Promise<void> {
    if (this.standing === "computing") this.standing = "done";
    this.draw(false);
    return this.finished();
  }

  /** @returns once everything stands on the page */
  finished(): Promise<void> {
    return this.drawn?.finished() ?? Promise.resolve();
  }

  /** @param problems  those that are not shown at a setting */
  refused(problems: Problem[]): void {
    [this.standing, this.problems] = ["refused", problems];
    this.draw(false);
  }

  lost(): void {
    this.standing = "lost";
    this.draw(false);
  }

  /** @param all  also what the result says, which takes a moment */
  draw(all: boolean): void {
    const { model: { language } } = this;
    this.status.draw(this.standing, this.result, this.fresh, this.problems);
    this.parts.classList.toggle("stale", !this.fresh);
    this.parts.setAttribute("aria-busy", String(!this.fresh));
    this.waiting.textContent = this.result ? "" : live.waiting[language];
    this.waiting.hidden = this.result !== undefined;
    this.element.setAttribute("aria-label", live.results[language]);
    this.compared.draw();
    if (this.store && (all || this.store.state.language !== language)) this.store.set({ language });
    this.drawPeek();
  }

  private begin(store: Store): void {
    this.store = store;
    const bar = policyBar(store);
    const parts = [verdicts(store), firstScreen(store), curves(store), forest(store), plane(store), groups(store), ledgers(store)];
    this.legend.append(bar.element);
    this.parts.append(...parts.map(({ element }) => element));
    store.subscribe(() => this.drawParts());
    this.drawn = new Drawn([bar, ...parts]);
  }

  private drawParts(): void {
    const { digest } = this.store!.data.provenance;
    this.drawContents();
    this.digest.replaceChildren(live.digest[this.model.language], " ", h("code", {}, digest));
    this.digest.hidden = !digest;
    this.drawn!.draw(this.result!.last || this.standing === "done");
  }

  private drawContents(): void {
    const { language } = this.model;
    const listed = [["verdicts", words.verdicts], ["curves", words.curves], ["forest", words.forest], ["plane", words.plane],
      ["groups", words.groups], ["ledgers", words.ledgers], ["compared", live.compared], ["watch", live.watch]] as const;
    this.contents.setAttribute("aria-label", words.contents[language]);
    this.contents.replaceChildren(h("ol", {}, ...listed.map(([id, text]) => h("li", {}, h("a", { href: `#${id}`, onclick: (event) => {
      event.preventDefault();
      this.goTo(id);
    } }, text[language])))));
  }

  /** The address holds the settings: a place on the page must not take their room in it. */
  goTo(id: string): void {
    const target = document.getElementById(id);
    if (!target) return;
    if (!target.hasAttribute("tabindex")) target.tabIndex = -1;
    target.focus({ preventScroll: true });
    target.scrollIntoView();
  }

  /** On a narrow window the verdicts in brief stay in view under the settings. */
  private drawPeek(): void {
    const { language } = this.model;
    const data = this.result;
    this.peek.setAttribute("aria-label", live.skip[language]);
    this.peek.hidden = !data;
    if (!data || !this.store) return;
    this.peek.replaceChildren(...data.verdicts.map((verdict, at) => {
      const finding = findings[verdict.finding] ?? findings.unknown;
      return h("span", { class: `peek-one ${finding.tone}` }, swatch(at + 1), `${"AB".charAt(at)}: ${finding.sign} `,
        (verdict.sure ? finding.sure : finding.unsure)[language]);
    }));
    this.peek.classList.toggle("stale", !this.fresh);
  }
}
