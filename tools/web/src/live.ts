/** The live what-if page: settings on the left, what they come to on the right, and the program that computes it. */
import { h } from "./dom";
import { addressOf, addressRead } from "./live_address";
import type { Desk } from "./live_control";
import { WatchDay } from "./live_day";
import { Model, switchKey } from "./live_model";
import { Results } from "./live_results";
import { Settings } from "./live_settings";
import { Runner } from "./live_stream";
import { Tools } from "./live_tools";
import type { LiveStart, LiveState, Problem } from "./live_types";
import { live } from "./live_words";
import { say, words } from "./words";

/** Milliseconds: while a slider is dragged, requests are made no closer than this. */
const restWhileDragging = 60;

/** Values of what is off have no effect, and aren't sent. */
function effective(model: Model): LiveState {
  const state = structuredClone(model.state);
  const strip = (set: LiveState["all"], on: (key: string) => boolean) => {
    for (const key of Object.keys(set)) if (!on(key)) delete set[key];
  };
  const isOn = (scope: "A" | "B" | "all") => (key: string) => {
    const section = model.section(key)!;
    return (section.switchable && key === switchKey(section)) || model.isOn(scope, section);
  };
  strip(state.a.set, isOn("A"));
  strip(state.b.set, isOn("B"));
  strip(state.all, (key) => isOn("all")(key) || isOn("A")(key) || isOn("B")(key));
  return state;
}

class Page {
  private readonly model: Model;
  private readonly settings: Settings;
  private readonly results: Results;
  private readonly tools: Tools;
  private readonly day: WatchDay;
  private readonly runner: Runner;
  private readonly skip = h("a", { class: "skip", href: "#results", onclick: (event) => {
    event.preventDefault();
    this.results.goTo("results");
  } });
  private readonly title = h("h1", { "data-testid": "title" });
  private readonly place = h("p", { class: "standfirst", "data-testid": "headline" });
  private readonly ignored = h("p", { class: "warning", role: "status", hidden: true });
  private readonly foot = h("footer");
  /** What the newest request was made of, and what the numbers shown are of. */
  private asked: LiveState;
  private shown: LiveState;
  private left = -Infinity;
  /** Parts of the address that mean nothing here. */
  private unknown = 0;
  /** What the newest request was refused for. */
  private problems: Problem[] = [];

  constructor(start: LiveStart) {
    this.model = new Model(start);
    this.restore();
    this.asked = this.shown = effective(this.model);
    const desk: Desk = { model: this.model, dragged: () => this.changed(true), changed: () => this.changed(false) };
    const shown = { data: () => this.results.store?.data, state: () => this.shown };
    this.settings = new Settings(desk);
    this.day = new WatchDay(this.model, shown);
    this.results = new Results(this.model, () => this.ask(0), [this.day.element]);
    this.tools = new Tools(this.model, shown, () => this.switchLanguage());
    this.runner = this.listen();
    document.body.replaceChildren(this.skip, this.tools.element,
      h("header", { class: "masthead" }, this.title, this.place, this.ignored),
      h("div", { class: "columns" }, this.settings.element, this.results.element), this.foot);
    window.addEventListener("popstate", () => this.goTo());
    window.addEventListener("hashchange", () => this.goTo());
    history.replaceState(null, "", "#" + addressOf(this.model));
    this.draw();
    document.body.dataset.ready = "true";
    this.ask(0);
    this.watch();
  }

  private listen(): Runner {
    const body = document.body.dataset;
    return new Runner({
      begun: (sequence) => {
        this.asked = effective(this.model);
        body.asked = String(sequence);
        this.showProblems([]);
        this.results.begun();
      },
      result: (_, result) => {
        this.shown = this.asked;
        this.results.arrived(result);
        this.tools.draw();
        this.day.draw();
        body.stage = String(result.stage);
      },
      problems: (sequence, problems) => {
        this.results.refused(this.showProblems(problems));
        body.done = String(sequence);
      },
      done: (sequence) => void this.results.done().then(() => {
        if (body.asked === String(sequence)) body.done = String(sequence);
      }),
      lost: () => this.results.lost(),
    });
  }

  /** Says that the program has ended before somebody asks it something in vain. */
  private watch(): void {
    const betweenLooks = 5000;
    window.setInterval(() => void (async () => {
      const { asked, done } = document.body.dataset;
      if (document.hidden || asked !== done) return;
      const there = await fetch("status").then((answer) => answer.ok, () => false);
      if (!there && document.body.dataset.asked === asked) this.results.lost();
    })(), betweenLooks);
  }

  /** @returns problems that belong to no setting in view */
  private showProblems(problems: Problem[]): Problem[] {
    this.problems = problems;
    return this.settings.take(problems);
  }

  private ask(delay: number): void {
    this.runner.ask(effective(this.model), delay);
  }

  private changed(dragging: boolean): void {
    this.settings.draw();
    this.results.draw(false);
    this.remember(dragging);
    this.day.outdated();
    this.ask(restWhileDragging);
  }

  /** While dragging, the address stays one step of the browser's history. */
  private remember(dragging: boolean): void {
    const address = "#" + addressOf(this.model);
    if (address === location.hash) return;
    const now = performance.now();
    if (dragging && now - this.left < 1500) history.replaceState(null, "", address);
    else history.pushState(null, "", address);
    this.left = dragging ? now : -Infinity;
  }

  private goTo(): void {
    if (location.hash === "#" + addressOf(this.model)) return;
    this.restore();
    this.settings.renew();
    this.draw();
    this.ask(0);
  }

  private restore(): void {
    const { state, language, ignored } = addressRead(location.hash, this.model);
    this.model.state = state;
    if (language) this.model.language = language;
    this.left = -Infinity;
    this.unknown = ignored;
  }

  private switchLanguage(): void {
    this.model.language = this.model.language === "zh" ? "en" : "zh";
    history.replaceState(null, "", "#" + addressOf(this.model));
    const body = document.body.dataset;
    const { done } = body;
    delete body.done;
    this.draw();
    void this.results.finished().then(() => {
      if (done !== undefined && done === body.asked) body.done = done;
    });
  }

  private draw(): void {
    const { language, start } = this.model;
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
    document.title = start.title || "cogov";
    this.skip.textContent = live.skip[language];
    this.title.textContent = start.title || "cogov";
    this.place.replaceChildren(say(live.place, language, { n: start.residents.toLocaleString("en"), d: start.days, b: start.presets[0].name }), " ",
      h("span", { class: "quiet" }, words.caution[language]));
    this.ignored.hidden = this.unknown === 0;
    this.ignored.textContent = say(live.ignored, language, { n: this.unknown });
    this.foot.textContent = live.foot[language];
    this.tools.draw();
    this.settings.draw();
    this.settings.take(this.problems);
    this.results.draw(false);
    this.day.draw();
  }
}

new Page(JSON.parse(document.getElementById("data")!.textContent!) as LiveStart);
